using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Svar.Mail.Imap;

// What is done with mailboxes and the messages in them
public sealed partial class ImapClient
{
    private uint _exists;
    private uint _uidValidity;
    private uint _uidNext;

    /// <summary>Messages in the open mailbox, as far as the server has told.</summary>
    public uint Exists => _exists;

    /// <summary>Every mailbox that this account sees. LIST, RFC 9051 §6.3.9; special folders by RFC 6154.</summary>
    public async Task<IReadOnlyList<ImapFolder>> ListAsync(CancellationToken cancel = default)
    {
        var folders = new List<ImapFolder>();
        var special = _capabilities.Contains("SPECIAL-USE") && _capabilities.Contains("LIST-EXTENDED") ? " RETURN (SPECIAL-USE)" : "";
        await RunAsync("LIST", "LIST \"\" \"*\"" + special, cancel, async (name, stop) =>
        {
            if (name == "LIST")
            {
                folders.Add(await FolderAsync(stop));
            }
            else
            {
                await _wire.SkipLineAsync(stop);
            }
        });
        return folders;
    }

    /// <summary>Opens a mailbox. SELECT, or EXAMINE when nothing is to be changed (RFC 9051 §6.3.2, §6.3.3).</summary>
    public async Task<ImapSelected> SelectAsync(string name, bool readOnly = false, CancellationToken cancel = default)
    {
        Selected = null;
        (_exists, _uidValidity, _uidNext) = (0, 0, 0);
        var command = readOnly ? "EXAMINE" : "SELECT";
        var status = await RunAsync(command, $"{command} {Text(ImapFolderName.Encode(name))}", cancel);
        Selected = new ImapSelected(name, _uidValidity, _uidNext, _exists, readOnly || status.Code == "READ-ONLY");
        return Selected;
    }

    /// <summary>UIDs of the open mailbox from this one up, rising. UID SEARCH, RFC 9051 §6.4.9.</summary>
    public async Task<IReadOnlyList<uint>> SearchAsync(uint fromUid, CancellationToken cancel = default)
    {
        var found = new SortedSet<uint>();
        await RunAsync("UID SEARCH", string.Create(CultureInfo.InvariantCulture, $"UID SEARCH UID {Math.Max(1, fromUid)}:*"), cancel, async (name, stop) =>
        {
            if (name != "SEARCH")
            {
                await _wire.SkipLineAsync(stop);
                return;
            }

            while (await _wire.NextAsync(stop) is { Kind: not ImapTokenKind.End } token)
            {
                // "n:*" names the last message also when its UID is below n; and a server may add (MODSEQ n).
                if (token.Kind == ImapTokenKind.Open)
                {
                    await _wire.SkipLineAsync(stop);
                    return;
                }

                if (token.TryNumber(out var uid) && uid >= fromUid)
                {
                    found.Add(uid);
                }
            }
        });
        return [.. found];
    }

    /// <summary>
    /// The messages with these UIDs, raw and one by one as they come; marks none as seen (BODY.PEEK, RFC 9051 §6.4.5). Messages
    /// that are gone are left out. Until the last has been taken no other command can be given; whoever stops before cannot use the connection any more.
    /// </summary>
    public async IAsyncEnumerable<ImapMessage> FetchAsync(IEnumerable<uint> uids, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        foreach (var set in UidSet.Of(uids))
        {
            var tag = await SendAsync($"UID FETCH {set} (UID FLAGS BODY.PEEK[])", cancel);
            var isWhole = false;
            _isFetching = true;
            try
            {
                while (true)
                {
                    ImapMessage? message = null;
                    var status = await AnswerAsync(tag, async (name, stop) => message = name == "FETCH" ? await FetchedAsync(stop) : await SkippedAsync(stop), cancel);
                    if (status is not null)
                    {
                        isWhole = true;
                        Demand("UID FETCH", status);
                        break;
                    }

                    if (message is null)
                    {
                        continue;
                    }

                    yield return message;
                    if (!message.IsRead)
                    {
                        await message.ReadAsync(null, cancel);
                    }
                }
            }
            finally
            {
                _isFetching = false;
                _isBroken |= !isWhole;
            }
        }
    }

    /// <summary>Adds flags such as <c>\Seen</c>, or takes them away. UID STORE, RFC 9051 §6.4.6.</summary>
    public async Task StoreAsync(IEnumerable<uint> uids, IEnumerable<string> flags, bool add = true, CancellationToken cancel = default)
    {
        var list = string.Join(' ', flags);
        foreach (var set in UidSet.Of(uids))
        {
            await RunAsync("UID STORE", $"UID STORE {set} {(add ? '+' : '-')}FLAGS.SILENT ({list})", cancel);
        }
    }

    /// <summary>To another mailbox. MOVE (RFC 6851); where the server has none, a copy, and the original deleted as <see cref="DeleteAsync"/> does.</summary>
    public async Task MoveAsync(IReadOnlyCollection<uint> uids, string folder, CancellationToken cancel = default)
    {
        var canMove = _capabilities.Contains("MOVE") || _capabilities.Contains("IMAP4rev2");
        foreach (var set in UidSet.Of(uids))
        {
            var verb = canMove ? "UID MOVE" : "UID COPY";
            await RunAsync(verb, $"{verb} {set} {Text(ImapFolderName.Encode(folder))}", cancel);
        }

        if (!canMove)
        {
            await DeleteAsync(uids, cancel);
        }
    }

    /// <summary>
    /// For good. A server without UIDPLUS (RFC 4315) can only expunge all that is marked as deleted: then it is done when nothing else is
    /// marked, and otherwise left marked.
    /// </summary>
    public async Task DeleteAsync(IReadOnlyCollection<uint> uids, CancellationToken cancel = default)
    {
        await StoreAsync(uids, ["\\Deleted"], cancel: cancel);
        if (_capabilities.Contains("UIDPLUS") || _capabilities.Contains("IMAP4rev2"))
        {
            foreach (var set in UidSet.Of(uids))
            {
                await RunAsync("UID EXPUNGE", $"UID EXPUNGE {set}", cancel);
            }
        }
        else if ((await MarkedAsync(cancel)).All(uids.Contains))
        {
            await RunAsync("EXPUNGE", "EXPUNGE", cancel);
        }
    }

    /// <summary>Puts a message into a mailbox, such as our answer into the sent mail. Its UID there, where the server tells (RFC 4315).</summary>
    public async Task<uint?> AppendAsync(string folder, byte[] message, IEnumerable<string> flags, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var name = Text(ImapFolderName.Encode(folder));
        _literals.Add(message);
        var status = await RunAsync("APPEND", $"APPEND {name} ({string.Join(' ', flags)}) {LiteralMark}", cancel);
        return status.Code == "APPENDUID" && uint.TryParse(status.Arguments.Split(' ')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var uid) ? uid : null;
    }

    /// <summary>
    /// Waits for mail in the open mailbox: true when the server tells of more messages, false when <paramref name="within"/> has passed. By
    /// IDLE (RFC 2177), renewed in time; a server without it is asked now and then.
    /// </summary>
    public async Task<bool> WaitForMailAsync(TimeSpan within, CancellationToken cancel = default)
    {
        var before = _exists;
        var since = _time.GetTimestamp();
        while (_time.GetElapsedTime(since) is var passed && passed < within)
        {
            if (_capabilities.Contains("IDLE"))
            {
                await IdleAsync(before, Least(within - passed, _options.RenewIdleAfter), cancel);
            }
            else
            {
                await Task.Delay(Least(within - passed, _options.AskAfter), _time, cancel);
                await RunAsync("NOOP", "NOOP", cancel);
            }

            if (_exists > before)
            {
                return true;
            }

            before = Math.Min(before, _exists);
        }

        return false;
    }

    /// <summary>Keeps the connection alive and hears what is new. NOOP, RFC 9051 §6.1.2.</summary>
    public Task NoopAsync(CancellationToken cancel = default) => RunAsync("NOOP", "NOOP", cancel);

    // idle = "IDLE" CRLF "DONE"        RFC 2177
    private async Task IdleAsync(uint before, TimeSpan within, CancellationToken cancel)
    {
        var tag = await SendAsync("IDLE", cancel);
        var (refused, _) = await ContinueAsync(tag, cancel);
        if (refused is not null)
        {
            throw new ImapRefusedException("IDLE", refused);
        }

        var since = _time.GetTimestamp();
        try
        {
            while (_exists <= before && within - _time.GetElapsedTime(since) is { Ticks: > 0 } left && await _wire.WaitAsync(left, cancel))
            {
                if (await AnswerAsync(tag, null, cancel) is { } early)
                {
                    Demand("IDLE", early);
                    return; // QUIRK: servers end IDLE by themselves
                }
            }
        }
        catch (OperationCanceledException)
        {
            _isBroken = true;
            throw;
        }

        await _wire.WriteAsync("DONE\r\n"u8.ToArray(), cancel);
        ImapStatus? status;
        while ((status = await AnswerAsync(tag, null, cancel)) is null)
        {
        }

        Demand("IDLE", status);
    }

    private async Task<IReadOnlyList<uint>> MarkedAsync(CancellationToken cancel)
    {
        var marked = new List<uint>();
        await RunAsync("UID SEARCH", "UID SEARCH DELETED", cancel, async (name, stop) =>
        {
            while (await _wire.NextAsync(stop) is { Kind: not ImapTokenKind.End } token)
            {
                if (name == "SEARCH" && token.TryNumber(out var uid))
                {
                    marked.Add(uid);
                }

                await _wire.CopyLiteralAsync(null, stop);
            }
        });
        return marked;
    }

    // msg-att = "(" (msg-att-item) *(SP msg-att-item) ")". Null when the body is not among them: a change of flags that came unasked.
    private async ValueTask<ImapMessage?> FetchedAsync(CancellationToken cancel)
    {
        var items = new FetchItems();
        if ((await _wire.NextAsync(cancel)).Kind != ImapTokenKind.Open)
        {
            throw new ImapProtocolException("the server's FETCH answer has no list");
        }

        if (await ItemsAsync(items, cancel) is not { } size)
        {
            return null;
        }

        ImapMessage? message = null;
        message = new ImapMessage(size, async (to, stop) =>
        {
            try
            {
                await (items.Quoted is { } quoted && to is not null ? to.WriteAsync(quoted, stop) : _wire.CopyLiteralAsync(to, stop));
                await ItemsAsync(items, stop);
            }
            catch (Exception)
            {
                _isBroken = true;
                throw;
            }

            (message!.Uid, message.Flags) = (items.Uid, items.Flags);
        })
        {
            Uid = items.Uid,
            Flags = items.Flags,
        };
        return message;
    }

    /// <summary>Reads items until the body's literal begins (its size), or to the end of the answer (null).</summary>
    private async ValueTask<long?> ItemsAsync(FetchItems items, CancellationToken cancel)
    {
        while (true)
        {
            var name = await _wire.NextAsync(cancel);
            if (name.Kind == ImapTokenKind.Close)
            {
                await _wire.SkipLineAsync(cancel);
                return null;
            }

            if (name.Kind == ImapTokenKind.End)
            {
                return null;
            }

            var value = await _wire.NextAsync(cancel);
            if (name.Is("UID") && value.TryNumber(out var uid))
            {
                items.Uid = uid;
            }
            else if (name.Text.StartsWith("BODY[]", StringComparison.OrdinalIgnoreCase) && value.Kind == ImapTokenKind.Literal)
            {
                return value.Size;
            }
            else if (name.Text.StartsWith("BODY[]", StringComparison.OrdinalIgnoreCase) && value.Kind == ImapTokenKind.Quoted)
            {
                // nstring: a message of one line may come in quotes
                items.Quoted = Encoding.UTF8.GetBytes(value.Text);
                return items.Quoted.Length;
            }
            else if (value.Kind == ImapTokenKind.Open)
            {
                var list = await WordsAsync(cancel);
                items.Flags = name.Is("FLAGS") ? list : items.Flags;
            }
            else
            {
                await _wire.CopyLiteralAsync(null, cancel);
            }
        }
    }

    private async ValueTask<ImapMessage?> SkippedAsync(CancellationToken cancel)
    {
        await _wire.SkipLineAsync(cancel);
        return null;
    }

    /// <summary>The words of a list whose parenthesis has been read, to its end; lists within it are passed over.</summary>
    private async ValueTask<List<string>> WordsAsync(CancellationToken cancel)
    {
        var words = new List<string>();
        for (var depth = 1; depth > 0;)
        {
            var token = await _wire.NextAsync(cancel);
            depth += token.Kind switch { ImapTokenKind.Open => 1, ImapTokenKind.Close => -1, ImapTokenKind.End => throw new ImapProtocolException("a list of the server's answer does not end"), _ => 0 };
            if (depth == 1 && token.Kind is ImapTokenKind.Atom or ImapTokenKind.Quoted)
            {
                words.Add(token.Text);
            }

            await _wire.CopyLiteralAsync(null, cancel);
        }

        return words;
    }

    // mailbox-list = "(" [mbx-list-flags] ")" SP (DQUOTE QUOTED-CHAR DQUOTE / nil) SP mailbox
    private async ValueTask<ImapFolder> FolderAsync(CancellationToken cancel)
    {
        if ((await _wire.NextAsync(cancel)).Kind != ImapTokenKind.Open)
        {
            throw new ImapProtocolException("the server's LIST answer has no attributes");
        }

        var attributes = await WordsAsync(cancel);
        var separator = await _wire.NextAsync(cancel);
        var name = await StringAsync(await _wire.NextAsync(cancel), cancel);
        await _wire.SkipLineAsync(cancel);
        return new ImapFolder(ImapFolderName.Decode(name), separator.IsNil || separator.Text.Length == 0 ? null : separator.Text[0], attributes);
    }

    private static TimeSpan Least(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private sealed class FetchItems
    {
        public uint Uid { get; set; }
        public IReadOnlyList<string> Flags { get; set; } = [];
        public byte[]? Quoted { get; set; }
    }
}
