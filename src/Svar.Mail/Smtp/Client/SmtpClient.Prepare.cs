using System.Globalization;
using System.Text;
using Svar.Mail.Addresses;

namespace Svar.Mail.Smtp;

// What a message needs, against what the server offers
public sealed partial class SmtpClient
{
    /// <summary>The commands of a transaction, or a refusal of our own that says what would be right.</summary>
    private Transaction Prepare(SmtpEnvelope envelope, ContentFacts facts)
    {
        if (Capabilities.MaxSize is { } max && facts.Size > max)
        {
            throw Local("MAIL", 552, "5.3.4", string.Create(CultureInfo.InvariantCulture, $"The message has {facts.Size} bytes and {_options.Host} takes at most {max}"));
        }

        if (facts.HasUtf8Header && !Capabilities.SmtpUtf8)
        {
            throw Local("MAIL", 553, "5.6.9", $"The message's header holds UTF-8 and {_options.Host} does not offer SMTPUTF8: write it as encoded words (RFC 2047)");
        }

        // RFC 6531 §3.6: SMTPUTF8 goes with 8BITMIME
        if (facts.HasEightBit && !Capabilities.EightBitMime)
        {
            throw Local("MAIL", 554, "5.6.3", $"The message holds 8-bit text and {_options.Host} does not offer 8BITMIME: encode it as quoted-printable or base64");
        }

        var recipients = envelope.Recipients.Select(Check).ToList();
        if (!TryAddress(envelope.Sender, out var sender, out var refusal))
        {
            throw new SmtpRefusedException("MAIL", refusal!, isLocal: true);
        }

        if (recipients.TrueForAll(r => r.Reply is not null))
        {
            throw new SmtpRefusedException("RCPT", recipients[0].Reply!, [.. recipients.Select(r => new SmtpRecipientResult(r.Address, r.Reply!))], isLocal: true);
        }

        var mail = new StringBuilder($"MAIL FROM:{sender}");
        if (Capabilities.Size)
        {
            mail.Append(CultureInfo.InvariantCulture, $" SIZE={facts.Size}");
        }

        if (facts.HasEightBit)
        {
            mail.Append(" BODY=8BITMIME");
        }

        if (facts.HasUtf8Header || !sender!.IsAscii || recipients.Exists(r => r.IsUtf8))
        {
            mail.Append(" SMTPUTF8");
        }

        return new Transaction(mail.ToString(), recipients);
    }

    private Recipient Check(string address) => TryAddress(address, out var path, out var refusal)
        ? new Recipient(address) { Command = $"RCPT TO:{path}", IsUtf8 = !path!.IsAscii }
        : new Recipient(address) { Reply = refusal };

    private bool TryAddress(string address, out SmtpPath? path, out SmtpReply? refusal)
    {
        refusal = null;
        if (!SmtpPath.TryParse(address, out path))
        {
            refusal = new SmtpReply(501, "5.1.3", $"'{Shown(address)}' is no e-mail address{(address.Contains('<', StringComparison.Ordinal) ? "; an envelope has the bare address, without a name and angle brackets" : "")}");
            return false;
        }

        if (path.IsAscii)
        {
            return true;
        }

        if (DomainName.ToAscii(path.Domain) is not { } domain)
        {
            refusal = new SmtpReply(501, "5.1.2", $"The domain of '{Shown(address)}' is not valid");
            return false;
        }

        if (Capabilities.SmtpUtf8)
        {
            return true;
        }

        // A domain has an ASCII form (RFC 5891 §4.4), a local part has none.
        path = path with { Domain = domain };
        if (!path.IsAscii)
        {
            refusal = new SmtpReply(553, "5.6.7", $"'{Shown(address)}' is not ASCII and {_options.Host} does not offer SMTPUTF8: use an ASCII address of the same person");
            return false;
        }

        return true;
    }

    private static string Shown(string address) => new([.. address.Take(100).Select(c => char.IsControl(c) ? '?' : c)]);

    private static SmtpRefusedException Local(string command, int code, string status, string text) =>
        new(command, new SmtpReply(code, status, text), isLocal: true);

    private sealed record Transaction(string MailCommand, List<Recipient> Recipients)
    {
        public IReadOnlyList<SmtpRecipientResult> Results() => [.. Recipients.Select(r => new SmtpRecipientResult(r.Address, r.Reply!))];
    }

    /// <summary>One recipient of a transaction under way.</summary>
    private sealed class Recipient(string address)
    {
        public string Address { get; } = address;

        /// <summary>Null when we refused the address ourselves.</summary>
        public string? Command { get; init; }

        public bool IsUtf8 { get; init; }

        public SmtpReply? Reply { get; set; }

        public bool IsAccepted => Reply is { IsPositive: true };
    }
}
