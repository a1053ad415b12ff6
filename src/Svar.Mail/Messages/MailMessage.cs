using Svar.Mail.Addresses;
using Svar.Mail.Headers;
using Svar.Mail.Html;
using Svar.Mail.Mime;

namespace Svar.Mail.Messages;

/// <summary>
/// A mail as read from its bytes. Any bytes give a message; what was wrong with them stands in
/// <see cref="Defects"/>. Structure is read at once, headers and text when first asked for. Safe to read
/// from several threads; the raw bytes must not change meanwhile.
/// </summary>
public sealed class MailMessage
{
    private readonly IReadOnlyList<MailDefect> _structureDefects;
    private Envelope? _envelope;
    private BodyParts? _parts;
    private BodyContent? _content;
    private string? _text;

    private MailMessage(ReadOnlyMemory<byte> raw, MimePart root, IReadOnlyList<MailDefect> defects)
    {
        Raw = raw;
        Root = root;
        _structureDefects = defects;
    }

    /// <summary>
    /// Reads a mail; throws on no input. A file that an editor has saved in UTF-16 or UTF-32, with its mark, is read in UTF-8, where its places are then.
    /// </summary>
    public static MailMessage Parse(ReadOnlyMemory<byte> raw, MimeLimits? limits = null)
    {
        var wide = WideFile.Read(raw.Span);
        var root = MimeReader.Read(wide?.Utf8 ?? raw, limits ?? MimeLimits.Default, out var defects);
        return new MailMessage(raw, root, wide is null ? defects : [new(wide.Value.What, 0), .. defects]);
    }

    /// <summary>The bytes as they came.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>The mail as the first of its parts.</summary>
    public MimePart Root { get; }

    /// <summary>The header fields of the mail.</summary>
    public HeaderList Headers => Root.Headers;

    /// <summary>Message-ID without its brackets; null when missing or empty. Data, not a key: mails without, or with one that is used twice, exist.</summary>
    public string? MessageId => Head.MessageId;

    /// <summary>In-Reply-To, without brackets.</summary>
    public IReadOnlyList<string> InReplyTo => Head.InReplyTo;

    /// <summary>References, without brackets, the oldest first.</summary>
    public IReadOnlyList<string> References => Head.References;

    /// <summary>Who wrote it, as the field lists them; the first need not be one that can be written to: see <see cref="Author"/>.</summary>
    public IReadOnlyList<MailAddress> From => Head.From;

    /// <summary>
    /// Whom the mail is from, for a caller that wants one: the first usable address of From, else a usable Sender, else the first of From as it stands.
    /// Null when the mail names nobody.
    /// </summary>
    public MailAddress? Author => Head.Author;

    /// <summary>Who sent it for the author (RFC 5322 §3.6.2); null when it is not said.</summary>
    public MailAddress? Sender => Head.Sender;

    /// <summary>Where answers should go; empty when it is not said, then to <see cref="From"/>.</summary>
    public IReadOnlyList<MailAddress> ReplyTo => Head.ReplyTo;

    /// <summary>To, all fields of that name together.</summary>
    public IReadOnlyList<MailAddress> To => Head.To;

    /// <summary>Cc, all fields of that name together.</summary>
    public IReadOnlyList<MailAddress> Cc => Head.Cc;

    /// <summary>Bcc; seldom seen in mail that arrived.</summary>
    public IReadOnlyList<MailAddress> Bcc => Head.Bcc;

    /// <summary>The subject, decoded; empty when there is none.</summary>
    public string Subject => Head.Subject;

    /// <summary>The sender's date with the sender's offset; null when missing or unreadable.</summary>
    public DateTimeOffset? Date => Head.Date;

    /// <summary>The best plain reading of the body: its plain text where that holds all words, else the HTML read as text. Lines end by <c>\n</c>.</summary>
    public string Text => _text ??= TextPart is { } plain && (IsTextWhole || HtmlPart is null) ? plain : HtmlPart is { } html ? HtmlText.ToText(html) : "";

    /// <summary>
    /// The plain text of the body, lines ended by <c>\n</c>; several parts are joined by a blank line. Null when the
    /// mail has none. See <see cref="IsTextWhole"/>.
    /// </summary>
    public string? TextPart => Content.Text;

    /// <summary>The HTML of the body, decoded, as the sender wrote it (not cleaned); plain parts among it are put in escaped. Null when the mail has none.</summary>
    public string? HtmlPart => Content.Html;

    /// <summary>Whether <see cref="TextPart"/> holds all words of the body; false when some stand only in HTML, also where a plain form is there and says nothing.</summary>
    public bool IsTextWhole => Content.IsTextWhole;

    /// <summary>The body's stretches, for callers that turn HTML into text themselves.</summary>
    public IReadOnlyList<BodySegment> Body => Parts.Segments;

    /// <summary>What came with the text, in the order of the mail.</summary>
    public IReadOnlyList<MailAttachment> Attachments => Content.Attachments;

    /// <summary>text/calendar parts (RFC 5545); they stand among the attachments too.</summary>
    public IReadOnlyList<MimePart> CalendarParts => Parts.Calendars;

    /// <summary>Signed and encrypted parts (RFC 1847, 3156, 8551), whole as they came.</summary>
    public IReadOnlyList<MimePart> ProtectedParts => Parts.Protected;

    /// <summary>
    /// Everything that was wrong in structure, headers, names of files and text, in the order of the mail. Attachments are not decoded for this, but for
    /// winmail.dat: <see cref="MailAttachment.IsDamaged"/> tells of their base64.
    /// </summary>
    public IReadOnlyList<MailDefect> Defects =>
        [.. _structureDefects.Concat(Head.Defects).Concat(Parts.Defects).Concat(Content.Defects).Concat(FileNames.Defects(Root)).Distinct().OrderBy(defect => defect.At).ThenBy(defect => defect.What, StringComparer.Ordinal)];

    private Envelope Head => _envelope ??= Envelope.Read(Headers);

    private BodyParts Parts => _parts ??= BodyParts.Of(Root);

    private BodyContent Content => _content ??= BodyContent.Read(Parts);

    /// <summary>The list or bulk mailing that it came by; null when no List- field says so.</summary>
    public MailingList? MailingList => MailingList.Of(Headers);

    /// <summary>Outlook's place in the conversation; null when the mail has none.</summary>
    public ThreadIndex? ThreadIndex => ThreadIndex.Parse(Headers.Text("Thread-Index"));

    /// <summary>What servers on the way found out, the newest first. Anybody can write such a field: see the type.</summary>
    public IReadOnlyList<AuthenticationResults> AuthenticationResults =>
        [.. Headers.All("Authentication-Results").Select(h => Mail.Headers.AuthenticationResults.Parse(h.Text)).OfType<AuthenticationResults>()];

    /// <summary>
    /// Whom this mail answers, nearest first, each once: In-Reply-To, then References backwards
    /// (RFC 5322 §3.6.4). Its own Message-ID is left out. Outlook's index names no identifiers: see <see cref="ThreadIndex"/>.
    /// </summary>
    public IReadOnlyList<string> Ancestors() => Ancestry.Of(MessageId, InReplyTo, References);
}
