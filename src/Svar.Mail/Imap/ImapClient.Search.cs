using System.Globalization;

namespace Svar.Mail.Imap;

// Which messages are there
public sealed partial class ImapClient
{
    /// <summary>A mailbox of more messages cannot be listed: the numbers of an answer are held in memory, and few octets can name billions.</summary>
    private const int MostFound = 5_000_000;

    /// <summary>UIDs of the open mailbox from this one up, rising. UID SEARCH, RFC 9051 §6.4.9.</summary>
    public async Task<IReadOnlyList<uint>> SearchAsync(uint fromUid, CancellationToken cancel = default)
    {
        // "n:*" names the last message also when its UID is below n.
        var found = await FindAsync(string.Create(CultureInfo.InvariantCulture, $"UID {Math.Max(1, fromUid)}:*"), cancel);
        found.RemoveAll(uid => uid < fromUid);
        return found;
    }

    private async Task<List<uint>> FindAsync(string criteria, CancellationToken cancel)
    {
        DemandOpen();
        var found = new List<uint>();
        var isAnswered = false;
        await RunAsync("UID SEARCH", "UID SEARCH " + criteria, cancel, async (name, stop) =>
        {
            switch (name)
            {
                case "SEARCH":
                    isAnswered = true;
                    await NumbersAsync(found, stop);
                    break;
                case "ESEARCH":
                    isAnswered |= await ExtendedAsync(found, stop);
                    break;
                default:
                    await _wire.SkipLineAsync(stop);
                    break;
            }
        });

        // RFC 3501 §7.2.5, RFC 9051 §7.3.4: the answer is required. Of an empty mailbox nothing else could have been said.
        if (!isAnswered && _exists > 0)
        {
            throw Broken(new ImapProtocolException("the server ends UID SEARCH with OK and has not said what it found"));
        }

        found.Sort();
        var distinct = 0;
        for (var i = 0; i < found.Count; i++)
        {
            if (i == 0 || found[i] != found[distinct - 1])
            {
                found[distinct++] = found[i];
            }
        }

        found.RemoveRange(distinct, found.Count - distinct);
        return found;
    }

    // mailbox-data =/ "SEARCH" *(SP nz-number) [SP "(" "MODSEQ" SP mod-sequence-value ")"]        RFC 3501 §7.2.5, RFC 7162 §3.1.5
    private async ValueTask NumbersAsync(List<uint> found, CancellationToken cancel)
    {
        while (await _wire.NextAsync(cancel) is { Kind: not ImapTokenKind.End } token)
        {
            if (token.Kind == ImapTokenKind.Open)
            {
                await _wire.SkipLineAsync(cancel);
                return;
            }

            if (token.TryNumber(out var uid) && uid > 0)
            {
                Add(found, uid, uid);
            }

            await _wire.CopyLiteralAsync(null, cancel);
        }
    }

    // esearch-response = "ESEARCH" [SP "(" "TAG" SP tag-string ")"] [SP "UID"] *(SP search-return-data)        RFC 9051 §7.3.4
    private async ValueTask<bool> ExtendedAsync(List<uint> found, CancellationToken cancel)
    {
        var token = await _wire.NextAsync(cancel);
        if (token.Kind == ImapTokenKind.Open)
        {
            var correlator = await WordsAsync(cancel);
            if (correlator is [var tag, var value, ..] && tag.Equals("TAG", StringComparison.OrdinalIgnoreCase) && value != CurrentTag)
            {
                await _wire.SkipLineAsync(cancel);
                return false;
            }

            token = await _wire.NextAsync(cancel);
        }

        var isByUid = false;
        for (; token.Kind != ImapTokenKind.End; token = await _wire.NextAsync(cancel))
        {
            if (token.Is("UID"))
            {
                isByUid = true;
            }
            else
            {
                var value = await _wire.NextAsync(cancel);
                if (value.Kind == ImapTokenKind.End)
                {
                    break;
                }

                if (token.Is("ALL"))
                {
                    AddSet(found, isByUid, value);
                }
                else if (value.Kind == ImapTokenKind.Open)
                {
                    await WordsAsync(cancel);
                }

                await _wire.CopyLiteralAsync(null, cancel);
            }
        }

        return true;
    }

    private static void AddSet(List<uint> found, bool isByUid, ImapToken set)
    {
        if (!isByUid)
        {
            throw new ImapProtocolException("the server answers a search for UIDs with sequence numbers");
        }

        foreach (var part in set.Text.Split(','))
        {
            var ends = part.Split(':');
            if (ends.Length > 2 || !TryUid(ends[0], out var first) || !TryUid(ends[^1], out var last))
            {
                throw new ImapProtocolException($"the server's search answer holds '{Shown(part)}', which is no set of UIDs");
            }

            // RFC 9051 §9: seq-range may be written either way round
            Add(found, Math.Min(first, last), Math.Max(first, last));
        }

        static bool TryUid(string text, out uint uid) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uid) && uid > 0;
    }

    private static void Add(List<uint> found, uint first, uint last)
    {
        if ((long)last - first + found.Count >= MostFound)
        {
            throw new ImapProtocolException(FormattableString.Invariant($"the server names more than {MostFound} messages"));
        }

        for (var uid = first; ; uid++)
        {
            found.Add(uid);
            if (uid == last)
            {
                return;
            }
        }
    }
}
