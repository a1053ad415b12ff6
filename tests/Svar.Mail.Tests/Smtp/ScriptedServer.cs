using System.Text;

namespace Svar.Mail.Tests.Smtp;

/// <summary>
/// The other end of a client: plays a recorded dialogue and objects to every byte of the client that is not in it. <c>S</c> lines are
/// the server's, <c>C</c> lines the client's, <c>close</c> ends the connection, <c>hang</c> leaves the client waiting,
/// <c>wait</c> does so until it says something.
/// </summary>
internal sealed class ScriptedServer : Stream
{
    private readonly string[] _lines;
    private readonly bool _bytewise;
    private readonly StringBuilder _fromClient = new();
    private byte[] _toClient = [];
    private int _sent;
    private int _at;

    public ScriptedServer(string script, bool bytewise = false)
    {
        _lines = script.ReplaceLineEndings("\n").Split('\n');
        _bytewise = bytewise;
    }

    /// <summary>The client has said all that the dialogue wants of it.</summary>
    public bool IsFinished => _at >= _lines.Length || _lines[_at] is "close" or "hang";

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_sent == _toClient.Length)
        {
            Assert.True(_fromClient.Length == 0, $"the client sent more than the dialogue has: '{_fromClient}'");
            var lines = new StringBuilder();
            for (; _at < _lines.Length && _lines[_at].StartsWith('S'); _at++)
            {
                lines.Append(_lines[_at].AsSpan(Math.Min(2, _lines[_at].Length))).Append("\r\n");
            }

            if (lines.Length == 0)
            {
                if (_at < _lines.Length && _lines[_at] is "hang" or "wait")
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                }

                Assert.False(_at < _lines.Length && _lines[_at].StartsWith('C'), $"the client waits, and should say '{_lines[Math.Min(_at, _lines.Length - 1)]}'");
                return 0;
            }

            (_toClient, _sent) = (Encoding.UTF8.GetBytes(lines.ToString()), 0);
        }

        var length = _bytewise ? 1 : Math.Min(buffer.Length, _toClient.Length - _sent);
        _toClient.AsSpan(_sent, length).CopyTo(buffer.Span);
        _sent += length;
        return length;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_at < _lines.Length && _lines[_at] == "close")
        {
            throw new IOException("broken pipe");
        }

        _at += _at < _lines.Length && _lines[_at] == "wait" ? 1 : 0;
        _fromClient.Append(Encoding.UTF8.GetString(buffer.Span));
        while (_fromClient.Length > 0)
        {
            Assert.True(_at < _lines.Length && _lines[_at].StartsWith('C'), $"the client speaks out of turn: '{_fromClient}'");
            var wanted = (_lines[_at].Length > 2 ? _lines[_at][2..] : "") + "\r\n";
            var said = _fromClient.ToString();
            var shared = Math.Min(said.Length, wanted.Length);
            Assert.Equal(wanted[..shared], said[..shared]);
            if (shared < wanted.Length)
            {
                break;
            }

            _fromClient.Remove(0, wanted.Length);
            _at++;
        }

        return default;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
