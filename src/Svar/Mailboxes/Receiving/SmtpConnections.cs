using Microsoft.AspNetCore.Connections;
using Svar.Mail.Smtp;

namespace Svar.Mailboxes.Receiving;

/// <summary>Hands Kestrel's connections on the SMTP port to the mail server.</summary>
internal sealed class SmtpConnections(SmtpServer server, IHostApplicationLifetime lifetime) : ConnectionHandler
{
    public override async Task OnConnectedAsync(ConnectionContext connection) =>
        await server.RunAsync(
            new SmtpConnection(connection.Transport, connection.RemoteEndPoint, connection.LocalEndPoint),
            lifetime.ApplicationStopping);
}
