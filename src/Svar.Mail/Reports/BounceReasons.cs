using System.Text;

namespace Svar.Mail.Reports;

/// <summary>
/// From a server's words and codes to a reason. Words come first, in an order in which the more telling ones stand before those that
/// are often said beside them; then the enhanced status (RFC 3463); then nothing.
/// </summary>
internal static class BounceReasons
{
    private const int MostRead = 4_000;

    /// <summary>
    /// The reason. <paramref name="afterRecipient"/>: the server had taken the recipient, and refused the mail itself, or nobody says otherwise.
    /// <paramref name="said"/>: the words told it, not only the status.
    /// </summary>
    public static BounceReason Of(string words, string status, bool afterRecipient, out bool said)
    {
        var plain = Plain(words);
        said = true;
        if (IsFilter(plain, afterRecipient))
        {
            return BounceReason.Policy;
        }

        if (BounceWords.Find(plain) is { } told)
        {
            return Weigh(told, plain, status);
        }

        // a refusal of the address that does not say why: the code may
        if (plain.Contains("address rejected", StringComparison.Ordinal))
        {
            return OfStatus(status) is var byCode and not BounceReason.Unknown ? byCode : BounceReason.UnknownUser;
        }

        said = false;
        return OfStatus(status) is var byStatus and not BounceReason.Unknown ? byStatus : OfReply(BounceCodes.Reply(words));
    }

    /// <summary>Whether a text says that the mailbox is switched off.</summary>
    public static bool SaysSuspended(string words)
    {
        return BounceWords.Says(BounceReason.Suspended, Plain(words));
    }

    /// <summary>RFC 3463 §3, and the registry that RFC 5248 began.</summary>
    public static BounceReason OfStatus(string status)
    {
        var dot = status.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? BounceReason.Unknown : status[(dot + 1)..] switch
        {
            "1.1" or "1.3" or "1.4" or "1.6" or "7.17" => BounceReason.UnknownUser,
            "1.2" or "1.10" or "4.4" => BounceReason.UnknownHost,
            "1.7" or "1.8" => BounceReason.Policy,
            "2.0" => BounceReason.Policy,
            "2.1" or "7.13" => BounceReason.Suspended,
            "2.2" => BounceReason.MailboxFull,
            "2.3" or "3.4" or "7.16" => BounceReason.TooBig,
            "3.0" or "3.1" or "3.2" or "3.3" or "3.5" or "4.3" or "1.9" or "2.4" or "5.1" or "5.2" or "5.4" or "5.5" or "5.6" => BounceReason.System,
            "4.1" or "4.7" or "4.316" => BounceReason.Expired,
            "4.2" => BounceReason.Network,
            "4.5" or "5.3" or "7.28" => BounceReason.RateLimited,
            "4.6" => BounceReason.Loop,
            "5.0" => BounceReason.UnknownUser,
            "7.20" or "7.21" or "7.22" or "7.23" or "7.24" or "7.26" or "7.29" or "7.509" or "7.515" => BounceReason.Authentication,
            "7.25" or "7.27" => BounceReason.Blocked,
            var other when other.StartsWith("6.", StringComparison.Ordinal) => BounceReason.Content,
            var other when other.StartsWith("7.", StringComparison.Ordinal) => BounceReason.Policy,
            _ => BounceReason.Unknown,
        };
    }

    // RFC 5321 §4.2.3, of the codes that mean one thing
    private static BounceReason OfReply(int? code) => code switch
    {
        451 or 452 or (>= 500 and <= 504) => BounceReason.System,
        530 or 534 or 535 or 538 => BounceReason.Policy,
        551 => BounceReason.UnknownUser,
        552 => BounceReason.MailboxFull,
        _ => BounceReason.Unknown,
    };

    // words that are said for more than one reason, decided by the code beside them
    private static BounceReason Weigh(BounceReason reason, string plain, string status) => reason switch
    {
        BounceReason.UnknownUser when plain.Contains("no such domain", StringComparison.Ordinal) => BounceReason.UnknownHost,
        BounceReason.UnknownHost when status.EndsWith(".1.7", StringComparison.Ordinal) || status.EndsWith(".1.8", StringComparison.Ordinal) => BounceReason.Policy,
        BounceReason.UnknownUser when status.EndsWith(".1.8", StringComparison.Ordinal) => BounceReason.Policy,
        BounceReason.Content when plain.Contains("content rejected", StringComparison.Ordinal) && status.Contains(".7.", StringComparison.Ordinal) => BounceReason.Spam,
        _ => reason,
    };

    // QUIRK: telephone companies and others accept every recipient and say 'User unknown' to the mail itself when the
    // recipient's own filter refuses it; then the address is not dead
    private static bool IsFilter(string plain, bool afterRecipient)
    {
        // 'Unknown user: someone' is what a program says of a mailbox of its own
        // QUIRK: Yahoo looks for the mailbox only after it has the mail
        if (plain.Contains("delivery error: dd", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var one in (ReadOnlySpan<string>)["user unknown", "unknown user", "no such user", "user doesn't have a", "mailbox unavailable"])
        {
            if (plain.Contains(one, StringComparison.Ordinal))
            {
                return (afterRecipient && !plain.Contains("unknown user: ", StringComparison.Ordinal)) || plain.Contains(" : user unknown", StringComparison.Ordinal);
            }
        }

        return false;
    }

    // one line, in lower case, without addresses of pages (which talk of everything) and without the codes that begin each line of an answer
    private static string Plain(string words)
    {
        var plain = new StringBuilder(Math.Min(words.Length, MostRead));
        var text = words.AsSpan(0, Math.Min(words.Length, MostRead));
        var codes = 0;

        // QUIRK: one gateway says 'Unknown address error' of everything, and then what it was
        var wrapped = text.IndexOf("Unknown address error ", StringComparison.OrdinalIgnoreCase);
        if (wrapped >= 0 && BounceCodes.Reply(text[(wrapped + 22)..]) is not null)
        {
            text = text[(wrapped + 22)..];
        }

        foreach (var range in text.SplitAny(" \t\r\n"))
        {
            var word = text[range];
            if (word.IsEmpty || (plain.Length > 0 && (BounceCodes.IsLineCode(word) || (codes++ > 0 && IsReply(word)))))
            {
                continue;
            }

            if (word.Contains("://", StringComparison.Ordinal) && !IsTellingAddress(word))
            {
                continue;
            }

            if (plain.Length > 0)
            {
                plain.Append(' ');
            }

            foreach (var c in word)
            {
                plain.Append(c is '\u2019' ? '\'' : char.ToLowerInvariant(c));
            }
        }

        return plain.ToString();
    }

    private static bool IsReply(ReadOnlySpan<char> word) => word.Length == 3 && BounceCodes.Reply(word) is not null;

    private static bool IsTellingAddress(ReadOnlySpan<char> word) =>
        word.Contains("spamhaus", StringComparison.OrdinalIgnoreCase) || word.Contains("answer=6596", StringComparison.OrdinalIgnoreCase)
        || word.Contains("groups.google.com", StringComparison.OrdinalIgnoreCase) || word.Contains("spamcop", StringComparison.OrdinalIgnoreCase)
        || word.Contains("NoSuchUser", StringComparison.OrdinalIgnoreCase) || word.Contains("uribl", StringComparison.OrdinalIgnoreCase);
}
