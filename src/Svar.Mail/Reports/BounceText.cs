using System.Text;

namespace Svar.Mail.Reports;

/// <summary>
/// Reads the human part of a bounce, whatever program wrote it: where the returned mail begins, which addresses failed, and what was said of each.
/// </summary>
internal static class BounceText
{
    private const int MostRead = 60_000;
    private const int MostRecipients = 1_000;
    private const int MostInLine = 100;
    private const int LongestDiagnostic = 2_000;

    // what stands over the returned mail
    private static readonly string[] ReturnedMail =
    [
        "below this line is a copy", "this is a copy of the message", "this is a copy of your message", "original message -----", "message headers follow", "original message follows", "header of the original message", "included is a copy", "copy of the original message",
        "unsent message follows", "returned message ------", "-------original m", "original mail as follows", "original message:", "original message headers", "end of message ****", "the original message is attached", "headers of the message", "the message text follows", "-- original message", "start of the original", "message contents follow", "returned mail follows",
        "ursprüngliche nachricht", "copie du message", "the first 200 lines of the original", "-----original message-----", "returned message follows", "returned content", "body of original message", "below are the message headers",
    ];

    private static readonly string[] ReturnedHeaders = ["received:", "return-path:", "dkim-signature:", "x-originating-ip:", "mime-version:", "arc-seal:"];

    // words before an address that failed
    private static readonly string[] Announces =
    [
        "rcpt to:", "rcpt:", "recipient:", "recipient address:", "recipients:", "delivered to:", "delivered to", "deliver to", "delivery to", "delivering your mail to", "delivering the mail to", "undeliverable to", "delivery failed:", "userid:", "following recipient:", "to:", "address:", "message to", "mail to", "failed:", "wasn't delivered to", "not delivered to",
        "addressed to", "delivering your message to", "gateway for", "is not known:", "errors:", "unknown user:", "user unknown:", "failed address:", "mottaker:", "mottakar:", "mottagare:", "modtager:", "empfänger:", "destinataire :", "destinatario:", "destinatário:", "geadresseerde:", "odbiorca:", "vastaanottaja:",
    ];

    private static readonly string[] NotFailed = ["from:", "mail from", "envelope-from", "contact", "reply-to", "please send", "sender:", "sent by", "message from", "generated from", "message-id", "support@", "postmaster>"];

    /// <summary>An address that the text says failed, and the words about it.</summary>
    public sealed record Entry(string Recipient, string Words);

    /// <summary>The text up to the returned mail.</summary>
    public static string Notice(string text)
    {
        var read = text.AsSpan(0, Math.Min(text.Length, MostRead));
        var at = 0;
        var written = 0;
        foreach (var range in read.Split('\n'))
        {
            var line = read[range].Trim();
            at = range.Start.Value;
            if (!line.IsEmpty && (written > 0) && BeginsReturnedMail(line, written))
            {
                return text[..at];
            }

            written += line.IsEmpty ? 0 : 1;
        }

        return read.ToString();
    }

    /// <summary>The returned mail in the text, or empty.</summary>
    public static string Returned(string text) => text[Notice(text).Length..];

    /// <summary>The failed recipients in the order of the text. <paramref name="notThese"/>: who the bounce was sent to and by.</summary>
    public static List<Entry> Recipients(string notice, HashSet<string> notThese)
    {
        var lines = notice.Split('\n');
        var found = new List<(string Recipient, int Line, Place Place)>();
        for (var i = 0; i < lines.Length && found.Count < MostRecipients; i++)
        {
            if (InLine(lines[i], notThese) is { } entry)
            {
                found.Add((entry.Address, i, entry.Place));
            }
        }

        if (found.Exists(static f => f.Place == Place.First))
        {
            found.RemoveAll(static f => f.Place != Place.First);
        }
        else if (found.Exists(static f => f.Place == Place.AfterCode))
        {
            found.RemoveAll(static f => f.Place != Place.AfterCode);
        }

        var entries = new List<Entry>();
        var byAddress = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var n = 0; n < found.Count; n++)
        {
            // after a code the address ends what was said of it, else it begins it
            var ends = found[n].Place == Place.AfterCode;
            var from = !ends ? found[n].Line : n == 0 ? 0 : found[n - 1].Line + 1;
            var to = ends ? found[n].Line + 1 : n + 1 < found.Count ? found[n + 1].Line : lines.Length;
            var words = Join(lines, from, to);
            if (byAddress.TryGetValue(found[n].Recipient, out var had))
            {
                entries[had] = entries[had] with { Words = Cut(entries[had].Words + " " + words) };
            }
            else
            {
                byAddress[found[n].Recipient] = entries.Count;
                entries.Add(new(found[n].Recipient, words));
            }
        }

        return entries;
    }

    /// <summary>The one address that the text names, if it names only one, in whatever words.</summary>
    public static string? OnlyAddress(string notice, HashSet<string> notThese)
    {
        string? only = null;
        foreach (var line in notice.Split('\n'))
        {
            var tried = 0;
            for (var at = line.IndexOf('@', StringComparison.Ordinal); at >= 0 && tried++ < MostInLine; at = line.IndexOf('@', at + 1))
            {
                var (address, from, _) = AddressAt(line, at);
                if (address.Length < 3 || notThese.Contains(address) || Contains(line.AsSpan(0, from), NotFailed))
                {
                    continue;
                }

                if (only is not null && !only.Equals(address, StringComparison.OrdinalIgnoreCase))
                {
                    return null;
                }

                only = address;
            }
        }

        return only;
    }

    /// <summary>Text in one line, blanks folded.</summary>
    public static string OneLine(string text)
    {
        var folded = new StringBuilder(Math.Min(text.Length, LongestDiagnostic));
        foreach (var range in text.AsSpan().SplitAny(" \t\r\n"))
        {
            var word = text.AsSpan()[range];
            if (word.IsEmpty)
            {
                continue;
            }

            if (folded.Length > 0)
            {
                folded.Append(' ');
            }

            folded.Append(word);
            if (folded.Length > LongestDiagnostic)
            {
                folded.Length = LongestDiagnostic;
                break;
            }
        }

        return folded.ToString();
    }

    private static bool BeginsReturnedMail(ReadOnlySpan<char> line, int written)
    {
        if (line.Length < 120)
        {
            foreach (var one in ReturnedMail)
            {
                if (line.Contains(one, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        foreach (var one in ReturnedHeaders)
        {
            if (line.StartsWith(one, StringComparison.OrdinalIgnoreCase) && (written > 2 || one is "received:" or "return-path:"))
            {
                return true;
            }
        }

        return false;
    }

    private enum Place
    {
        First,
        Announced,
        AfterCode,
    }

    private static (string Address, Place Place)? InLine(string line, HashSet<string> notThese)
    {
        var at = line.IndexOf('@', StringComparison.Ordinal);
        for (var tried = 0; at >= 0 && tried < MostInLine; tried++)
        {
            var (address, from, to) = AddressAt(line, at);
            if (from < at && to > at + 1 && address.Length <= 320 && !notThese.Contains(address))
            {
                var before = line.AsSpan(0, from).TrimEnd(" \t<\"'(|");
                before = before.EndsWith("[SMTP:", StringComparison.OrdinalIgnoreCase) ? before[..^6].TrimEnd() : before;
                if (before.TrimStart(" \t*->•").IsEmpty)
                {
                    return (address, Place.First);
                }

                if (!Contains(before, NotFailed) && Ends(before, Announces))
                {
                    return (address, Place.Announced);
                }

                if (before.Length <= 4 && BounceCodes.Reply(before) is not null && line.AsSpan(to).StartsWith(">..."))
                {
                    return (address, Place.AfterCode);
                }

                if (!Contains(before, NotFailed) && (BounceCodes.Reply(before) is not null || before.EndsWith(">>>")))
                {
                    return (address, Place.Announced);
                }
            }

            at = line.IndexOf('@', at + 1);
        }

        return null;
    }

    private static (string Address, int From, int To) AddressAt(string line, int at)
    {
        var from = at;
        while (from > 0 && IsAddressCharacter(line[from - 1]))
        {
            from--;
        }

        var to = at + 1;
        while (to < line.Length && (char.IsLetterOrDigit(line[to]) || line[to] is '.' or '-'))
        {
            to++;
        }

        return from < at && to > at + 1 ? (line[from..to].TrimEnd('.', '-').Trim('\''), from, to) : ("", from, to);
    }

    private static bool IsAddressCharacter(char c) => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or '+' or '=' or '/' or '\'' or '!' or '#' or '$' or '%' or '&' or '~' or '?' or '^' or '*' or '{' or '}';

    private static bool Contains(ReadOnlySpan<char> text, string[] any)
    {
        foreach (var one in any)
        {
            if (text.Contains(one, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Ends(ReadOnlySpan<char> text, string[] any)
    {
        foreach (var one in any)
        {
            if (text.EndsWith(one, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static string Join(string[] lines, int from, int to)
    {
        var words = new StringBuilder();
        for (var i = from; i < to && words.Length < LongestDiagnostic; i++)
        {
            words.Append(lines[i].Trim()).Append(' ');
        }

        return Cut(words.ToString().Trim());
    }

    private static string Cut(string words) => words.Length > LongestDiagnostic ? words[..LongestDiagnostic] : words;
}
