using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Svar.Bench.Imap;

/// <summary>
/// The least that a fetch can be: one command, and what comes is thrown away up to the command's end, which is known by a tag
/// that stands in no mail. Asks for what our client asks for.
/// </summary>
internal sealed class BareFetch : IDisposable
{
    /// <summary>The line that ends a command begins within so many of the last octets: the one of LOGIN lists all capabilities.</summary>
    private const int Kept = 4096;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 60_000 };
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly byte[] _tail = new byte[Kept];
    private readonly string _run = Guid.NewGuid().ToString("N")[..16];
    private int _count;

    public BareFetch(int port, string user, string password)
    {
        _socket.Connect(IPAddress.Loopback, port);
        Ask($"LOGIN {user} {password}");
        Ask("EXAMINE INBOX");
    }

    /// <summary>Octets read.</summary>
    public long Fetch() => Ask("UID FETCH 1:* (UID FLAGS BODY.PEEK[])");

    public void Dispose() => _socket.Dispose();

    private long Ask(string command)
    {
        var tag = $"{_run}{_count++}";
        var done = Encoding.ASCII.GetBytes($"{tag} OK");
        _socket.Send(Encoding.ASCII.GetBytes($"{tag} {command}\r\n"));
        var (octets, kept) = (0L, 0);
        while (true)
        {
            var read = _socket.Receive(_buffer);
            if (read == 0)
            {
                throw new IOException("the server closed the connection");
            }

            octets += read;
            kept = Keep(kept, read);
            if (_tail[kept - 1] == '\n' && _tail.AsSpan(0, kept).IndexOf(done) >= 0)
            {
                return octets;
            }
        }
    }

    // the last octets of all that came
    private int Keep(int kept, int read)
    {
        var old = Math.Max(0, Math.Min(kept, Kept - read));
        _tail.AsSpan(kept - old, old).CopyTo(_tail);
        var taken = Math.Min(read, Kept);
        _buffer.AsSpan(read - taken, taken).CopyTo(_tail.AsSpan(old));
        return old + taken;
    }
}
