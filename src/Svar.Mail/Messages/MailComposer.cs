using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Svar.Mail.Addresses;
using Svar.Mail.Headers;

namespace Svar.Mail.Messages;

/// <summary>A file to send. Its name may be anything; its type is a media type, with parameters if need be.</summary>
/// <param name="Name">As the recipient shall see it; in any script.</param>
/// <param name="ContentType">For example <c>application/pdf</c>.</param>
/// <param name="Content">The bytes, not encoded.</param>
public sealed record OutgoingFile(string Name, string ContentType, ReadOnlyMemory<byte> Content)
{
    /// <summary>For a picture in the HTML: what <c>cid:</c> refers to, without brackets.</summary>
    public string? ContentId { get; init; }
}

/// <summary>
/// A mail to be written. Nothing in it can break out of its place: line ends in texts of headers become
/// spaces; an address, identifier, name of a field or media type that is none is refused with an
/// <see cref="Svar.Mail.Headers.UnwritableMailException"/>. The same values give the same bytes.
/// </summary>
public sealed class MailComposer
{
    /// <summary>At least one.</summary>
    public required IReadOnlyList<MailAddress> From { get; init; }

    /// <summary>Who sends for the authors; needed when <see cref="From"/> holds several (RFC 5322 §3.6.2), and then the first if not given.</summary>
    public MailAddress? Sender { get; init; }

    /// <summary>The recipients that all see.</summary>
    public IReadOnlyList<MailAddress> To { get; init; } = [];

    /// <summary>Copies that all see.</summary>
    public IReadOnlyList<MailAddress> Cc { get; init; } = [];

    /// <summary>Copies that nobody sees: never written, but among <see cref="Recipients"/>.</summary>
    public IReadOnlyList<MailAddress> Bcc { get; init; } = [];

    /// <summary>Where answers shall go, when not to <see cref="From"/>.</summary>
    public IReadOnlyList<MailAddress> ReplyTo { get; init; } = [];

    /// <summary>Any text.</summary>
    public string Subject { get; init; } = "";

    /// <summary>With the offset that the recipient shall see.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>Without brackets; unique in the world: <see cref="NewMessageId"/>.</summary>
    public required string MessageId { get; init; }

    /// <summary>The Message-ID that is answered, without brackets. One that is not ASCII is written only where the mail needs SMTPUTF8 anyway: see <see cref="NeedsSmtpUtf8"/>.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The References of the mail that is answered, and its Message-ID, the oldest first. Written up to 998 octets: the first and the last stay. Those that are not ASCII: as <see cref="InReplyTo"/>.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>auto-generated, auto-replied or auto-notified (RFC 3834 §5); null for a person's mail.</summary>
    public string? AutoSubmitted { get; init; }

    /// <summary>The list that the mail goes out by (RFC 2919); null when it goes by none.</summary>
    public ListIdentifier? ListId { get; init; }

    /// <summary>mailto: and https: addresses that take the recipient off the list (RFC 2369 §3.2), the preferred first. Other schemes are refused.</summary>
    public IReadOnlyList<Uri> ListUnsubscribe { get; init; } = [];

    /// <summary>A POST to the https address is enough (RFC 8058 §3.1): <see cref="ListUnsubscribe"/> must hold one.</summary>
    public bool IsOneClickUnsubscribe { get; init; }

    /// <summary>
    /// Further fields. ASCII is written as it stands, folded at blanks, so that fields with a grammar keep theirs; other text becomes encoded words (RFC 2047), which
    /// are for fields of free text only. Those that have a property here, and Content-*, are refused.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The plain text; any line ends.</summary>
    public string? Text { get; init; }

    /// <summary>The same as HTML, when there is any.</summary>
    public string? Html { get; init; }

    /// <summary>Pictures that the HTML shows by their <see cref="OutgoingFile.ContentId"/>.</summary>
    public IReadOnlyList<OutgoingFile> InlineFiles { get; init; } = [];

    /// <summary>Files beside the text. A message/rfc822 goes unencoded, as RFC 2046 §5.2.1 demands.</summary>
    public IReadOnlyList<OutgoingFile> Attachments { get; init; } = [];

    /// <summary>All whom the mail goes to, each mailbox once.</summary>
    public IReadOnlyList<MailAddress> Recipients =>
        [.. To.Concat(Cc).Concat(Bcc).DistinctBy(address => address.AsciiAddress, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Whether an address has a local part beyond ASCII, so that the server must know SMTPUTF8 (RFC 6531).</summary>
    public bool NeedsSmtpUtf8 => From.Concat(To).Concat(Cc).Concat(ReplyTo).Any(address => !Ascii.IsValid(address.AsciiAddress))
        || (Sender is not null && !Ascii.IsValid(Sender.AsciiAddress));

    /// <summary>A new identifier: 128 random bits at that domain (in A-labels when it is international).</summary>
    public static string NewMessageId(string domain) =>
        $"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}@{DomainName.ToAscii(domain) ?? throw new UnwritableMailException($"'{domain}' is no domain")}";

    /// <summary>The mail as bytes, with CRLF line ends.</summary>
    public byte[] ToBytes()
    {
        var output = new ArrayBufferWriter<byte>(4096);
        WriteTo(output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Writes the mail; when something is refused, nothing or a part of it has been written.</summary>
    public void WriteTo(IBufferWriter<byte> output) => new MailWriter(this, output).Write();
}
