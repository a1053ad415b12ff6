using System.Buffers;
using System.IO.Pipelines;

namespace Svar.Mail.Smtp;

// Lines in, replies out, and every wait of a session with its limit.
internal sealed partial class SmtpSession
{
    private const int EndOfInput = -1;
    private const int LineTooLong = -2;
    private const int LineNotEndedByCrLf = -3;

    // Replies to a pipelined group go out together (RFC 2920 §3.2), but not without bound.
    private const int MaxUnflushed = 4096;

    private volatile Wait _wait;

    private enum Wait
    {
        None,
        Command,
        Message,
        Flush,
    }

    /// <summary>
    /// The next line into <paramref name="into"/>, without its CRLF; its length, or one of the negative outcomes. A line that
    /// is too long is read to its end. The time is for the whole line, so that a byte a minute gains nothing.
    /// </summary>
    private async ValueTask<int> ReadLineAsync(byte[] into)
    {
        var isTooLong = false;
        var start = _timer.Now;
        while (true)
        {
            if (!_in.TryRead(out var read))
            {
                await FlushAsync();
                read = await WaitForInputAsync(Wait.Command, _options.CommandWithin - _timer.Since(start));
            }

            if (read.IsCanceled)
            {
                _in.AdvanceTo(read.Buffer.Start);
                ThrowIfOver(isBetweenCommands: true);
                continue;
            }

            var buffer = read.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } lineFeed)
            {
                var line = buffer.Slice(0, lineFeed);
                var length = CopyLine(line, into, isTooLong);
                _in.AdvanceTo(buffer.GetPosition(1, lineFeed));
                return length;
            }

            if (buffer.Length >= into.Length)
            {
                isTooLong = true;
                _in.AdvanceTo(buffer.End);
            }
            else
            {
                _in.AdvanceTo(buffer.Start, buffer.End);
            }

            if (read.IsCompleted)
            {
                return EndOfInput;
            }
        }
    }

    private static int CopyLine(ReadOnlySequence<byte> line, byte[] into, bool isTooLong)
    {
        if (isTooLong || line.Length >= into.Length)
        {
            return LineTooLong;
        }

        line.CopyTo(into);
        var length = (int)line.Length - 1;
        if (length < 0 || into[length] != '\r' || into.AsSpan(0, length).Contains((byte)'\r'))
        {
            return LineNotEndedByCrLf;
        }

        return length;
    }

    /// <summary>More of a message. Unlike between commands, a stop request does not end it.</summary>
    private async ValueTask<ReadResult> ReadMessageBytesAsync(long messageStart)
    {
        while (true)
        {
            if (!_in.TryRead(out var read))
            {
                await FlushAsync();
                var left = _options.MessageWithin - _timer.Since(messageStart);
                read = await WaitForInputAsync(Wait.Message, left < _options.DataWithin ? left : _options.DataWithin);
            }

            if (!read.IsCanceled)
            {
                return read;
            }

            _in.AdvanceTo(read.Buffer.Start);
            ThrowIfOver(isBetweenCommands: false);
        }
    }

    private async ValueTask<ReadResult> WaitForInputAsync(Wait wait, TimeSpan within)
    {
        // said before the question whether to stop, so that a stop request comes either before it or wakes us
        _wait = wait;
        ThrowIfOver(isBetweenCommands: wait == Wait.Command);
        if (within <= TimeSpan.Zero)
        {
            throw new SessionEndedException(_server.TimedOut);
        }

        var read = _in.ReadAsync(CancellationToken.None);
        if (read.IsCompletedSuccessfully)
        {
            _wait = Wait.None;
            return read.Result;
        }

        _timer.Start(within);
        try
        {
            return await read;
        }
        finally
        {
            _timer.Stop();
            _wait = Wait.None;
        }
    }

    private void ThrowIfOver(bool isBetweenCommands)
    {
        if (_timer.HasExpired || _timer.IsSessionOver)
        {
            throw new SessionEndedException(_server.TimedOut);
        }

        if (isBetweenCommands && _stopping.IsCancellationRequested)
        {
            throw new SessionEndedException(_server.Stopping);
        }
    }

    private void Write(SmtpReply reply)
    {
        var wire = reply.Wire;
        _out.Write(wire);
        _unflushed += wire.Length;
    }

    private ValueTask FlushIfLargeAsync() => _unflushed > MaxUnflushed ? FlushAsync() : default;

    private async ValueTask FlushAsync()
    {
        if (_unflushed == 0)
        {
            return;
        }

        _unflushed = 0;
        var flush = _out.FlushAsync(CancellationToken.None);
        if (flush.IsCompletedSuccessfully)
        {
            Taken(flush.Result);
            return;
        }

        _wait = Wait.Flush;
        _timer.Start(_options.HandshakeWithin);
        try
        {
            Taken(await flush);
        }
        finally
        {
            _timer.Stop();
            _wait = Wait.None;
        }
    }

    private void Taken(FlushResult flush)
    {
        if (flush.IsCompleted || (flush.IsCanceled && _timer.HasExpired))
        {
            throw new SessionEndedException(null);
        }
    }

    /// <summary>Bytes that the client sent ahead of its turn, as far as they have arrived.</summary>
    private bool HasBufferedInput()
    {
        if (!_in.TryRead(out var read))
        {
            return false;
        }

        var has = !read.Buffer.IsEmpty;
        _in.AdvanceTo(read.Buffer.Start);
        return has;
    }

    // Called by the timer, from any thread.
    private void Wake()
    {
        try
        {
            switch (_wait)
            {
                case Wait.Command or Wait.Message:
                    _in.CancelPendingRead();
                    break;
                case Wait.Flush:
                    _out.CancelPendingFlush();
                    break;
            }
        }
        catch (Exception e) when (e is InvalidOperationException or ObjectDisposedException)
        {
            // the session has ended in the same moment
        }
    }

    // Called when the server stops, from any thread. A message under way is left alone.
    private void WakeBetweenCommands()
    {
        if (_wait == Wait.Command)
        {
            Wake();
        }
    }
}
