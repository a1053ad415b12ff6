using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration.Memory;
using Svar.Accounts;
using Svar.Commands;
using Svar.Data;
using Svar.Data.Settings;
using Svar.Mailboxes;
using Svar.Mailboxes.Receiving;

namespace Svar;

/// <summary>How the process listens, logs and is configured.</summary>
internal static partial class Program
{
    /// <summary>Kestrel would buffer a megabyte a connection while a mail is being kept.</summary>
    private const int SocketBuffer = 64 * 1024;

    private static void Configure(WebApplicationBuilder builder, ServeSettings settings)
    {
        if (settings.Urls is [var first, ..])
        {
            builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = [new($"{AccountOptions.Section}:{nameof(AccountOptions.DeskUrl)}", Reachable(first))] });
        }

        SettingsFile.AddTo(builder.Configuration, settings.DataFolder);
        builder.Configuration.AddEnvironmentVariables(SettingsCheck.Prefix);
        builder.Configuration.AddInMemoryCollection(settings.Overrides);
        SettingsCheck.Check(builder.Configuration);
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);

        // It warns that pages with a form are not cached, which they never are.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None);

        // A start that fails is told in one line by the verb; what fails later is logged.
        var starting = true;
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => !starting && level >= LogLevel.Warning);
        builder.Services.AddHostedService(_ => new WhenStarted(() => starting = false));

        var maxMail = builder.Configuration.GetSection(MailboxesOptions.Section).GetValue("MaxMessageSize", new MailboxesOptions().MaxMessageSize);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = maxMail + (64 * 1024);
            foreach (var url in settings.Urls)
            {
                Listen(kestrel, url);
            }

            if (settings.Smtp is { } smtp)
            {
                kestrel.Listen(smtp, listen => listen.UseConnectionHandler<SmtpConnections>());
            }
        });
        builder.WebHost.UseSockets(sockets => sockets.MaxReadBufferSize = SocketBuffer);
    }

    /// <summary>Where a person on this machine reaches what listens at <paramref name="url"/>.</summary>
    private static string Reachable(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var at) && at.Host is "0.0.0.0" or "[::]" or "+" or "*" ? $"{at.Scheme}://localhost:{at.Port}" : url.TrimEnd('/');

    private static void Listen(KestrelServerOptions kestrel, string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var at) || at.Scheme is not ("http" or "https"))
        {
            throw new BadSettingException("urls", url, "an address such as http://127.0.0.1:5080");
        }

        void Options(ListenOptions listen)
        {
            if (at.Scheme == "https")
            {
                listen.UseHttps();
            }
        }

        if (IPAddress.TryParse(at.Host.Trim('[', ']'), out var address))
        {
            kestrel.Listen(address, at.Port, Options);
        }
        else if (at.Host == "localhost")
        {
            kestrel.ListenLocalhost(at.Port, Options);
        }
        else
        {
            kestrel.ListenAnyIP(at.Port, Options);
        }
    }
}
