namespace Svar.Mail.Reports;

/// <summary>
/// What servers say when they refuse a mail, by reason. The order is part of it: the more telling words stand before those that are often
/// said beside them. Each is a <see cref="Phrase"/>.
/// </summary>
internal static class BounceWords
{
    private static readonly (BounceReason Reason, string[] Words)[] Table =
    [
        (BounceReason.Greylisted,
        [
            "greylist", "graylist", "grey-list", "gray-list", "grey list"
        ]),
        (BounceReason.UnknownHost,
        [
            "nonexistentdomain", "domainnonexistent", "to non-existent host", "indicated no smtp service"
        ]),
        (BounceReason.UnknownUser,
        [
            "mailbox does not exist", "mailbox doesn't exist"
        ]),
        (BounceReason.Content,
        [
            "message-id header", "bare <lf>", "bare linefeed", "bare line feed", "bare newline", "lone cr", "use of 8-bit", "lines too long", "line is too long", "missing*header",
            "header*missing", "duplicate*header", "multiple*header", "more than one*from", "from contains more than one", "rfc 5322", "rfc5322", "rfc 2822", "rfc2822",
            "message is malformed", "malformed message", "malformed mime", "infected", "virus*detected", "virus*found", "contains*virus", "detected*virus", "virus:", "executable",
            "banned:", "banned content", "banned name", "banned file", "attachment*not allowed", "attachments*not allowed", "attachment*not accepted", "attachment*prohibited",
            "attachment*blocked", "blocked*attachment", "security issue"
        ]),
        (BounceReason.Policy,
        [
            "personal block list", "recipient's*block list", "recipient's*blocklist", "recipient's*blacklist", "blocked by recipient", "blocked by the recipient", "anti-spoofing",
            "as a relay", "groups.google.com", "domain name required", "only accepts mail from", "accepts mail only from"
        ]),
        (BounceReason.Blocked,
        [
            "too many unwanted", "due to*reputation", "bad reputation", "poor reputation", "block for spam", "blocked for spam", "dns ptr", "ptr resource"
        ]),
        (BounceReason.Policy,
        [
            "sender address has null mx", "security conversion"
        ]),
        (BounceReason.UnknownUser,
        [
            "mailbox owner has changed", "mailbox has moved"
        ]),
        (BounceReason.Content,
        [
            "conversion required", "conversion failed", "conversion with loss"
        ]),
        (BounceReason.Network,
        [
            "host not found, try again", "host name lookup failure", "name resolution", "unexpected name server reply", "failure in mx lookup", "lookup did not complete",
            "dns query failed", "temporary lookup failure", "temporarily unable to resolve", "temporary dns"
        ]),
        (BounceReason.Content,
        [
            "rfc 5322 compliant", "rfc 2822 compliant", "multiple addresses in from", "rfc compliant", "not compliant with", "not rfc"
        ]),
        (BounceReason.System,
        [
            "ldap", "malformed address", "duplicated message-id"
        ]),
        (BounceReason.Policy,
        [
            "address that has been blacklisted", "sender is blacklisted", "sender blacklisted"
        ]),
        (BounceReason.Loop,
        [
            "hop count exceeded", "too many hops", "mail loop", "mail forwarding loop", "routing loop", "loops back to myself", "too many received", "looping", "loop detected",
            "mail*loop", "message*loop"
        ]),
        (BounceReason.RateLimited,
        [
            "receiving mail at a rate", "rate limit", "too many recipients", "too many connections", "too many messages", "too many concurrent", "too much mail", "throttl",
            "connection limit", "exceeded the maximum number of connections", "message rate", "unusual rate of", "max message per", "sent too many", "maximum number of recipients",
            "hourly limit", "sending limit", "connection rate", "too quickly", "too fast", "too many*session", "too many*connection", "too many*message", "ratelimit", "rate-limit",
            "frequency limit", "concurrent*connection", "concurrent*session", "daily limit", "daily*limit", "per hour", "per minute", "messages per", "exceeded*threshold",
            "server busy", "slow down", "connections*exceed", "exceed*connections", "rate*exceeded", "exceed*rate", "maximum number of*message", "too much traffic", "sending quota",
            "sending rate", "rate too high", "mail flood", "messages limit reached", "message limit reached", "sending*limit", "hourly*limit", "cxcnct", "cxthrt", "cxmxrt",
            "flooding", "congestion", "excessive*connection", "an hour from", "a day from", "more than*an hour", "more than*a day", "more than*a minute", "too many mails",
            "too many emails", "too many e-mails"
        ]),
        (BounceReason.MailboxFull,
        [
            "mailbox full", "mailbox is full", "mail box full", "mail box is full", "mailbox quota", "over quota", "overquota", "quota exceeded", "exceeded quota", "exceed quota",
            "quota has been exceeded", "exceeds quota", "out of storage", "not enough disk space", "not enough storage", "insufficient storage", "mailbox exceeded",
            "exceeded the local limit", "exceeded storage", "exceeded its storage", "exceeded the storage", "maildir over", "disk quota", "storage quota", "account is full",
            "user is full", "inbox is full", "inbox full", "full mailbox", "mailbox has exceeded", "over the maximum allowed mailbox", "shutoffquota", "postfach voll",
            "postfach ist voll", "boîte pleine", "boite pleine", "buzón lleno", "casella piena", "mailbox size limit", "mailbox over", "over its quota", "user over",
            "over the quota", "too much mail data", "maximum mailbox", "no space left in mailbox", "mbox full", "no room in mailbox", "mailbox*exceed", "mailbox*is full",
            "mailbox*full", "inbox*full", "mailbox is over", "mailfolder is over", "quota*exceed", "exceed*quota", "storage allocation", "no space left for", "recipient*no space",
            "cannot update mailbox", "postfach*voll", "postboks*full", "postkasse*fuld", "postkasse*full", "brevlåda*full", "inkorg*full", "postilaatikko*täynnä", "postvak*vol",
            "boîte*pleine", "boite*pleine", "messagerie*pleine", "buzón*lleno", "buzon*lleno", "casella*piena", "caixa*cheia", "skrzynka*pełna", "skrzynka*przepełniona",
            "ящик*переполнен", "quota violation", "exceeded*space", "space*exceeded", "over*quota", "quota*reached", "quota is full", "storage limit", "storage space",
            "mailbox*limit reached", "caixa de correio está cheia", "kvoten*overskredet", "quota überschritten",
            "innboks*full", "indbakke*fuld", "postfach*überfüllt", "boîte de réception*pleine", "bandeja*llena", "casella*satura", "caixa*lotada"
        ]),
        (BounceReason.TooBig,
        [
            "message length exceeds", "size limit exceeded", "too large", "too big", "exceeds the maximum size", "exceeds size limit", "message exceeds maximum",
            "exceeded the size limit", "maximum message size", "size exceed", "exceeding the size", "size*exceed", "exceed*size", "larger than", "message size limit", "size limits",
            "databytes limit", "sizelimit", "zu groß", "zu gross", "trop volumineux", "demasiado grande", "troppo grande", "muito grande", "zbyt duż", "for stor", "för stor",
            "te groot", "liian suuri"
        ]),
        (BounceReason.Authentication,
        [
            "dmarc", "unauthenticated email", "spf record", "spf check", "spf fail", "sender policy framework", "dkim", "authentication checks failed",
            "does not have authentication information", "multiple authentication", "sender id (pra)", "fails to pass authentication", "message failed authentication", "spf:",
            "spf validation", "(spf)", "senderid", "authentication level", "arc validation", "sender is unauthenticated", "message is unauthenticated", "mi:spf", "domainkeys",
            " spf"
        ]),
        (BounceReason.Blocked,
        [
            "reverse dns", "rdns", "ptr record", "no ptr", "missing ptr", "ptr lookup", "client hostname", "ip name lookup failed", "unable to resolve reverse",
            "requires that all mail servers must have", "without a valid sender domain", "cannot find your hostname", "find your reverse hostname", "cannot resolve your",
            "reverse lookup", "dns record of your ip"
        ]),
        (BounceReason.Suspended,
        [
            "inactivity", "mailbox is blocked", "account is blocked", "mailbox*been blocked", "account*been blocked"
        ]),
        (BounceReason.Spam,
        [
            "spam classification", "considered unsolicited", "unsolicited bulk", "unsolicited message", "looks like spam", "message is spam", "this is spam", "- spam",
            "spam detected", "spam content", "spamcontent", "contains spam", "spam firewall", "blacklisted url", "uribl", "surbl", "as spam", "high probability of spam",
            "probable spam", "possible spam", "suspected spam", "likely spam", "mail rejete. mail rejected", "spam mail", "content rejected, ube", "likely unsolicited",
            "due to spam", "spam-like", "spam score", "rule imposed mailbox access", "junk mail", "bulk email (ube)", "_506", "contenu rejete", "presumed spam", "suspicion of spam",
            "high spam", "spam probability", "spam message", "spam*discarded", "spam url", "dt:spm", "content denied", "identified*spam", "classified*spam", "considered*spam",
            "to be spam", "spam filter", "rejected due to*spam", "unsolicited commercial", "spam signature", "spam rating", "spam rule", "spam level", "looks*like spam"
        ]),
        (BounceReason.Blocked,
        [
            "blocked using", "blacklist", "black list", "blocklist", "block list", "blocked by", "dnsbl", "spamhaus", "spamcop", "sorbs", "barracudacentral", "is listed in",
            "was listed in", "are listed in", "found in rbl", "listed at", "listed by", "refused to talk to me", "reputation", "has been blocked", "bloquee", "host blocked",
            "host rejected", "is blocked", "ip blocked", "block of ip", "invalid ip for sending mail", "my name was rejected", "open relay", "weren't sent", "banned",
            "poor standing", "due to abuse", "your ip", "sending ip", "ip address has been", "network is on our block", "s3140", "s3150", "access denied. ip",
            "connection refused due to", "not accept mail from your", "cdrbl", "your host", "temporarily deferred due to user complaints", "due to excessive spam",
            "unauthorized ip", "forbidden by", "helo command rejected", "redundant. you cannot send", "please use the smtp server", "daily relay quota", "server access",
            "refused by our", "sc-00", "dy-00", "ov-00", "ip range", "refusing*connection", "connections*not accepted", "dynamic ip", "your email is not accepted from",
            "email rejected per", "bad helo", "invalid helo", "invalid domain name", "this ip", "due to*complaints", "see rbl", "rbl list", "blocked - see", "ip*blocked",
            "ip*rejected", "no access from", "sender score", "client blocked", "unregistered domain", "residential", "dynamic or", "dynamic address", "dynamic range", "deny list",
            "denylist", "host*spam", "network*spam", "server*spam", "ip*spam", "host*not wanted", "connection rejected", "connection denied"
        ]),
        (BounceReason.Greylisted,
        [
            "greylist", "graylist", "grey-list", "gray-list", "try again in a few minutes", "retry in*seconds", "try again in*seconds", "try again in*minutes", "please come back"
        ]),
        (BounceReason.Suspended,
        [
            "account disabled", "is disabled", "has been disabled", "mailbox disabled", "disabled recipient", "is inactive", "inactive user", "inactive account", "account inactive",
            "mailbox inactive", "is suspended", "been suspended", "account suspended", "user suspended", "mailbox suspended", "suspended account", "is frozen", "account is locked",
            "mailbox locked", "account locked", "account expired", "account has expired", "temporarily disabled", "deactivated", "mailbox is blocked", "currently disabled",
            "not active", "closed account", "discontinued", "temporarily inactive", "temporarily unavailable mailbox", "recipient suspended", "out of service", "mailbox*disabled",
            "account*disabled", "account*suspended", "account*closed", "mailbox*closed", "account*locked", "mailbox*inactive", "account*inactive", "mailbox*suspended"
        ]),
        (BounceReason.Policy,
        [
            "domain of sender address", "sender rejected", "sender address rejected", "sender was rejected", "sender verify failed", "sender verification", "sender domain",
            "sender is not", "not allowed to send", "not authorized to send", "sending to/from an address", "address that has been blacklisted", "null sender", "verify sender",
            "invalid sender", "sender denied", "bad sender", "may not post", "not accept mail from", "permission to post", "not permitted to", "restricted", "outside the organi",
            "rejected by recipient", "sender is refused", "sender refused", "delivery was refused", "external sender", "external forwarding", "not a member", "only members",
            "members only", "subscribers only", "permission to send", "sender not allowed"
        ]),
        (BounceReason.UnknownHost,
        [
            "null mx", "does not accept mail", "doesn't receive email", "doesn't accept mail", "host unknown", "unknown host", "host not found", "domain not found",
            "domain name not found", "couldn't be found. check for typos in the domain", "no such domain", "domain does not exist", "domain doesn't exist", "nxdomain",
            "couldn't find any host", "could not find any host", "illegal host", "domain is not reachable", "unrouteable address", "unrouteable mail domain", "unroutable",
            "bad destination system", "unknown mail domain", "no route to destination domain", "domain unknown", "not a valid domain", "dns error", "invalid domain", "invalid host",
            "dns lookup failure", "had no relevant answers", "unable to find the domain", "name or service not known", "domain name does not exist", "doesn't exist in dns",
            "could not be resolved", "domain of recipient", "bad host", "misconfigured dns", "no mx", "no valid mx", "destination email system is unknown",
            "destination e-mail system is unknown", "could not be found in d", "unable to look up host", "nodename nor servname", "mail exchanger or ip", "unable to route",
            "no*mx record", "no route found to domain", "no route to domain", "domain*does not exist", "domain*doesn't exist", "domain*not exist", "unknown domain", "no such host",
            "host does not exist", "hostname does not exist", "unbekannte dom", "domaine inconnu", "dominio desconocido", "dominio inesistente", "domain*not resolve",
            "host*not resolve", "hostname*not resolve",
            "domain*wasn't found", "domenet*ikke funnet", "domene*ikke funnet", "domenet*ikkje funne", "domene*finnes ikke", "domenet*finnes ikke", "domænet*ikke fundet",
            "domæne*findes ikke", "domænet*findes ikke", "domänen*hittades inte", "domänen*finns inte", "verkkotunnusta*ei löyt", "verkkotunnus*ei ole",
            "domäne*nicht gefunden", "domain*nicht gefunden", "domain*existiert nicht", "domäne*existiert nicht", "domein*niet gevonden", "domein*bestaat niet",
            "domaine*introuvable", "domaine*n'existe pas", "dominio*no se encontró", "no se encontró el dominio", "dominio*no existe", "impossibile trovare il dominio",
            "dominio*non trovato", "dominio*non esiste", "domínio*não foi encontrado", "domínio*não existe", "nie znaleziono domeny", "domena*nie istnieje",
            "домен*не найден", "домен*не существует"
        ]),
        (BounceReason.UnknownUser,
        [
            "user unknown", "unknown user", "unknown recipient", "recipient unknown", "no such user", "no such recipient", "no such mailbox", "no such account", "no such address",
            "no such person", "doesn't exist", "not a valid mailbox", "invalid recipient", "invalid user", "invalid mailbox", "invalid address", "unknown address",
            "address unknown", "mailbox unavailable", "mailbox unknown", "unknown mailbox", "recipnotfound", "not our customer", "not our user", "no longer on server",
            "no longer available", "no longer valid", "no longer in use", "no longer active", "no longer with", "has moved", "doesn't have a", "does not have an account",
            "couldn't be found", "recipient address rejected: access denied", "recipient address rejected: user", "recipient address rejected.", "recipient rejected",
            "not recognized", "mailbox address syntax", "adresse destinataire invalide", "final delivery userid", "no valid recipients", "not a known user", "unknown or illegal",
            "no mailbox", "not exist", "no user", "bad destination mailbox", "undeliverable address", "inconnu", "unbekannt", "desconocid", "recipient does not", "address does not",
            "recipient address rejected: undeliverable", "nosuchuser", "answer=6596", "rcp-p1", "unknown local", "user doesn't", "isn't a valid", "not a valid user", "not found",
            "email address is possibly incorrect", "local user", "user invalid", "account unavailable", "unknown account", "recipient is not", "no account", "bad recipient",
            "bad address", "no one at", "address ambiguous", "address could not be found", "has been deleted", "was deleted", "no e-mail address", "moved to a different",
            "is ambiguous", "addressee*unknown", "unknown*addressee", "not hosted here", "unrecognized recipient", "unrecognised recipient", "unrecognized or", "unrecognised or",
            "not recognised", "no person", "not valid", "not listed", "left the company", "no longer work", "no longer employ", "unknown*recipient", "unknown*mailbox",
            "unknown*user", "unknown*account", "no such*user", "no such*mailbox", "no such*recipient", "no such*account", "user*unknown", "recipient*unknown", "mailbox*unknown",
            "recipient*invalid", "invalid*recipient", "recipient*not known", "ukjent", "ukjend", "okänd", "ukendt", "onbekend", "sconosciut", "inesistente", "nieznan",
            "nie istnieje", "tuntematon", "desconhecid", "no existe", "não existe", "n'existe pas", "existiert nicht", "finnes ikke", "findes ikke", "finns inte", "bestaat niet",
            "ei ole olemassa", "neexistuje", "ismeretlen", "не существует", "не найден", "неизвестн", "存在しません", "不存在", "not know*user", "not know*recipient", "not know*address",
            "not known at", "nobody*name", "unable to find*user", "unable to find*recipient", "could not find*user", "couldn't find*user", "could not find*recipient",
            "isn't a*account",
            "recipientnotfound", "wasn't found", "ikke funnet", "ikkje funne", "ikke fundet", "hittades inte", "kunde inte hittas", "ei löytynyt", "ei löydy",
            "nicht gefunden", "niet gevonden", "introuvable", "pas été trouvé", "no se encontró", "no se ha encontrado", "no encontrado", "impossibile trovare",
            "non trovato", "non è stato trovato", "não foi encontrad", "não encontrad", "nie znaleziono", "nie został znaleziony", "nenalezen", "nebyl nalezen"
        ]),
        (BounceReason.Spam,
        [
            " spam"
        ]),
        (BounceReason.Expired,
        [
            "time limit specified", "message expired", "message has expired", "mail expired", "queue*expired"
        ]),
        (BounceReason.Policy,
        [
            "access denied", "denied by policy", "local policy", "message filtered", "mail refused", "message refused", "header-based", "policy reasons", "authentication required",
            "authrequired", "relaying denied", "unable to relay", "insecure mail relay", "violat", "restrict", "not authorized", "not permitted", "not allowed", "header error",
            "rejected by policy", "moderat", "administrative prohibition", "prohibited", "security reasons", "failed to delivery", "groups.google.com", "lpn000",
            "refused by recipient", "permission", "does not like", "unsubscribed", "opted out", "domain owner", "rejected for policy", "disallowed", "encryption required",
            "starttls", "tls is required", "tls*required", "tls session is required", "certificate*trusted", "certificate*verif", "encryption*required", "relay*denied", "not*relay",
            "policy rejection", "cryptographic", "integrity failure", "encryption needed", "encryption is needed", "security status", "security features", "trust relationship",
            "requiretls", "credentials invalid", "invalid credentials", "mechanism is too weak", "authentication fail", "login fail", "rejected*policy"
        ]),
        (BounceReason.Content,
        [
            "rfc 5322 compliant", "multiple addresses in from", "rfc compliant", "not compliant", "virus", "malware", "infected", "attachment", "content rejected", "media error",
            "content not allowed", "message content", "malformed", "8bit", "bare lf", "line too long", "content refused", "header is missing", "duplicate header", "invalid message",
            "prohibited content", "phishing", "suspicious", "worm", "trojan", "corrupt message", "media not supported", "media type not", "utf-8 header", "smtputf8", "eai ",
            "body type"
        ]),
        (BounceReason.Expired,
        [
            "timed out", "timeout exceeded", "retry timeout", "expired", "delivery retry", "could not deliver for the last", "was aborted after", "giving up",
            "did not accept our requests to connect", "have been failing for a long time", "unable to connect", "too long in the queue", "not reachable",
            "could not be delivered for", "could not find a gateway", "enqueued and undeliverable", "been in the queue too long", "connection refused", "after 1 day",
            "delivery time", "conversation timed", "unreachable for too long", "undelivered for", "in the queue*days", "retry time not reached", "undeliverable*hours",
            "failed*attempts", "after*attempts", "undeliverable*days", "too old", "ran out", "unable to deliver*days", "unable to deliver*hours", "could not deliver*days",
            "not be delivered*days", "not be delivered*hours"
        ]),
        (BounceReason.Network,
        [
            "lost connection", "connection reset", "connection was dropped", "name service error", "host name lookup failure", "name server", "no route to host", "connection lost",
            "network error", "broken pipe", "remote protocol error", "dns server", "lookup failed", "connection closed", "temporary dns", "connect to", "couldn't be contacted",
            "network failure", "closed connection", "connection*closed", "connection*dropped", "connection died", "unreachable", "dns*failure", "dns*timeout", "lookup*failed",
            "handshake", "bad connection", "communications failure", "communication problem", "dropped connection", "without sending", "address family mismatch", "route to remote",
            "routes to destination", "network is down", "no answer from host", "network or routing", "could not connect", "can't connect", "cannot connect", "session dropped",
            "not responding", "does not respond", "not reachable"
        ]),
        (BounceReason.System,
        [
            "system error", "internal error", "server error", "ldap", "service currently unavailable", "service unavailable", "insufficient system", "out of memory",
            "configuration error", "could not load", "mailer error", "pipe to", "local configuration", "not implemented", "syntax error", "service refuse", "queue file write error",
            "local error", "command died", "unable to open", "i/o error", "no space left", "resources temporarily", "system config", "duplicated message-id", "protocol error",
            "bad command", "x-unix", "lmtp", "too busy", "shutting down", "command unrecognized", "not available at this time", "unable to chdir", "unable to switch to",
            "home directory", "mail transport error", "lookup error", "child process", "error in redirect", "failed to expand", "unable to set", "mailbox has wrong",
            "transport unavailable", "expansion problem", "system full", "not accepting network", "not capable of", "incorrectly configured", "misconfigured", "invalid command",
            "protocol version", "directory server", "non-compliant mailer", "unrecognized command", "bad sequence", "command not", "command out of",
            "temporary failure. command output", "transient exception", "transientexception", "no such file or directory", "temporarily unavailable", "maintenance", "storage error",
            "database", "disk space", "disk full", "backend", "local problem", "overloaded"
        ]),
        (BounceReason.Policy,
        [
            "policy", "not accepted here"
        ]),
    ];

    /// <summary>The reason of the first words in the table that a text holds; it must be in lower case.</summary>
    public static BounceReason? Find(string plain)
    {
        foreach (var (reason, list) in Table)
        {
            foreach (var one in list)
            {
                if (Phrase.IsIn(plain, one))
                {
                    return reason;
                }
            }
        }

        return null;
    }

    /// <summary>Whether a text holds words that stand for this reason, whatever else it says.</summary>
    public static bool Says(BounceReason reason, string plain) => Array.Exists(Table, t => t.Reason == reason && Array.Exists(t.Words, w => Phrase.IsIn(plain, w)));
}
