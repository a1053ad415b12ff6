using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Svar.Mail.Tls;

/// <summary>TLS settings fit for mail.</summary>
public static class ServerTls
{
    /// <summary>
    /// Serves one certificate, with the chain that stands beside it: TLS 1.2 and 1.3, no client certificate asked for. The
    /// chain is built here, once, and nothing is fetched for it.
    /// </summary>
    public static Func<SslServerAuthenticationOptions> Serve(X509Certificate2 certificate, X509Certificate2Collection? chain = null)
    {
        var context = SslStreamCertificateContext.Create(certificate, chain, offline: true);
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = context,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ClientCertificateRequired = false,
        };
        return () => options;
    }
}
