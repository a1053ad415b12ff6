using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Svar.Mail.Smtp;

internal sealed partial class SmtpSession
{
    // ehlo = "EHLO" SP ( Domain / address-literal ) CRLF; helo = "HELO" SP Domain CRLF        RFC 5321 §4.1.1.1
    // lhlo as ehlo, and HELO and EHLO are refused        RFC 2033 §4.1
    // QUIRK: senders say all kinds of things here; only what could not stand in a header is refused.
    private SmtpReply? Hello(ReadOnlySpan<byte> argument, bool isExtended, bool isLmtp)
    {
        if (isLmtp != _options.IsLmtp)
        {
            return isLmtp ? Replies.UnknownCommand : Replies.SayLhlo;
        }

        if (argument.Length is 0 or > 255 || !Utf8.IsValid(argument) || argument.ContainsAnyInRange((byte)0, (byte)31) || argument.Contains((byte)127))
        {
            return Replies.NeedsName;
        }

        if (_options.RequireTurns && HasBufferedInput())
        {
            throw new SessionEndedException(Replies.OutOfTurn);
        }

        _peer.Helo = Encoding.UTF8.GetString(argument);
        _peer.IsExtended = isExtended;
        _transaction = null;
        return isExtended ? Capabilities() : new SmtpReply(250, null, _options.HostName);
    }

    // ehlo-ok-rsp = ( "250-" Domain [ SP ehlo-greet ] CRLF *( "250-" ehlo-line CRLF ) "250" SP ehlo-line CRLF )
    private SmtpReply Capabilities()
    {
        var lines = new StringBuilder(_options.HostName);
        lines.Append("\nPIPELINING\n8BITMIME\nSMTPUTF8\nENHANCEDSTATUSCODES\nCHUNKING\nSIZE");
        if (_options.MaxMessageSize > 0)
        {
            lines.Append(CultureInfo.InvariantCulture, $" {_options.MaxMessageSize}");
        }

        if (_options.Tls is not null && _peer.Tls is null)
        {
            lines.Append("\nSTARTTLS");
        }

        if (IsAuthOffered)
        {
            lines.Append("\nAUTH PLAIN LOGIN");
        }

        if (IsTrusted(_options.XClientTrusted))
        {
            lines.Append("\nXCLIENT NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT");
        }

        return new SmtpReply(250, null, lines.ToString());
    }
}
