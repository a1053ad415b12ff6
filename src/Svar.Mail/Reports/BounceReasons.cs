using System.Text;

namespace Svar.Mail.Reports;

/// <summary>
/// From a server's words and codes to a reason. Words come first, in an order in which the more telling ones stand before those that
/// are often said beside them; then the enhanced status (RFC 3463); then nothing.
/// </summary>
internal static class BounceReasons
{
    private const int MostRead = 4_000;

    private static readonly (BounceReason Reason, string[] Words)[] Table =
    [
        (BounceReason.Network, ["host not found, try again", "host name lookup failure", "temporary lookup failure", "temporarily unable to resolve"]),
        (BounceReason.Content, ["rfc 5322 compliant", "rfc 2822 compliant", "multiple addresses in from", "rfc compliant", "not compliant with", "not rfc"]),
        (BounceReason.System, ["ldap", "malformed address", "duplicated message-id"]),
        (BounceReason.Policy, ["address that has been blacklisted", "sender is blacklisted", "sender blacklisted"]),
        (BounceReason.Loop, ["hop count exceeded", "too many hops", "mail loop", "mail forwarding loop", "routing loop", "loops back to myself", "too many received"]),
        (BounceReason.RateLimited, ["receiving mail at a rate", "rate limit", "too many recipients", "too many connections", "too many messages", "too many concurrent", "too much mail", "throttl",
            "sending too fast", "too fast, slow", "connection limit", "exceeded the maximum number of connections", "message rate", "unusual rate of", "max message per", "sent too many",
            "maximum number of recipients", "mails per hour", "hourly limit", "sending limit", "connection rate"]),
        (BounceReason.MailboxFull, ["mailbox full", "mailbox is full", "mail box full", "mail box is full", "mailbox quota", "over quota", "overquota", "quota exceeded", "exceeded quota", "exceed quota", "quota has been exceeded", "exceeds quota",
            "out of storage", "not enough disk space", "not enough storage", "insufficient storage", "mailbox exceeded", "exceeded the local limit", "exceeded storage", "exceeded its storage", "exceeded the storage", "maildir over",
            "disk quota", "storage quota", "account is full", "user is full", "inbox is full", "inbox full", "full mailbox", "mailbox has exceeded", "over the maximum allowed mailbox", "shutoffquota", "postfach voll", "postfach ist voll",
            "boîte pleine", "boite pleine", "buzón lleno", "casella piena", "mailbox size limit", "mailbox over", "is over the quota", "over its quota", "user over", "over the quota", "too much mail data", "maximum mailbox",
            "no space left in mailbox", "mbox full", "no room in mailbox"]),
        (BounceReason.TooBig, ["message too large", "message too big", "message size exceeds", "exceeds fixed maximum message size", "message length exceeds", "size limit exceeded", "too large", "too big", "exceeds the maximum size", "exceeds size limit",
            "message exceeds maximum", "exceeded the size limit", "recipsizelimit", "maximum message size", "size exceed", "exceeding the size"]),
        (BounceReason.Authentication, ["dmarc", "unauthenticated email", "spf record", "spf check", "spf fail", "fail spf", "bad spf", "sender policy framework", "dkim", "authentication checks failed", "does not have authentication information", "multiple authentication",
            "sender id (pra)", "not pass spf", "fails to pass authentication", "message failed authentication", "spf:", "spf validation", "(spf)", "senderid"]),
        (BounceReason.Blocked, ["reverse dns", "rdns", "ptr record", "no ptr", "missing ptr", "ptr lookup", "client hostname", "ip name lookup failed", "unable to resolve reverse", "cannot resolve your address", "requires that all mail servers must have", "without a valid sender domain", "cannot find your hostname",
            "find your reverse hostname", "cannot resolve your", "reverse lookup", "dns record of your ip", "no valid rdns"]),
        (BounceReason.Spam, ["scored as spam", "spam classification", "considered unsolicited", "unsolicited bulk", "unsolicited message", "identified as spam", "detected as spam", "classified as spam", "appears to be spam", "looks like spam", "message is spam", "spam message rejected", "this is spam",
            "message content rejected, ube", "- spam", "spam detected", "spam content", "spamcontent", "contains spam", "rejected as spam", "spam firewall", "blacklisted url", "uribl", "surbl", "as spam", "high probability of spam", "probable spam", "possible spam", "suspected spam", "is likely unsolicited",
            "likely spam", "mail rejete. mail rejected", "spam mail", "message blocked due to spam", "content rejected, ube", "likely unsolicited", "due to spam", "spam-like", "spam score", "rule imposed mailbox access", "junk mail", "bulk email (ube)", "_506", "contenu rejete"]),
        (BounceReason.Blocked, ["blocked using", "blacklist", "black list", "blocklist", "block list", "blocked by", "dnsbl", "spamhaus", "spamcop", "sorbs", "barracudacentral", "is listed in", "was listed in", "are listed in", "found in rbl", "listed at", "listed by", "refused to talk to me", "reputation", "ip address is blocked", "has been blocked", "client host rejected", "client host blocked", "bloquee",
            "host blocked", "host rejected", "is blocked", "ip blocked", "block of ip", "invalid ip for sending mail", "my name was rejected", "open relay", "weren't sent", "banned", "poor standing", "due to abuse", "your ip", "sending ip", "ip address has been", "network is on our block", "s3140", "s3150", "access denied. ip",
            "connection refused due to", "not accept mail from your", "cdrbl", "your host", "temporarily deferred due to user complaints", "due to excessive spam", "unauthorized ip", "forbidden by", "helo command rejected", "redundant. you cannot send", "please use the smtp server", "daily relay quota", "message temporarily deferred",
            "server access", "refused by our", "sc-00", "dy-00", "ov-00", "ip range", "connections from", "dynamic ip", "connection dropped", "no access from mail server", "your email is not accepted from", "email rejected per", "bad helo", "invalid helo", "invalid domain name"]),
        (BounceReason.Greylisted, ["greylist", "graylist", "grey-list", "gray-list", "greylisting", "try again in a few minutes"]),
        (BounceReason.Suspended, ["account is disabled", "account disabled", "user account disabled", "is disabled", "has been disabled", "mailbox disabled", "disabled recipient", "account is inactive", "is inactive", "inactive user", "inactive account", "mailbox is inactive", "account inactive", "mailbox inactive", "is suspended", "been suspended", "account suspended", "user suspended", "mailbox suspended", "suspended account", "is frozen", "mailbox is frozen", "account has been suspended",
            "account is locked", "mailbox locked", "account locked", "account expired", "account has expired", "temporarily disabled", "deactivated", "account is not active", "mailbox is blocked", "currently disabled", "user is disabled", "not active", "closed account", "discontinued", "temporarily inactive", "temporarily unavailable mailbox", "recipient suspended", "out of service"]),
        (BounceReason.Policy, ["domain of sender address", "sender rejected", "sender address rejected", "sender was rejected", "sender verify failed", "sender verification", "sender domain", "sender is not", "unable to verify sender", "not allowed to send", "not authorized to send", "sending to/from an address", "address that has been blacklisted", "null sender",
            "verify sender", "invalid sender", "sender denied", "bad sender", "may not post", "not accept mail from", "permission to post", "not permitted to", "restricted"]),
        (BounceReason.UnknownHost, ["null mx", "does not accept mail", "doesn't receive email", "doesn't accept mail", "no mx record found", "host unknown", "unknown host", "host not found", "domain not found", "domain name not found", "couldn't be found. check for typos in the domain", "no such domain", "domain does not exist", "domain doesn't exist", "nxdomain", "couldn't find any host",
            "could not find any host", "illegal host", "domain is not reachable", "host or domain name not found", "unrouteable address", "unrouteable mail domain", "unroutable", "bad destination system", "unknown mail domain", "no route to destination domain", "domain unknown", "not a valid domain", "dns error", "mail domain does not exist", "invalid domain",
            "invalid host", "recipient's host unknown", "dns lookup failure", "had no relevant answers", "unable to find the domain", "name or service not known", "domain name does not exist", "doesn't exist in dns", "could not be resolved", "domain of recipient", "bad host", "misconfigured dns", "no mx"]),
        (BounceReason.UnknownUser, ["user unknown", "unknown user", "user not found", "unknown recipient", "recipient unknown", "no such user", "no such recipient", "no such mailbox", "no such account", "no such address", "no such person", "does not exist", "doesn't exist", "not a valid mailbox", "invalid recipient", "invalid user", "invalid mailbox", "invalid address", "unknown address",
            "address unknown", "mailbox unavailable", "mailbox not found", "mailbox unknown", "unknown mailbox", "recipient not found", "recipnotfound", "not our customer", "not our user", "no longer on server", "no longer available", "no longer valid", "no longer in use", "no longer active", "no longer with", "has moved", "doesn't have a", "does not have an account", "not listed in", "address not found",
            "address couldn't be found", "couldn't be found", "recipient address rejected: access denied", "recipient address rejected: user", "recipient address rejected.", "recipient rejected", "recipient name is not recognized", "not recognized", "mailbox address syntax", "adresse destinataire invalide", "final delivery userid", "no valid recipients", "not a known user", "unknown or illegal",
            "no mailbox", "not exist", "no user", "bad destination mailbox", "undeliverable address", "utilisateur inconnu", "inconnu", "unbekannt", "desconocid", "destinatario inesistente", "recipient does not", "address does not", "recipient address rejected: undeliverable", "nosuchuser", "answer=6596", "rcp-p1", "unknown local", "user doesn't", "isn't a valid", "not a valid user", "not found", "email address is possibly incorrect",
            "local user", "user invalid", "account unavailable", "unknown account", "recipient is not", "no account", "bad recipient", "bad address"]),
        (BounceReason.Policy, ["access denied", "denied by policy", "local policy", "message filtered", "mail refused", "message refused", "header-based", "policy reasons", "policy violation", "delivery not authorized", "authentication required", "authrequired", "relaying denied", "relay access denied", "relay not permitted", "relaying not allowed", "unable to relay", "insecure mail relay", "violat", "restrict", "not authorized", "not permitted", "not allowed", "header error", "rejected by policy", "moderat",
            "administrative prohibition", "prohibited", "security reasons", "failed to delivery", "may not exist, or you may not have permission", "groups.google.com", "lpn000", "refused by recipient", "permission", "does not like", "unsubscribed", "opted out", "domain owner", "rejected for policy", "disallowed", "must issue a starttls", "encryption required", "starttls"]),
        (BounceReason.Content, ["rfc 5322 compliant", "multiple addresses in from", "rfc compliant", "not compliant", "virus", "malware", "infected", "attachment", "content rejected", "media error", "content not allowed", "illegal attachment", "message content", "malformed", "8bit", "bare lf", "line too long", "content refused", "header is missing", "duplicate header", "invalid message", "prohibited content", "phishing",
            "suspicious"]),
        (BounceReason.Expired, ["timed out", "timeout exceeded", "retry timeout", "expired", "delivery retry", "could not deliver for the last", "was aborted after", "giving up", "did not accept our requests to connect", "have been failing for a long time", "unable to connect", "too long in the queue", "not reachable", "could not be delivered for", "could not find a gateway", "enqueued and undeliverable", "been in the queue too long",
            "connection refused", "after 1 day", "delivery time", "conversation timed", "unreachable for too long", "undelivered for"]),
        (BounceReason.Network, ["lost connection", "connection reset", "connection was dropped", "name service error", "host name lookup failure", "name server", "network is unreachable", "no route to host", "connection lost", "network error", "broken pipe", "remote protocol error", "dns server", "lookup failed", "connection closed", "tls handshake", "temporary dns", "connect to", "couldn't be contacted", "network failure"]),
        (BounceReason.System, ["system error", "internal error", "server error", "ldap", "service currently unavailable", "service unavailable", "insufficient disk space", "insufficient system", "out of memory", "configuration error", "could not load", "mailer error", "pipe to", "local configuration", "command parameter not implemented", "not implemented", "syntax error", "service refused", "service refuse", "queue file write error",
            "local error", "command died", "unable to open", "i/o error", "no space left", "resources temporarily", "system config", "duplicated message-id", "protocol error", "bad command", "x-unix", "lmtp", "too busy", "shutting down", "command unrecognized", "not available at this time"]),
    ];

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

        foreach (var (reason, list) in Table)
        {
            foreach (var one in list)
            {
                if (plain.Contains(one, StringComparison.Ordinal))
                {
                    return Weigh(reason, plain, status);
                }
            }
        }

        // a refusal of the address that does not say why: the code may
        if (plain.Contains("address rejected", StringComparison.Ordinal))
        {
            return OfStatus(status) is var byCode and not BounceReason.Unknown ? byCode : BounceReason.UnknownUser;
        }

        said = false;
        return OfStatus(status);
    }

    /// <summary>Whether a text says that the mailbox is switched off.</summary>
    public static bool SaysSuspended(string words)
    {
        var plain = Plain(words);
        return Array.Find(Table, static t => t.Reason == BounceReason.Suspended).Words.Any(w => plain.Contains(w, StringComparison.Ordinal));
    }

    /// <summary>RFC 3463 §3, and the registry that RFC 5248 began.</summary>
    public static BounceReason OfStatus(string status)
    {
        var dot = status.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? BounceReason.Unknown : status[(dot + 1)..] switch
        {
            "1.1" or "1.3" or "1.4" or "1.6" => BounceReason.UnknownUser,
            "1.2" or "1.10" or "4.4" => BounceReason.UnknownHost,
            "1.7" or "1.8" => BounceReason.Policy,
            "2.0" => BounceReason.Policy,
            "2.1" or "7.13" => BounceReason.Suspended,
            "2.2" => BounceReason.MailboxFull,
            "2.3" or "3.4" => BounceReason.TooBig,
            "3.0" or "3.1" or "3.2" or "3.3" or "3.5" or "4.3" or "5.1" or "5.2" or "5.4" => BounceReason.System,
            "4.1" or "4.7" or "4.316" => BounceReason.Expired,
            "4.2" => BounceReason.Network,
            "4.5" or "5.3" => BounceReason.RateLimited,
            "4.6" => BounceReason.Loop,
            "5.0" => BounceReason.UnknownUser,
            "7.20" or "7.21" or "7.22" or "7.23" or "7.24" or "7.26" or "7.509" or "7.515" => BounceReason.Authentication,
            "7.25" or "7.27" => BounceReason.Blocked,
            var other when other.StartsWith("6.", StringComparison.Ordinal) => BounceReason.Content,
            var other when other.StartsWith("7.", StringComparison.Ordinal) => BounceReason.Policy,
            _ => BounceReason.Unknown,
        };
    }

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
        // QUIRK: Yahoo looks for the mailbox only after it has the mail
        if (plain.Contains("delivery error: dd", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var one in (ReadOnlySpan<string>)["user unknown", "unknown user", "no such user", "user doesn't have a", "mailbox unavailable"])
        {
            if (plain.Contains(one, StringComparison.Ordinal))
            {
                return afterRecipient || plain.Contains(" : user unknown", StringComparison.Ordinal);
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
