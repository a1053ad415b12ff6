using Microsoft.AspNetCore.Connections;
using Svar.Cluster;
using Svar.Data;
using Svar.Mail.Smtp;

namespace Svar.Mailboxes.Receiving;

/// <summary>Hands Kestrel's connections on the SMTP port to the mail server.</summary>
internal sealed class SmtpConnections(SmtpServer server, Opening opening, IHostApplicationLifetime lifetime) : ConnectionHandler
{
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        BrandScope.Enter(BrandScope.All);

        // Who comes early is greeted late: RFC 5321 §4.5.3.2.1 has a client wait five minutes.
        await opening.WaitAsync(lifetime.ApplicationStopping);
        await server.RunAsync(
            new SmtpConnection(connection.Transport, connection.RemoteEndPoint, connection.LocalEndPoint),
            lifetime.ApplicationStopping);
    }
}
