using System.Globalization;
using System.Text;

namespace Svar.Mail.Smtp;

/// <summary>
/// One reply of an SMTP server: three digits, an optional enhanced status and text of one or more lines.
/// Immutable; a server that gives the same reply often keeps one instance, whose bytes are made once.
/// </summary>
/// <remarks>
/// In <see cref="Text"/> lines are parted by <c>\n</c>. On the wire everything but printable ASCII becomes <c>?</c>, so
/// that no text, wherever it came from, can forge a second reply. RFC 5321 §4.2, RFC 2034.
/// </remarks>
public sealed class SmtpReply
{
    private byte[]? _wire;

    /// <param name="code">200 to 599.</param>
    /// <param name="status">As <c>4.3.1</c>; null for replies that carry none (greeting, EHLO, 3xx).</param>
    /// <param name="text">For people; may have several lines.</param>
    public SmtpReply(int code, string? status, string text)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(code, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(code, 599);
        ArgumentNullException.ThrowIfNull(text);
        Code = code;
        Status = status is null ? null : Parse(status);
        Text = text;
    }

    public int Code { get; }

    public EnhancedStatus? Status { get; private init; }

    public string Text { get; }

    /// <summary>2xx: done, and the responsibility has passed.</summary>
    public bool IsPositive => Code is >= 200 and < 300;

    /// <summary>3xx: the server waits for more.</summary>
    public bool IsIntermediate => Code is >= 300 and < 400;

    /// <summary>4xx: the same command may succeed later.</summary>
    public bool IsTemporary => Code is >= 400 and < 500;

    /// <summary>5xx: trying again unchanged is pointless.</summary>
    public bool IsPermanent => Code >= 500;

    /// <summary>250 2.0.0, for a message that is now the receiver's responsibility.</summary>
    public static SmtpReply Accepted { get; } = new(250, "2.0.0", "Accepted");

    /// <summary>250 2.1.0, for a sender.</summary>
    public static SmtpReply SenderAccepted { get; } = new(250, "2.1.0", "Sender ok");

    /// <summary>250 2.1.5, for a recipient.</summary>
    public static SmtpReply RecipientAccepted { get; } = new(250, "2.1.5", "Recipient ok");

    /// <summary>550 5.1.1.</summary>
    public static SmtpReply UnknownRecipient { get; } = new(550, "5.1.1", "No such mailbox here");

    /// <summary>550 5.7.1: a recipient elsewhere, for a client that may not send through us.</summary>
    public static SmtpReply RelayDenied { get; } = new(550, "5.7.1", "Relaying denied");

    /// <summary>452 4.3.1: the message could not be stored now; the sender tries again.</summary>
    public static SmtpReply StorageFull { get; } = new(452, "4.3.1", "Insufficient system storage, try again later");

    /// <summary>451 4.3.0: an error on our side; the sender tries again.</summary>
    public static SmtpReply LocalError { get; } = new(451, "4.3.0", "Local error in processing, try again later");

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Code}{(Status is { } status ? $" {status}" : "")}{(Text.Length > 0 ? " " : "")}{Text}");

    internal static SmtpReply Of(int code, EnhancedStatus status, string text) => new(code, null, text) { Status = status };

    // Reply-line = *( Reply-code "-" [ textstring ] CRLF ) Reply-code [ SP textstring ] CRLF        RFC 5321 §4.2
    internal ReadOnlySpan<byte> Wire => _wire ??= MakeWire();

    private byte[] MakeWire()
    {
        var lines = Text.ReplaceLineEndings("\n").Split('\n');
        var made = new StringBuilder();
        for (var i = 0; i < lines.Length; i++)
        {
            made.Append(CultureInfo.InvariantCulture, $"{Code}{(i == lines.Length - 1 ? ' ' : '-')}");
            if (Status is { } status)
            {
                made.Append(CultureInfo.InvariantCulture, $"{status} ");
            }

            foreach (var c in lines[i])
            {
                made.Append(c is >= ' ' and <= '~' ? c : '?');
            }

            made.Append("\r\n");
        }

        return Encoding.ASCII.GetBytes(made.ToString());
    }

    private static EnhancedStatus Parse(string status) =>
        EnhancedStatus.TryParse(status, out var parsed)
            ? parsed
            : throw new ArgumentException($"'{status}' is no enhanced status such as 4.3.1", nameof(status));
}
