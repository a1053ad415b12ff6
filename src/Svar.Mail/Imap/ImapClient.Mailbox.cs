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
    private bool _isUidSticky;
    private bool _isOpenedToRead;

    /// <summary>Messages in the open mailbox, as far as the server has told.</summary>
    public uint Exists => _exists;

    /// <summary>Every mailbox that this account sees. LIST, RFC 9051 §6.3.9; special folders by RFC 6154.</summary>
    public async Task<IReadOnlyList<ImapFolder>> ListAsync(CancellationToken cancel = default)
    {
        var folders = new List<ImapFolder>();
        var special = Can("SPECIAL-USE") && Can("LIST-EXTENDED") ? " RETURN (SPECIAL-USE)" : "";
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
        ForgetMailbox();
        var command = readOnly ? "EXAMINE" : "SELECT";
        var status = await RunAsync(command, $"{command} {Mailbox(name)}", cancel);
        (_awaited, _isOpenedToRead) = (_exists, readOnly);
        Selected = new ImapSelected(name, _uidValidity, _uidNext, _exists, readOnly || status.Code == "READ-ONLY") { HasLastingUids = _uidValidity > 0 && _isUidSticky };
        return Selected;
    }

    private void ForgetMailbox() => (_exists, _awaited, _uidValidity, _uidNext, _isUidSticky) = (0, 0, 0, 0, true);

    private void DemandOpen()
    {
        DemandUsable();
        if (Selected is null)
        {
            throw new InvalidOperationException("no mailbox is open: select one first");
        }
    }

    private void DemandWritable(string command)
    {
        DemandOpen();
        if (_isOpenedToRead)
        {
            throw new InvalidOperationException($"{command} changes messages, and '{Selected!.Name}' was opened to be read only");
        }

        if (Selected!.IsReadOnly)
        {
            throw new ImapRefusedException(command, ImapRefusal.ReadOnly, $"{command} is not sent: the server has opened '{Selected.Name}' for reading only");
        }
    }

    // RFC 9051 §5.1: names are UTF-8 where there is no older form of the protocol; a server that has both speaks the older until it is told.
    private bool NamesAreUtf8 => _capabilities.Contains("IMAP4rev2") && !_capabilities.Contains("IMAP4rev1");

    private string Mailbox(string name) => Text(NamesAreUtf8 ? name : ImapFolderName.Encode(name));

    /// <summary>
    /// The messages with these UIDs, raw and one by one as they come; marks none as seen (BODY.PEEK, RFC 9051 §6.4.5). Messages
    /// that are gone are left out. Until the last has been taken no other command can be given; whoever stops before cannot use the connection any more.
    /// </summary>
    public IAsyncEnumerable<ImapMessage> FetchAsync(IEnumerable<uint> uids, CancellationToken cancel = default) => FetchAsync(uids, "", cancel);

    /// <summary>As <see cref="FetchAsync(IEnumerable{uint}, CancellationToken)"/>, of each message the header only, with the empty line behind it.</summary>
    public IAsyncEnumerable<ImapMessage> FetchHeadersAsync(IEnumerable<uint> uids, CancellationToken cancel = default) => FetchAsync(uids, "HEADER", cancel);

    /// <summary>Size, flags and date of these messages, in rising order of UIDs; those that are gone are left out.</summary>
    public async Task<IReadOnlyList<ImapMessageFacts>> FactsAsync(IEnumerable<uint> uids, CancellationToken cancel = default)
    {
        DemandOpen();
        var wanted = uids.ToHashSet();
        var facts = new SortedDictionary<uint, ImapMessageFacts>();
        foreach (var set in UidSet.Of(wanted))
        {
            await RunAsync("UID FETCH", $"UID FETCH {set} (UID FLAGS INTERNALDATE RFC822.SIZE)", cancel, async (name, stop) =>
            {
                if (name != "FETCH")
                {
                    await _wire.SkipLineAsync(stop);
                    return;
                }

                var items = await FetchListAsync("", stop);
                while (await ItemsAsync(items, stop) is not null)
                {
                    await _wire.CopyLiteralAsync(null, stop);
                }

                if (items.Size is { } size && wanted.Contains(items.Uid))
                {
                    facts[items.Uid] = new ImapMessageFacts(items.Uid, size, items.ArrivedAt, items.Flags);
                }
            });
        }

        return [.. facts.Values];
    }

    private async IAsyncEnumerable<ImapMessage> FetchAsync(IEnumerable<uint> uids, string section, [EnumeratorCancellation] CancellationToken cancel)
    {
        DemandOpen();
        foreach (var set in UidSet.Of(uids))
        {
            var tag = await SendAsync($"UID FETCH {set} (UID FLAGS INTERNALDATE BODY.PEEK[{section}])", cancel);
            var isWhole = false;
            _isFetching = true;
            try
            {
                while (true)
                {
                    ImapMessage? message = null;
                    var status = await AnswerAsync(tag, async (name, stop) => message = name == "FETCH" ? await FetchedAsync(section, stop) : await SkippedAsync(stop), cancel);
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
                if (!isWhole)
                {
                    _ended ??= "a fetch was left before its last message was taken";
                }
            }
        }
    }

    /// <summary>Adds flags such as <c>\Seen</c>, or takes them away. UID STORE, RFC 9051 §6.4.6.</summary>
    public async Task StoreAsync(IEnumerable<uint> uids, IEnumerable<string> flags, bool add = true, CancellationToken cancel = default)
    {
        DemandWritable("UID STORE");
        var list = ImapFlag.List(flags);
        if (list.Length == 0)
        {
            return;
        }

        foreach (var set in UidSet.Of(uids))
        {
            await RunAsync("UID STORE", $"UID STORE {set} {(add ? '+' : '-')}FLAGS.SILENT ({list})", cancel);
        }
    }

    /// <summary>To another mailbox. MOVE (RFC 6851); where the server has none, a copy, and the original deleted as <see cref="DeleteAsync"/> does.</summary>
    public async Task MoveAsync(IReadOnlyCollection<uint> uids, string folder, CancellationToken cancel = default)
    {
        DemandWritable("UID MOVE");
        var canMove = Can("MOVE");
        foreach (var set in UidSet.Of(uids))
        {
            var verb = canMove ? "UID MOVE" : "UID COPY";
            await RunAsync(verb, $"{verb} {set} {Mailbox(folder)}", cancel);
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
        if (Can("UIDPLUS"))
        {
            foreach (var set in UidSet.Of(uids))
            {
                await RunAsync("UID EXPUNGE", $"UID EXPUNGE {set}", cancel);
            }
        }
        else if ((await FindAsync("DELETED", cancel)).All(uids.Contains))
        {
            await RunAsync("EXPUNGE", "EXPUNGE", cancel);
        }
    }

    /// <summary>Puts a message into a mailbox, such as our answer into the sent mail. Its UID there, where the server tells (RFC 4315).</summary>
    public async Task<uint?> AppendAsync(string folder, byte[] message, IEnumerable<string> flags, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var list = ImapFlag.List(flags);
        var name = Mailbox(folder);
        _literals.Add(message);
        var status = await RunAsync("APPEND", $"APPEND {name} ({list}) {LiteralMark}", cancel);
        return status.Code == "APPENDUID" && uint.TryParse(status.Arguments.Split(' ')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var uid) ? uid : null;
    }

    // msg-att = "(" (msg-att-item) *(SP msg-att-item) ")". Null when the body is not among them: a change of flags that came unasked.
    private async ValueTask<ImapMessage?> FetchedAsync(string section, CancellationToken cancel)
    {
        var items = await FetchListAsync(section, cancel);
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
            catch (Exception e)
            {
                Broken(e);
                throw;
            }

            (message!.Uid, message.Flags, message.ArrivedAt) = (items.Uid, items.Flags, items.ArrivedAt);
        })
        {
            Uid = items.Uid,
            Flags = items.Flags,
            ArrivedAt = items.ArrivedAt,
        };
        return message;
    }

    private async ValueTask<FetchItems> FetchListAsync(string section, CancellationToken cancel) =>
        (await _wire.NextAsync(cancel)).Kind == ImapTokenKind.Open
            ? new FetchItems($"BODY[{section}]")
            : throw new ImapProtocolException("the server's FETCH answer has no list");

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
            else if (name.Is("RFC822.SIZE") && value.TrySize(out var size))
            {
                items.Size = size;
            }
            else if (name.Is("INTERNALDATE") && value.Kind == ImapTokenKind.Quoted)
            {
                items.ArrivedAt = Date(value.Text);
            }
            else if (name.Text.StartsWith(items.Body, StringComparison.OrdinalIgnoreCase) && value.Kind == ImapTokenKind.Literal)
            {
                return value.Size;
            }
            else if (name.Text.StartsWith(items.Body, StringComparison.OrdinalIgnoreCase) && value.Kind == ImapTokenKind.Quoted)
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

    // date-time = DQUOTE date-day-fixed "-" date-month "-" date-year SP time SP zone DQUOTE; date-day-fixed = (SP DIGIT) / 2DIGIT        RFC 9051 §9
    private static DateTimeOffset? Date(string text) =>
        DateTimeOffset.TryParseExact(text.TrimStart(), "d-MMM-yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

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
        return new ImapFolder(NamesAreUtf8 ? name : ImapFolderName.Decode(name), separator.IsNil || separator.Text.Length == 0 ? null : separator.Text[0], attributes);
    }

    private sealed class FetchItems(string body)
    {
        /// <summary>The name under which the text comes.</summary>
        public string Body { get; } = body;
        public uint Uid { get; set; }
        public IReadOnlyList<string> Flags { get; set; } = [];
        public DateTimeOffset? ArrivedAt { get; set; }
        public long? Size { get; set; }
        public byte[]? Quoted { get; set; }
    }
}
