using System.Diagnostics;
using System.Globalization;
using Svar.Tests;

namespace Svar.Mail.Tests.Imap;

/// <summary>
/// A Dovecot on loopback that root starts as nobody, all of it in one folder; what it serves is a Maildir of one user. Also what the
/// measurements in bench/ run.
/// </summary>
internal sealed class DovecotProcess(string folder, int port)
{
    public const string Program = "/usr/sbin/dovecot";
    public const string User = "anna";
    public const string Password = "pass";

    private Process? _process;

    public int Id => _process!.Id;

    /// <summary>The inbox, once <see cref="MakeInbox"/> has made it.</summary>
    public string Inbox { get; } = Path.Combine(folder, "mail", User);

    private string Mail => Path.Combine(folder, "mail");

    public void MakeInbox()
    {
        if (Directory.Exists(Path.Combine(Inbox, "cur")))
        {
            return;
        }

        foreach (var part in new[] { "tmp", "new", "cur" })
        {
            Directory.CreateDirectory(Path.Combine(Inbox, part));
        }

        Own(Mail);
    }

    /// <summary>Returns when it takes connections.</summary>
    /// <param name="more">Settings beside those that make it run here; of two that name the same the later counts.</param>
    public async Task StartAsync(string more = "")
    {
        Directory.CreateDirectory(Mail);
        var configuration = Path.Combine(folder, "dovecot.conf");
        await File.WriteAllTextAsync(configuration, Configuration() + "\n" + more + "\n");
        Own(folder);
        _process = Process.Start(new ProcessStartInfo("setpriv", ["--reuid=nobody", "--regid=nogroup", "--clear-groups", Program, "-F", "-c", configuration])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        await Loopback.UntilItListensAsync(_process, port);
    }

    /// <summary>At once, in the midst of whatever it does.</summary>
    public async Task KillAsync()
    {
        // stopped, it starts no new workers while the old ones are killed
        var id = _process!.Id.ToString(CultureInfo.InvariantCulture);
        foreach (var (program, arguments) in ((string, string[])[])[("kill", ["-STOP", id]), ("pkill", ["-9", "-P", id]), ("kill", ["-9", id])])
        {
            using var kill = Process.Start(program, arguments);
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
    }

    public async Task StopAsync()
    {
        if (_process is { HasExited: false })
        {
            using var stop = Process.Start("kill", _process.Id.ToString(CultureInfo.InvariantCulture));
            await stop.WaitForExitAsync();
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
    }

    private string Configuration() =>
        $$"""
        base_dir = {{folder}}/run
        state_dir = {{folder}}/state
        default_internal_user = nobody
        default_login_user = nobody
        default_internal_group = nogroup
        first_valid_uid = 1
        log_path = {{folder}}/log
        protocols = imap
        listen = 127.0.0.1
        ssl = no
        disable_plaintext_auth = no
        mail_location = maildir:{{Mail}}/%u
        mail_max_userip_connections = 100
        passdb {
          driver = static
          args = password={{Password}}
        }
        userdb {
          driver = static
          args = uid=nobody gid=nogroup home={{folder}}/home/%u
        }
        service imap-login {
          chroot =
          inet_listener imap {
            port = {{port}}
          }
          inet_listener imaps {
            port = 0
          }
        }
        service anvil {
          chroot =
        }
        service stats {
          chroot =
        }
        """;

    private static void Own(string what)
    {
        using var chown = Process.Start("chown", ["-R", "nobody:nogroup", what]);
        chown.WaitForExit();
    }
}
