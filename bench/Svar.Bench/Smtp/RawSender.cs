using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Svar.Bench.Smtp;

/// <summary>
/// A sender that costs little beside the server it measures: one connection that blocks its thread, commands in one
/// piece (RFC 2920).
/// </summary>
internal sealed class RawSender : IDisposable
{
    private static readonly byte[] _end = ".\r\n"u8.ToArray();

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[8192];
    private int _from;
    private int _to;

    public void Open(IPEndPoint server)
    {
        _socket.Connect(server);
        Expect("220"u8);
        _socket.Send(Dialogue.Hello);
        Expect("250"u8);
    }

    /// <summary>Returns when the server has said that it has the mail.</summary>
    public void Deliver(string from, byte[] raw)
    {
        BeginMail(Dialogue.EnvelopeOf(from));
        _socket.Send([new ArraySegment<byte>(raw), new ArraySegment<byte>(_end)]);
        Expect("250"u8);
    }

    /// <summary>The same mail so often; each answer is waited for before the next envelope: two turns a mail.</summary>
    public void DeliverInTwoTurns(Dialogue mail, int count)
    {
        for (var i = 0; i < count; i++)
        {
            BeginMail(mail.Envelope);
            _socket.Send(mail.Content);
            Expect("250"u8);
        }
    }

    /// <summary>The same mail so often; the next envelope goes out with the content: one turn a mail.</summary>
    public void DeliverInOneTurn(Dialogue mail, int count)
    {
        BeginMail(mail.Envelope);
        for (var i = 1; i < count; i++)
        {
            _socket.Send(mail.Turn);
            Expect("250"u8);
            ExpectEnvelope();
        }

        _socket.Send(mail.Content);
        Expect("250"u8);
    }

    /// <summary>MAIL, RCPT and DATA, and their answers.</summary>
    public void BeginMail(byte[] envelope)
    {
        _socket.Send(envelope);
        ExpectEnvelope();
    }

    /// <summary>Content, until neither side's buffers take any more.</summary>
    public void FillWith(ReadOnlySpan<byte> content)
    {
        const int IsFullAfter = 100_000;
        _socket.Blocking = false;
        while (!content.IsEmpty && _socket.Poll(IsFullAfter, SelectMode.SelectWrite))
        {
            content = content[_socket.Send(content, SocketFlags.None, out _)..];
        }
    }

    public void Dispose() => _socket.Dispose();

    private void ExpectEnvelope()
    {
        Expect("250"u8);
        Expect("250"u8);
        Expect("354"u8);
    }

    // Reply-line = *( Reply-code "-" [ textstring ] CRLF ) Reply-code [ SP textstring ] CRLF        RFC 5321 §4.2
    private void Expect(ReadOnlySpan<byte> code)
    {
        while (true)
        {
            var line = Line();
            if (line.Length > 3 && line[3] == '-')
            {
                continue;
            }

            if (!line.StartsWith(code))
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"the server said '{Encoding.ASCII.GetString(line)}' where {Encoding.ASCII.GetString(code)} was due"));
            }

            return;
        }
    }

    private ReadOnlySpan<byte> Line()
    {
        while (true)
        {
            var end = _buffer.AsSpan(_from, _to - _from).IndexOf((byte)'\n');
            if (end >= 0)
            {
                var line = _buffer.AsSpan(_from, end);
                _from += end + 1;
                return line;
            }

            Buffer.BlockCopy(_buffer, _from, _buffer, 0, _to - _from);
            (_from, _to) = (0, _to - _from);
            var read = _socket.Receive(_buffer.AsSpan(_to));
            _to += read > 0 ? read : throw new IOException("the server closed the connection");
        }
    }
}
