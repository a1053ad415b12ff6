using System.CommandLine;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Svar.Cluster;
using Svar.Mail.Smtp;
using Svar.Mailboxes.Receiving;

namespace Svar.Bench.Smtp;

/// <summary>The servers that are measured, each in a process of its own; run by smtp.</summary>
internal static class SmtpHosts
{
    /// <summary>As svar's runtimeconfig has it.</summary>
    public static IReadOnlyDictionary<string, string> Runtime { get; } = new Dictionary<string, string>(StringComparer.Ordinal) { ["DOTNET_gcServer"] = "1", ["DOTNET_TieredPGO"] = "0" };

    public static Command Create()
    {
        var kind = new Argument<string>("kind");
        var port = new Argument<int>("port");
        var size = new Argument<int>("size");
        var command = new Command("smtp-host", "Takes mails and keeps none; run by smtp.") { kind, port, size };
        command.Hidden = true;
        command.SetAction(async parsed =>
        {
            var at = new IPEndPoint(IPAddress.Loopback, parsed.GetValue(port));
            switch (parsed.GetValue(kind))
            {
                case "kestrel":
                    await OnKestrelAsync(at);
                    break;
                case "listener":
                    OnListener(at);
                    break;
                default:
                    BareServer.Run(at, Dialogue.Of(parsed.GetValue(size)));
                    break;
            }
        });
        return command;
    }

    // as ProgramHost of Svar has it
    private static async Task OnKestrelAsync(IPEndPoint at)
    {
        const int SocketBuffer = 64 * 1024;
        var receiver = new NullReceiver();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(Server(receiver)).AddSingleton(Opening.AtOnce());
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(at, listen => listen.UseConnectionHandler<SmtpConnections>()));
        builder.WebHost.UseSockets(sockets => sockets.MaxReadBufferSize = SocketBuffer);
        await using var app = builder.Build();
        await app.StartAsync();
        Obey(receiver);
    }

    private static void OnListener(IPEndPoint at)
    {
        var receiver = new NullReceiver();
        using var listener = new SmtpListener(Server(receiver), at);
        _ = listener.RunAsync(CancellationToken.None);
        Obey(receiver);
    }

    private static SmtpServer Server(NullReceiver receiver) => new(
        new SmtpServerOptions { HostName = "bench.example", MaxConnections = 0, MaxConnectionsPerAddress = 0, OnFailure = (e, _) => Console.Error.WriteLine(e) },
        receiver);

    /// <summary>Does what it is told by its standard input until that ends.</summary>
    private static void Obey(NullReceiver receiver)
    {
        while (Console.In.ReadLine() is { } line)
        {
            switch (line)
            {
                case "hold":
                    receiver.Hold();
                    break;
                case "release":
                    receiver.Release();
                    break;
                case "live":
                    Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"live {GC.GetTotalMemory(forceFullCollection: true)}"));
                    break;
            }
        }
    }
}
