using System.Net;
using Svar.Accounts;
using Svar.Cluster;
using Svar.Data;
using Svar.Mail.Smtp;
using Svar.Mail.Tls;
using Svar.Mailboxes.Fetching;
using Svar.Mailboxes.Receiving;
using Svar.Mailboxes.Sending;

namespace Svar.Mailboxes;

/// <summary>The addresses we own; the door by which mail comes in, and the outbox by which it leaves.</summary>
internal static class MailboxesRoom
{
    public static IServiceCollection AddMailboxes(this IServiceCollection services, IConfiguration configuration, string dataFolder, IPEndPoint? smtp)
    {
        var options = configuration.GetSection(MailboxesOptions.Section).Get<MailboxesOptions>() ?? new MailboxesOptions();
        foreach (var (key, value, wanted) in options.Wrong())
        {
            throw new BadSettingException(key, value, wanted);
        }

        services
            .AddSingleton(options)
            .AddSingleton(new SmtpListening(smtp))
            .AddSingleton(new MailHost(options.HostName.Length > 0 ? options.HostName : Environment.MachineName))
            .AddSingleton(SpoolFolder.Of(dataFolder))
            .AddSingleton<MailboxDirectory>()
            .AddSingleton<SaveMailbox>()
            .AddSingleton<ReceiveMail>()
            .AddSingleton<RetryMail>()
            .AddSingleton<Outbox>()
            .AddSingleton<IMailTransport, RelayTransport>()
            .AddSingleton<IAccountMail, AccountMail>()
            .AddSingleton<SmtpDoor>()
            .AddSingleton<FolderLedger>()
            .AddSingleton<FetchAccount>()
            .AddSingleton<SaveImapAccount>()
            .AddSingleton<TryImapAccount>()
            .AddSingleton<IDuty, FetchMail>()
            .AddSingleton<MailEndpoint>()
            .AddSingleton<IProbe, IntakeProbe>()
            .AddSingleton<IProbe, OutboxProbe>()
            .AddSingleton<IProbe, FetchProbe>()
            .AddSingleton<MailCounts>()
            .AddSingleton<IFigures, MailFigures>()
            .AddSingleton(Server);
        return services;
    }

    public static void MapMailboxes(this IEndpointRouteBuilder endpoints) => MailEndpoint.Map(endpoints);

    private static SmtpServer Server(IServiceProvider services)
    {
        var options = services.GetRequiredService<MailboxesOptions>();
        var log = services.GetRequiredService<ILogger<SmtpServer>>();
        return new SmtpServer(
            new SmtpServerOptions
            {
                HostName = services.GetRequiredService<MailHost>().Name,
                MaxMessageSize = options.MaxMessageSize,
                Tls = options is { CertificateFile: { } file, CertificateKeyFile: { } key }
                    ? new CertificateFiles(file, key, e => log.LogError(e, "The changed certificate is not taken up; the one before is served on")).Options
                    : null,
                OnFailure = (e, peer) => log.LogError(e, "A mail from {Peer} could not be taken; its sender will try again", peer.Address),
            },
            services.GetRequiredService<SmtpDoor>(),
            services.GetRequiredService<TimeProvider>());
    }
}
