using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Svar.Mail.Smtp;

/// <summary>The trace header that a server puts on top of a message it takes. RFC 5321 §4.4.</summary>
public static class TraceHeader
{
    /// <summary>
    /// A <c>Received:</c> header in ASCII (UTF-8 when SMTPUTF8 was used), folded, with its CRLF. The recipient is named only when
    /// there is one, since several would tell each of the others.
    /// </summary>
    /// <param name="transaction">The transaction, and through it the client.</param>
    /// <param name="by">Our host name.</param>
    /// <param name="id">Our own id of the message, letters, digits and hyphens; null for none.</param>
    /// <param name="at">When the message was taken.</param>
    public static byte[] Received(SmtpTransaction transaction, string by, string? id, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        var peer = transaction.Peer;
        var made = new StringBuilder("Received: from ");
        made.Append(Plain(peer.Helo.Length > 0 ? peer.Helo : "unknown", transaction.IsUtf8));
        if (peer.Address is { } address)
        {
            made.Append(" (");
            if (peer.HostName is { } name)
            {
                made.Append(Plain(name, transaction.IsUtf8)).Append(' ');
            }

            made.Append(Literal(address)).Append(')');
        }

        made.Append("\r\n\tby ").Append(Plain(by, utf8: false)).Append(" with ").Append(transaction.Protocol);
        if (peer.Tls is { } tls)
        {
            made.Append(" (").Append(tls).Append(')');
        }

        if (id is not null)
        {
            made.Append("\r\n\tid ").Append(Plain(id, utf8: false));
        }

        if (transaction.Recipients.Count == 1 && (transaction.IsUtf8 || transaction.Recipients[0].Path.IsAscii))
        {
            made.Append("\r\n\tfor ").Append(transaction.Recipients[0].Path);
        }

        made.Append(";\r\n\t").Append(at.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)).Append("\r\n");
        return Encoding.UTF8.GetBytes(made.ToString());
    }

    // TCP-info = address-literal        RFC 5321 §4.1.3
    private static string Literal(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? "[IPv6:" + address + "]" : "[" + address + "]";

    private static string Plain(string text, bool utf8)
    {
        var plain = text.ToCharArray();
        for (var i = 0; i < plain.Length; i++)
        {
            var c = plain[i];
            if (!(char.IsAsciiLetterOrDigit(c) || ".-_:[]".Contains(c, StringComparison.Ordinal) || (utf8 && c >= '\u0080' && !char.IsControl(c))))
            {
                plain[i] = '?';
            }
        }

        return new string(plain);
    }
}
