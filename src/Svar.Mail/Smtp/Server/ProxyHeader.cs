using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Svar.Mail.Smtp;

internal enum ProxyHeaderStatus
{
    NeedsMore,
    Invalid,
    Done,
}

/// <summary>
/// The header of the PROXY protocol, versions 1 and 2: whom a load balancer speaks for. No <see cref="Source"/> means that the
/// balancer speaks for itself (LOCAL, UNKNOWN). https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt
/// </summary>
internal readonly record struct ProxyHeader(IPEndPoint? Source, IPEndPoint? Destination)
{
    private const int MaxVersion1 = 107;

    // A version 2 header may carry extensions (TLVs) of up to 64 KB; balancers use some hundred bytes.
    private const int MaxVersion2 = 4096;

    private static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    public static ProxyHeaderStatus TryRead(ReadOnlySequence<byte> buffer, out ProxyHeader header, out SequencePosition consumed)
    {
        header = default;
        consumed = buffer.Start;
        Span<byte> start = stackalloc byte[(int)Math.Min(buffer.Length, 16)];
        buffer.Slice(0, start.Length).CopyTo(start);
        var shared = Math.Min(start.Length, 12);
        if (start[..shared].SequenceEqual(Signature[..shared]))
        {
            return start.Length < 16 ? ProxyHeaderStatus.NeedsMore : TryReadVersion2(buffer, start, ref header, ref consumed);
        }

        shared = Math.Min(start.Length, 6);
        return start[..shared].SequenceEqual("PROXY "u8[..shared])
            ? TryReadVersion1(buffer, ref header, ref consumed)
            : ProxyHeaderStatus.Invalid;
    }

    // "PROXY" SP ( "TCP4" / "TCP6" ) SP source SP destination SP source-port SP destination-port CRLF, or "PROXY UNKNOWN" … CRLF
    private static ProxyHeaderStatus TryReadVersion1(ReadOnlySequence<byte> buffer, ref ProxyHeader header, ref SequencePosition consumed)
    {
        if (buffer.PositionOf((byte)'\n') is not { } end)
        {
            return buffer.Length < MaxVersion1 ? ProxyHeaderStatus.NeedsMore : ProxyHeaderStatus.Invalid;
        }

        var line = buffer.Slice(0, end);
        if (line.Length >= MaxVersion1)
        {
            return ProxyHeaderStatus.Invalid;
        }

        consumed = buffer.GetPosition(1, end);
        var text = Encoding.ASCII.GetString(line);
        if (!text.EndsWith('\r'))
        {
            return ProxyHeaderStatus.Invalid;
        }

        var words = text[..^1].Split(' ');
        if (words.Length >= 2 && words[1] == "UNKNOWN")
        {
            return ProxyHeaderStatus.Done;
        }

        if (words.Length != 6 || words[1] is not ("TCP4" or "TCP6")
            || !IPAddress.TryParse(words[2], out var source) || !IPAddress.TryParse(words[3], out var destination)
            || !TryPort(words[4], out var sourcePort) || !TryPort(words[5], out var destinationPort))
        {
            return ProxyHeaderStatus.Invalid;
        }

        var family = words[1] == "TCP4" ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        if (source.AddressFamily != family || destination.AddressFamily != family)
        {
            return ProxyHeaderStatus.Invalid;
        }

        header = new ProxyHeader(new IPEndPoint(source, sourcePort), new IPEndPoint(destination, destinationPort));
        return ProxyHeaderStatus.Done;
    }

    // signature (12), version and command (1), family and protocol (1), length (2), addresses, extensions
    private static ProxyHeaderStatus TryReadVersion2(ReadOnlySequence<byte> buffer, ReadOnlySpan<byte> start, ref ProxyHeader header, ref SequencePosition consumed)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(start[14..]);
        var command = start[12] & 0xF;
        if (start[12] >> 4 != 2 || command > 1 || length > MaxVersion2)
        {
            return ProxyHeaderStatus.Invalid;
        }

        if (buffer.Length < 16 + length)
        {
            return ProxyHeaderStatus.NeedsMore;
        }

        consumed = buffer.GetPosition(16 + length);
        var body = buffer.Slice(16, length).ToArray();
        var size = start[13] switch
        {
            0x11 => 4,
            0x21 => 16,
            _ => 0,
        };
        if (command == 0 || size == 0)
        {
            return ProxyHeaderStatus.Done;
        }

        if (body.Length < (2 * size) + 4)
        {
            return ProxyHeaderStatus.Invalid;
        }

        var ports = body.AsSpan(2 * size);
        header = new ProxyHeader(
            new IPEndPoint(new IPAddress(body.AsSpan(0, size)), BinaryPrimitives.ReadUInt16BigEndian(ports)),
            new IPEndPoint(new IPAddress(body.AsSpan(size, size)), BinaryPrimitives.ReadUInt16BigEndian(ports[2..])));
        return ProxyHeaderStatus.Done;
    }

    private static bool TryPort(string word, out int port) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= 65535;
}
