using System.Text;
using Svar.Mail.Html;
using Svar.Mail.Messages;
using Svar.Mail.Mime;

namespace Svar.Mail.Reports;

/// <summary>
/// Reads one mail as a bounce, if it is one: status parts first, then whatever the text says. What a person may send as well (a status among
/// attachments, words about deliveries, a mail enclosed) counts only from a mail system, or with the empty return path that reports have.
/// </summary>
internal sealed class BounceReader
{
    private const int MostText = 60_000;
    private const int MostAddresses = 100;

    private readonly MailMessage _mail;
    private readonly List<DeliveryStatus.Group> _groups = [];
    private readonly bool _isReport;
    private readonly bool _isForm;
    private HashSet<string>? _notThese;
    private string? _text;
    private string? _notice;

    public BounceReader(MailMessage mail)
    {
        _mail = mail;
        _isReport = mail.Root.MediaType == "multipart/report";
        _isForm = !_isReport && AutomaticMail.IsForm(mail);
        IsTrusted = _isReport || (!_isForm && (IsFromMailer || IsFromPostmaster || IsFromRobot || HasNoReturnPath || mail.Headers.Contains("X-Failed-Recipients")));
        if (!IsTrusted)
        {
            return;
        }

        foreach (var part in mail.Root.SelfAndDescendants())
        {
            if (part.MediaType is "message/delivery-status" or "message/global-delivery-status" && !IsInReturnedMail(part))
            {
                _groups.AddRange(DeliveryStatus.Read(Decode(part)));
            }
        }

        HasStatus = _groups.Count > 0;

        // a bounce of a bounce, sent on by another system
        if (!HasStatus && IsFromMailer)
        {
            foreach (var part in mail.Root.SelfAndDescendants().Where(static p => p.MediaType == "message/delivery-status"))
            {
                _groups.AddRange(DeliveryStatus.Read(Decode(part)));
            }
        }

        IsSuccess = HasStatus ? _groups.TrueForAll(static g => g.IsSuccess) : IsFromMailer && ReportWords.IsSuccessSubject(mail.Subject);
        _groups.RemoveAll(static g => g.IsSuccess);
        if (_groups.Exists(static g => g.Action != "delayed"))
        {
            _groups.RemoveAll(static g => g.Action == "delayed");
        }
    }

    /// <summary>A part of the mail is a delivery status.</summary>
    public bool HasStatus { get; }

    /// <summary>It tells of delivered mail only (RFC 3464 §2.3.3: delivered, relayed, expanded).</summary>
    public bool IsSuccess { get; }

    public bool IsBounce
    {
        get
        {
            if (HasStatus || (_isReport && (_mail.Root.ContentType["report-type"] ?? "").Equals("delivery-status", StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }

            if (!IsTrusted)
            {
                return false;
            }

            if (_mail.Headers.Contains("X-Failed-Recipients"))
            {
                return true;
            }

            var subject = ReportWords.IsBounceSubject(_mail.Subject);
            if (IsFromMailer || (IsFromPostmaster && HasNoReturnPath))
            {
                return subject || ReportWords.IsBounceBody(NoticeText);
            }

            if (!ReportWords.IsBounceBody(NoticeText))
            {
                return false;
            }

            var hasCode = BounceCodes.Reply(NoticeText) is not null;
            return (HasNoReturnPath && (subject || hasCode || !IsAnswer))
                || (IsFromPostmaster && (subject || hasCode) && (hasCode || !IsAnswer) && !Phrase.Asks(NoticeText) && (ReturnsMail || BounceText.Recipients(NoticeText, NotThese).Count > 0))
                || (IsFromRobot && !IsAnswer && ReturnsMail);
        }
    }

    public bool IsDelay => _groups.Count > 0
        ? _groups.TrueForAll(static g => g.Action == "delayed")
        : ReportWords.IsDelay(_mail.Subject, NoticeText) && !_mail.Headers.Contains("X-Failed-Recipients");

    /// <summary>The Message-ID of the mail that came back.</summary>
    public string? OriginalMessageId
    {
        get
        {
            foreach (var part in _mail.Root.SelfAndDescendants())
            {
                if (part.IsMessage && part.Children[0].Headers.First("Message-ID") is { } id)
                {
                    return id.Ids is [var first, ..] ? first : null;
                }

                if (part.MediaType is "text/rfc822-headers" or "message/rfc822-headers" or "message/rfc822" && FoldedField.Id(Decode(part), "Message-ID") is { } found)
                {
                    return found;
                }
            }

            return FoldedField.Id(BounceText.Returned(WholeText), "Message-ID") ?? FoldedField.Id(WholeText, "Message-ID") ?? AnsweredId(_mail);
        }
    }

    /// <summary>What a mail says it answers: its nearest ancestor.</summary>
    public static string? AnsweredId(MailMessage mail) => mail.Ancestors() is [var nearest, ..] ? nearest : null;

    public List<Bounce> Read()
    {
        var inText = _groups.Count == 0;
        if (inText && WholeText.Contains("Final-Recipient", StringComparison.OrdinalIgnoreCase))
        {
            // QUIRK: the status stands in the text, not in a part of its own
            _groups.AddRange(DeliveryStatus.Read(WholeText).Where(static g => g.Action.Length > 0));
        }

        var delay = IsDelay;
        var entries = BounceText.Recipients(NoticeText, NotThese);
        var bounces = new List<Bounce>();
        foreach (var group in _groups)
        {
            var words = entries.Find(e => e.Recipient.Equals(group.Recipient, StringComparison.OrdinalIgnoreCase))?.Words
                ?? (_groups.Count == 1 ? NoticeText : "");
            bounces.Add(Judge(group.Recipient, group.Action, group.Status, group.Diagnostic, words, inText && group.Diagnostic.Length > 0));
        }

        if (bounces is [{ Reason: BounceReason.UnknownUser } single] && BounceReasons.SaysSuspended(NoticeText))
        {
            return [single with { Reason = BounceReason.Suspended, Permanent = false }];
        }

        if (bounces.Count > 0)
        {
            return bounces;
        }

        if (entries.Count == 0)
        {
            var named = Named().ToList();
            entries = (named.Count > 0 ? named : BounceText.OnlyAddress(NoticeText, NotThese) is { } only ? [only] : []).Select(a => new BounceText.Entry(a, NoticeText)).ToList();
        }

        foreach (var entry in entries)
        {
            // of one recipient the whole text speaks
            var status = entries.Count == 1 && BounceCodes.Status(entry.Words).Length == 0 ? BounceCodes.Status(NoticeText) : "";
            bounces.Add(Judge(entry.Recipient, delay ? "delayed" : "failed", status, entry.Words, NoticeText, fromText: true));
        }

        return bounces.Count > 0 ? bounces : [Judge("", delay ? "delayed" : "failed", "", NoticeText, NoticeText, fromText: true)];
    }

    // who the report is to and from has not failed
    private HashSet<string> NotThese => _notThese ??= _mail.To.Concat(_mail.From).Take(MostAddresses).Select(static a => a.Address).Where(static a => a.Length > 0).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private string WholeText => _text ??= Text();

    private string NoticeText => _notice ??= BounceText.Notice(WholeText);

    private bool IsTrusted { get; }

    // a sender without an address is the null sender, written by somebody who has no word for it
    private bool IsFromMailer => _mail.From is not [{ LocalPart: { Length: > 0 } local }, ..] || MailerNames.IsMailer(local)
        || (local.EndsWith("-admin", StringComparison.OrdinalIgnoreCase) && _mail.Subject.StartsWith("Loop Alert", StringComparison.OrdinalIgnoreCase));

    private bool IsFromPostmaster => _mail.From is [var from, ..] && MailerNames.IsPostmaster(from.LocalPart);

    private bool IsFromRobot => _mail.From is [var from, ..] && MailerNames.IsRobot(from.LocalPart);

    // what is enclosed was written by whom this mail is to: it came back
    private bool ReturnsMail
    {
        get
        {
            foreach (var part in _mail.Root.SelfAndDescendants())
            {
                if (part.MediaType is "text/rfc822-headers" or "message/rfc822-headers")
                {
                    return true;
                }

                if (part.IsMessage)
                {
                    var headers = part.Children[0].Headers;
                    var writers = Addresses(headers.First("From")).Concat(Addresses(headers.First("Return-Path"))).ToHashSet(StringComparer.OrdinalIgnoreCase);
                    return _mail.To.Take(MostAddresses).Any(a => writers.Contains(a.Address));
                }
            }

            return BounceText.Returned(WholeText).Length > 0;
        }
    }

    private static IEnumerable<string> Addresses(Headers.Header? header) => (header?.Addresses ?? []).Take(MostAddresses).Select(static a => a.Address);

    // RFC 5321 §4.5.5: reports are sent with an empty return path
    private bool HasNoReturnPath => _mail.Headers.Text("Return-Path") is { } path
        && (path.Trim() is "<>" or "" || path.Contains("MAILER-DAEMON", StringComparison.OrdinalIgnoreCase));

    private bool IsAnswer => _mail.InReplyTo.Count > 0 || _mail.Headers.Contains("Auto-Submitted");

    private static Bounce Judge(string recipient, string action, string status, string diagnostic, string words, bool fromText = false)
    {
        var said = diagnostic.Length > 0 ? diagnostic : words;
        var inside = BounceCodes.Status(said);
        // a server's own code is nearer to the truth than the general one that the reporting server puts in the field
        var code = IsGeneral(status) && inside.Length > 0 && !IsGeneral(inside) ? inside : status.Length > 0 ? status : inside;
        var stage = IsDataStage(words, code) || IsDataStage(diagnostic, code)
            || (fromText && !code.Contains(".1.", StringComparison.Ordinal) && !SaysRecipient(words) && !SaysRecipient(diagnostic));
        var reason = BounceReasons.Of(said, code, stage, out var found);
        if (!found && words.Length > 0 && !ReferenceEquals(said, words))
        {
            var more = BounceReasons.Of(words, code, stage, out var also);
            reason = also ? more : reason;
        }

        // what is still tried has not been given up
        if (action == "delayed" && reason == BounceReason.Expired)
        {
            reason = code.EndsWith(".4.7", StringComparison.Ordinal) || !SaysConnection(said) && !code.Contains(".4.", StringComparison.Ordinal) ? BounceReason.Unknown : BounceReason.Network;
        }

        var permanent = reason is BounceReason.UnknownUser or BounceReason.UnknownHost && action != "delayed";
        return new(recipient, action.Length > 0 ? action : "failed", code, reason, BounceText.OneLine(said), permanent);
    }

    private static bool SaysConnection(string words) => words.Contains("connect", StringComparison.OrdinalIgnoreCase) || words.Contains("timed out", StringComparison.OrdinalIgnoreCase) || words.Contains("timeout", StringComparison.OrdinalIgnoreCase) || words.Contains("reachable", StringComparison.OrdinalIgnoreCase);

    private static bool SaysRecipient(string words) => words.Contains("RCPT", StringComparison.OrdinalIgnoreCase) || words.Contains("like recipient", StringComparison.OrdinalIgnoreCase);

    private static bool IsGeneral(string status) =>
        status.Length == 0 || status.EndsWith(".0.0", StringComparison.Ordinal) || status.EndsWith(".1.0", StringComparison.Ordinal) || status.EndsWith(".4.7", StringComparison.Ordinal) || status.EndsWith(".5.0", StringComparison.Ordinal);

    private static bool IsDataStage(string words, string code) =>
        words.Contains("end of DATA", StringComparison.OrdinalIgnoreCase) || words.Contains("after end of data", StringComparison.OrdinalIgnoreCase)
        || words.Contains("SMTP command DATA", StringComparison.Ordinal) || words.Contains("SMTP command\nDATA", StringComparison.Ordinal) || words.Contains("in reply to DATA", StringComparison.OrdinalIgnoreCase)
        || (words.Contains(">>> DATA", StringComparison.Ordinal) && code.Length > 0 && !code.Contains(".1.", StringComparison.Ordinal)) || words.Contains("after I sent the message", StringComparison.OrdinalIgnoreCase) || words.Contains("our final DATA", StringComparison.Ordinal);

    private IEnumerable<string> Named()
    {
        var failed = _mail.Headers.All("X-Failed-Recipients").SelectMany(static h => h.Addresses).Select(static a => a.Address).ToList();
        if (failed.Count > 0)
        {
            return failed;
        }

        foreach (var part in _mail.Root.SelfAndDescendants())
        {
            if (part.IsMessage && part.Children[0].Headers.First("To") is { } to && to.Addresses.Count is > 0 and < 20)
            {
                return to.Addresses.Select(static a => a.Address);
            }
        }

        return [];
    }

    private static bool IsInReturnedMail(MimePart part)
    {
        for (var above = part.Parent; above is not null; above = above.Parent)
        {
            if (above.IsMessage)
            {
                return true;
            }
        }

        return false;
    }

    // QUIRK: some bounces give a boundary that they do not use; then the raw body is the text
    private string Text()
    {
        var text = _mail.TextPart;
        if (string.IsNullOrWhiteSpace(text) && _mail.HtmlPart is { Length: > 0 } html)
        {
            text = HtmlText.ToText(html, MostText * 4);
        }

        if (!HasStatus && (string.IsNullOrWhiteSpace(text) || (_mail.Root.MediaType.StartsWith("multipart/", StringComparison.Ordinal) && _mail.Root.Children.Count == 0)))
        {
            var raw = _mail.Root.RawBody.Span;
            text = Encoding.UTF8.GetString(raw[..Math.Min(raw.Length, MostText)]);
        }

        text = (text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal);
        return text.Length > MostText ? text[..MostText] : text;
    }

    private static string Decode(MimePart part)
    {
        var text = part.DecodeText();
        return text.Length > MostText ? text[..MostText] : text;
    }
}
