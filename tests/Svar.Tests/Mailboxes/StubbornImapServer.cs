using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Svar.Tests.Mailboxes;

/// <summary>How a server does not hand over a mail that it lists.</summary>
public enum Withholding
{
    /// <summary>BODY[] NIL, as Exchange answers for what it cannot convert.</summary>
    Nil,

    /// <summary>An answer without the body.</summary>
    NoBody,

    /// <summary>No answer for it, and OK at the end.</summary>
    Silence,

    /// <summary>The whole command is refused when it is among those asked for.</summary>
    Refusal,
}

/// <summary>
/// An IMAP server on loopback with one folder, that lists all its mails and does not hand over some. It writes down what is deleted.
/// </summary>
internal sealed partial class StubbornImapServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly SortedDictionary<uint, (byte[] Bytes, string Arrived)> _mails = [];
    private readonly HashSet<uint> _marked = [];
    private int _validity = 7;
    private readonly Task _serving;

    public StubbornImapServer(Withholding how)
    {
        How = how;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = ServeAsync();
    }

    public int Port { get; }

    public Withholding How { get; }

    /// <summary>UIDs that are listed and not handed over.</summary>
    public HashSet<uint> Withheld { get; } = [];

    public IReadOnlyList<uint> Uids
    {
        get
        {
            lock (_lock)
            {
                return [.. _mails.Keys];
            }
        }
    }

    public void Put(uint uid, byte[] mail, DateTime? arrived = null)
    {
        lock (_lock)
        {
            _mails[uid] = (mail, (arrived ?? DateTime.UtcNow).ToString("dd-MMM-yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The UIDs mean other mails from now on.</summary>
    public void ForgetUids()
    {
        lock (_lock)
        {
            _validity++;
        }
    }

    public void HandOver(uint uid)
    {
        lock (_lock)
        {
            Withheld.Remove(uid);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _ = Task.Run(() => TalkAsync(client), CancellationToken.None);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await SayAsync(stream, "* OK [CAPABILITY IMAP4rev1 UIDPLUS] ready\r\n");
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                await SayAsync(stream, Answer(line));
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // the client has gone, or the test has ended
        }
    }

    private string Answer(string line)
    {
        var words = line.Split(' ');
        var tag = words[0];
        lock (_lock)
        {
            return string.Join(' ', words.Skip(1).Take(2)).ToUpperInvariant() switch
            {
                var command when command.StartsWith("SELECT", StringComparison.Ordinal) || command.StartsWith("EXAMINE", StringComparison.Ordinal) => $"* {_mails.Count} EXISTS\r\n* OK [UIDVALIDITY {_validity}] ok\r\n* OK [UIDNEXT {_mails.Keys.LastOrDefault() + 1}] ok\r\n{tag} OK [READ-WRITE] done\r\n",
                "UID SEARCH" => $"* SEARCH{string.Concat(_mails.Keys.Where(uid => Covers(words[^1], uid)).Select(uid => $" {uid}"))}\r\n{tag} OK done\r\n",
                "UID FETCH" => line.Contains("RFC822.SIZE", StringComparison.Ordinal) ? Facts(tag, words[3]) : Fetched(tag, words[3]),
                "UID STORE" => Marked(tag, words[3]),
                "UID EXPUNGE" => Expunged(tag),
                _ => $"{tag} OK done\r\n",
            };
        }
    }

    private string Facts(string tag, string set) =>
        string.Concat(_mails.Where(m => Covers(set, m.Key)).Select(m => $"* 1 FETCH (UID {m.Key} FLAGS () INTERNALDATE \"{m.Value.Arrived}\" RFC822.SIZE {m.Value.Bytes.Length})\r\n")) + $"{tag} OK done\r\n";

    private string Fetched(string tag, string set)
    {
        var answer = new StringBuilder();
        foreach (var (uid, mail) in _mails.Where(m => Covers(set, m.Key)))
        {
            if (!Withheld.Contains(uid))
            {
                answer.Append(CultureInfo.InvariantCulture, $"* 1 FETCH (UID {uid} FLAGS () INTERNALDATE \"{mail.Arrived}\" BODY[] {{{mail.Bytes.Length}}}\r\n{Encoding.Latin1.GetString(mail.Bytes)})\r\n");
            }
            else if (How == Withholding.Refusal)
            {
                return $"{answer}{tag} NO The message could not be converted\r\n";
            }
            else if (How != Withholding.Silence)
            {
                answer.Append(CultureInfo.InvariantCulture, $"* 1 FETCH (UID {uid} FLAGS (){(How == Withholding.Nil ? " BODY[] NIL" : "")})\r\n");
            }
        }

        return $"{answer}{tag} OK done\r\n";
    }

    private string Marked(string tag, string set)
    {
        _marked.UnionWith(_mails.Keys.Where(uid => Covers(set, uid)));
        return $"{tag} OK done\r\n";
    }

    private string Expunged(string tag)
    {
        foreach (var uid in _marked)
        {
            _mails.Remove(uid);
        }

        return $"{tag} OK done\r\n";
    }

    private static bool Covers(string set, uint uid) => SetItem().Matches(set).Any(item =>
    {
        var from = uint.Parse(item.Groups["from"].Value, CultureInfo.InvariantCulture);
        var to = item.Groups["to"].Value switch { "" => from, "*" => uint.MaxValue, var end => uint.Parse(end, CultureInfo.InvariantCulture) };
        return uid >= from && uid <= to;
    });

    private static ValueTask SayAsync(NetworkStream stream, string text) => stream.WriteAsync(Encoding.Latin1.GetBytes(text));

    [GeneratedRegex(@"(?<from>\d+)(:(?<to>\d+|\*))?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex SetItem();
}
