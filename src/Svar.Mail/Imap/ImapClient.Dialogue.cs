using System.Globalization;
using System.Text;

namespace Svar.Mail.Imap;

// A command out, and all that the server says until it is done
public sealed partial class ImapClient
{
    /// <summary>Marks the places where a string goes out as a literal.</summary>
    private const char LiteralMark = '\u0001';

    private readonly List<byte[]> _literals = [];

    /// <summary>Runs a command whose answers are of the usual kinds, and wants it done.</summary>
    private async Task<ImapStatus> RunAsync(string name, string command, CancellationToken cancel, Func<string, CancellationToken, ValueTask>? untagged = null)
    {
        var tag = await SendAsync(command, cancel);
        while (true)
        {
            if (await AnswerAsync(tag, untagged, cancel) is { } status)
            {
                Demand(name, status);
                return status;
            }
        }
    }

    /// <summary>The command's tag. Its literals go out one by one, each when the server is ready for it (RFC 9051 §4.3), or at once (RFC 7888).</summary>
    private async Task<string> SendAsync(string command, CancellationToken cancel)
    {
        var literals = _literals.ToArray();
        _literals.Clear();
        DemandUsable();
        if (_isFetching)
        {
            throw new InvalidOperationException("messages are being fetched: take them all before the next command");
        }

        var tag = NextTag();
        var pieces = command.Split(LiteralMark);
        try
        {
            var line = new List<byte>(Encoding.UTF8.GetBytes(tag + " " + pieces[0]));
            for (var i = 0; i < literals.Length; i++)
            {
                var atOnce = _capabilities.Contains("LITERAL+") || (Can("LITERAL-") && literals[i].Length <= 4096);
                line.AddRange(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{{literals[i].Length}{(atOnce ? "+" : "")}}}\r\n")));
                if (!atOnce)
                {
                    await _wire.WriteAsync(line.ToArray(), cancel);
                    line.Clear();
                    if ((await ContinueAsync(tag, cancel)).Status is { } refused)
                    {
                        throw new ImapRefusedException(command.Split(' ')[0], refused);
                    }
                }

                line.AddRange(literals[i]);
                line.AddRange(Encoding.UTF8.GetBytes(pieces[i + 1]));
            }

            line.AddRange("\r\n"u8);
            await _wire.WriteAsync(line.ToArray(), cancel);
            return tag;
        }
        catch (Exception e) when (e is not ImapRefusedException)
        {
            Broken(e);
            throw;
        }
    }

    /// <summary>The connection can carry nothing more, and why: the next command says so.</summary>
    private T Broken<T>(T e)
        where T : Exception
    {
        _ended ??= e is OperationCanceledException ? "a command was cancelled before its answer was whole" : e.Message;
        return e;
    }

    private void DemandUsable()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if ((_ended ?? (Bye is { } bye ? $"the server said goodbye: {bye}" : null)) is { } why)
        {
            throw new ImapProtocolException($"the connection is of no use any more, connect anew: {why}");
        }
    }

    /// <summary>Either the server asks for more (what it wrote behind the plus), or the command is done.</summary>
    private async Task<(ImapStatus? Status, string? Plus)> ContinueAsync(string tag, CancellationToken cancel)
    {
        string? plus = null;
        while (true)
        {
            var status = await AnswerAsync(tag, null, cancel, text => plus = text);
            if (status is not null || plus is not null)
            {
                return (status, plus);
            }
        }
    }

    /// <summary>One response. The status when it ends the command; null for all that may come before.</summary>
    private async ValueTask<ImapStatus?> AnswerAsync(string tag, Func<string, CancellationToken, ValueTask>? untagged, CancellationToken cancel, Action<string>? plus = null)
    {
        try
        {
            var first = await _wire.NextAsync(cancel);
            if (first.Is("*"))
            {
                await UntaggedAsync(untagged, cancel);
                return null;
            }

            if (first.Is("+"))
            {
                var text = (await _wire.RestOfLineAsync(cancel)).TrimStart(' ');
                plus?.Invoke(text);
                return null;
            }

            if (first.Kind == ImapTokenKind.End)
            {
                return null; // QUIRK: an empty line between answers
            }

            if (!first.Is(tag))
            {
                // The end of a command that was refused while its literal waited may come late; any other tag is none of ours.
                throw new ImapProtocolException($"the server answers to '{Shown(first.Text)}', which was not asked");
            }

            var kind = await _wire.NextAsync(cancel);
            if (!ImapStatus.IsKind(kind.Text))
            {
                throw new ImapProtocolException($"the server ends a command with '{Shown(kind.Text)}'");
            }

            var status = ImapStatus.Read(kind.Text, await _wire.RestOfLineAsync(cancel));
            Heed(status);
            return status;
        }
        catch (Exception e)
        {
            Broken(e);
            throw;
        }
    }

    // response-data: may come at any time, also unasked
    private async ValueTask UntaggedAsync(Func<string, CancellationToken, ValueTask>? handler, CancellationToken cancel)
    {
        var word = await _wire.NextAsync(cancel);
        if (word.Kind == ImapTokenKind.End)
        {
            return;
        }

        if (word.TryNumber(out var number))
        {
            await NumberedAsync(number, handler, cancel);
            return;
        }

        if (ImapStatus.IsKind(word.Text))
        {
            var status = ImapStatus.Read(word.Text, await _wire.RestOfLineAsync(cancel));
            Heed(status);
            return;
        }

        switch (word.Text.ToUpperInvariant())
        {
            case "CAPABILITY":
                _capabilities = new HashSet<string>((await _wire.RestOfLineAsync(cancel)).Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);
                break;
            case "ID":
                await ServerNameAsync(cancel);
                break;
            case var name when handler is not null:
                await handler(name, cancel);
                break;
            default:
                await _wire.SkipLineAsync(cancel);
                break;
        }
    }

    private async ValueTask NumberedAsync(uint number, Func<string, CancellationToken, ValueTask>? handler, CancellationToken cancel)
    {
        var what = await _wire.NextAsync(cancel);
        if (what.Is("FETCH") && handler is not null)
        {
            await handler("FETCH", cancel);
            return;
        }

        if (what.Kind != ImapTokenKind.End)
        {
            await _wire.SkipLineAsync(cancel);
        }

        if (what.Is("EXISTS"))
        {
            (_exists, _awaited) = (number, Math.Min(_awaited, number));
        }
        else if (what.Is("EXPUNGE") && _exists > 0)
        {
            _exists--;
            _awaited -= number <= _awaited ? 1u : 0;
        }
    }

    private void Heed(ImapStatus status)
    {
        switch (status.Code)
        {
            case "ALERT":
                Alert = status.Text;
                break;
            case "UIDVALIDITY":
                _uidValidity = status.Number;
                break;
            case "UIDNEXT":
                _uidNext = status.Number;
                break;
            case "UIDNOTSTICKY":
                _isUidSticky = false;
                break;
            case "CLOSED":
                // RFC 9051 §7.1: all that was told before belongs to the mailbox that was open
                ForgetMailbox();
                break;
        }

        if (status.Kind == "BYE")
        {
            Bye = status.Text;
        }
    }

    /// <summary>Why the server said goodbye; null while it has not.</summary>
    public string? Bye { get; private set; }

    // id-params-list = "(" *(string SP nstring) ")" / nil        RFC 2971 §3.3
    private async ValueTask ServerNameAsync(CancellationToken cancel)
    {
        var strings = new List<string>();
        while (await _wire.NextAsync(cancel) is { Kind: not ImapTokenKind.End } token)
        {
            if (token.Kind is not (ImapTokenKind.Open or ImapTokenKind.Close))
            {
                strings.Add(await StringAsync(token, cancel));
            }
        }

        for (var i = 0; i + 1 < strings.Count; i += 2)
        {
            if (strings[i].Equals("name", StringComparison.OrdinalIgnoreCase))
            {
                ServerName = strings[i + 1];
            }
        }
    }

    /// <summary>An astring, string or NIL ('').</summary>
    private async ValueTask<string> StringAsync(ImapToken token, CancellationToken cancel)
    {
        if (token.Kind != ImapTokenKind.Literal)
        {
            return token.IsNil ? "" : token.Text;
        }

        const int Longest = 64 * 1024;
        if (token.Size > Longest)
        {
            throw new ImapProtocolException("a word of the server's answer is too long");
        }

        var bytes = new byte[token.Size];
        for (var read = 0; read < bytes.Length;)
        {
            read += await _wire.ReadLiteralAsync(bytes.AsMemory(read), cancel);
        }

        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>A string as the command needs it: in quotes where that is allowed (RFC 9051 §4.3), else as a literal.</summary>
    private string Text(string text)
    {
        if (text.All(c => c is >= ' ' and <= '~') && text.Length <= 1000)
        {
            return Quote(text);
        }

        _literals.Add(Encoding.UTF8.GetBytes(text));
        return LiteralMark.ToString();
    }

    private static string Quote(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private static string Shown(string text) => new([.. text.Take(40).Select(c => char.IsControl(c) ? '?' : c)]);
}
