using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Svar.Bench.Intake;

/// <summary>
/// A sender that costs little beside the server it measures: one connection, commands in one piece (RFC 2920), each
/// answer waited for before the next mail.
/// </summary>
internal sealed class RawSender : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[8192];
    private int _from;
    private int _to;

    public async Task OpenAsync(IPEndPoint server)
    {
        await _socket.ConnectAsync(server);
        await ExpectAsync(220);
        await SendAsync(Encoding.ASCII.GetBytes("EHLO bench.example\r\n"));
        await ExpectAsync(250);
    }

    /// <summary>Returns when the server has said that it has the mail.</summary>
    public async Task DeliverAsync(BenchMail mail)
    {
        await SendAsync(Encoding.ASCII.GetBytes($"MAIL FROM:<{mail.From}>\r\nRCPT TO:<{BenchHouse.Address}>\r\nDATA\r\n"));
        await ExpectAsync(250);
        await ExpectAsync(250);
        await ExpectAsync(354);
        await SendAsync(mail.Raw);
        await SendAsync(".\r\n"u8.ToArray());
        await ExpectAsync(250);
    }

    public void Dispose() => _socket.Dispose();

    private async Task SendAsync(byte[] bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            at += await _socket.SendAsync(bytes.AsMemory(at), SocketFlags.None);
        }
    }

    private async Task ExpectAsync(int code)
    {
        while (true)
        {
            var line = await LineAsync();
            if (line.Length > 3 && line[3] == '-')
            {
                continue;
            }

            if (!line.StartsWith(code.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"the server said '{line}' where {code} was due");
            }

            return;
        }
    }

    private async Task<string> LineAsync()
    {
        while (true)
        {
            var end = Array.IndexOf(_buffer, (byte)'\n', _from, _to - _from);
            if (end >= 0)
            {
                var line = Encoding.ASCII.GetString(_buffer, _from, end - _from).TrimEnd('\r');
                _from = end + 1;
                return line;
            }

            Buffer.BlockCopy(_buffer, _from, _buffer, 0, _to - _from);
            (_from, _to) = (0, _to - _from);
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(_to), SocketFlags.None);
            _to += read > 0 ? read : throw new IOException("the server closed the connection");
        }
    }
}
