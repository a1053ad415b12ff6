using System.Globalization;
using System.Net;
using System.Text;

namespace Svar.Mail.Smtp;

// Who the client is when a trusted program stands between: PROXY (HAProxy) and XCLIENT (Postfix)
internal sealed partial class SmtpSession
{
    private async ValueTask ReadProxyHeaderAsync()
    {
        var start = _timer.Now;
        while (true)
        {
            var read = await ReadMessageBytesAsync(start);
            var status = ProxyHeader.TryRead(read.Buffer, out var header, out var consumed);
            if (status == ProxyHeaderStatus.NeedsMore && !read.IsCompleted)
            {
                _in.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            _in.AdvanceTo(consumed);
            if (status != ProxyHeaderStatus.Done)
            {
                throw new SessionEndedException(Replies.ProxyHeaderBad);
            }

            if (header.Source is { } source)
            {
                _clientAddress = Unmapped(source.Address);
                (_peer.Address, _peer.Port) = (_clientAddress, source.Port);
                _peer.Local = header.Destination;
            }

            return;
        }
    }

    // xclient-command = "XCLIENT" 1*( SP attribute-name "=" attribute-value ); values are xtext (RFC 3461 §4)
    // https://www.postfix.org/XCLIENT_README.html
    private SmtpReply XClient(ReadOnlySpan<byte> argument)
    {
        if (!IsTrusted(_options.XClientTrusted))
        {
            return Replies.XClientForbidden;
        }

        if (_transaction is not null)
        {
            return Replies.NestedMail;
        }

        var local = _peer.Local ?? new IPEndPoint(IPAddress.Any, 0);
        var helo = "";
        foreach (var attribute in Encoding.UTF8.GetString(argument).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var parted = attribute.Split('=', 2);
            if (parted.Length != 2 || !TryXText(parted[1], out var value))
            {
                return Replies.XClientSyntax;
            }

            var isKnown = value is not ("[UNAVAILABLE]" or "[TEMPUNAVAIL]") && value.Length > 0;
            switch (parted[0].ToUpperInvariant())
            {
                case "NAME":
                    _peer.HostName = isKnown ? value : null;
                    break;
                case "ADDR" when isKnown:
                    if (!TryXAddress(value, out var address))
                    {
                        return Replies.XClientSyntax;
                    }

                    _peer.Address = address;
                    break;
                case "PORT" when isKnown:
                    if (!TryPort(value, out var port))
                    {
                        return Replies.XClientSyntax;
                    }

                    _peer.Port = port;
                    break;
                case "DESTADDR" when isKnown:
                    if (!TryXAddress(value, out var destination))
                    {
                        return Replies.XClientSyntax;
                    }

                    local = new IPEndPoint(destination, local.Port);
                    break;
                case "DESTPORT" when isKnown:
                    if (!TryPort(value, out var destinationPort))
                    {
                        return Replies.XClientSyntax;
                    }

                    local = new IPEndPoint(local.Address, destinationPort);
                    break;
                case "HELO":
                    helo = isKnown && value.Length <= 255 ? value : "";
                    break;
                case "LOGIN":
                    _peer.AuthenticatedAs = isKnown ? value : null;
                    break;
                case "PROTO":
                    _peer.IsExtended = isKnown && value.Contains("ESMTP", StringComparison.OrdinalIgnoreCase);
                    break;
                case "ADDR" or "PORT" or "DESTADDR" or "DESTPORT":
                    break;
                default:
                    return Replies.XClientSyntax;
            }
        }

        // the session begins anew, with a greeting
        _peer.Local = local;
        _peer.Helo = helo;
        return _server.Greeting;
    }

    private static bool TryXAddress(string value, out IPAddress address)
    {
        var bare = value.StartsWith("IPV6:", StringComparison.OrdinalIgnoreCase) ? value[5..] : value;
        var good = IPAddress.TryParse(bare, out var parsed);
        address = good ? Unmapped(parsed!) : IPAddress.None;
        return good;
    }

    private static bool TryPort(string value, out int port) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= 65535;

    // xtext = *( xchar / "+" 2HEXDIG )        RFC 3461 §4
    private static bool TryXText(string text, out string value)
    {
        var decoded = new StringBuilder(text.Length);
        value = "";
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '+')
            {
                if (i + 2 >= text.Length || !byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex))
                {
                    return false;
                }

                c = (char)hex;
                i += 2;
            }

            if (char.IsControl(c))
            {
                return false;
            }

            decoded.Append(c);
        }

        value = decoded.ToString();
        return true;
    }
}
