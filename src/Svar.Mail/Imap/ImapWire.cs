using System.Buffers;
using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Svar.Mail.Tls;

namespace Svar.Mail.Imap;

internal enum ImapTokenKind
{
    /// <summary>A word or number; also a flag, and <c>BODY[…]</c> with all that stands in its brackets.</summary>
    Atom,

    /// <summary>A quoted string, without its quotes.</summary>
    Quoted,

    /// <summary>The head of a literal: its octets come next and must be read or skipped.</summary>
    Literal,
    Open,
    Close,

    /// <summary>The end of the line.</summary>
    End,
}

/// <param name="Size">Of a literal, octets.</param>
internal readonly record struct ImapToken(ImapTokenKind Kind, string Text, long Size = 0)
{
    public bool Is(string atom) => Kind == ImapTokenKind.Atom && Text.Equals(atom, StringComparison.OrdinalIgnoreCase);

    public bool IsNil => Is("NIL");

    public bool TryNumber(out uint number)
    {
        number = 0;
        return Kind == ImapTokenKind.Atom && uint.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    // number64, RFC 9051 §9
    public bool TrySize(out long size)
    {
        size = 0;
        return Kind == ImapTokenKind.Atom && long.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out size);
    }
}

/// <summary>
/// The client's side of an IMAP connection: bytes out, tokens in (RFC 9051 §4), every wait with its limit. Literals are read as
/// they come, so that a large mail needs no memory.
/// </summary>
internal sealed class ImapWire(Stream stream, TimeSpan within, TimeProvider time) : IAsyncDisposable
{
    private const int BufferSize = 64 * 1024;

    /// <summary>No word, quoted string or status line of a server is longer; its buffer must end somewhere.</summary>
    private const int LongestWord = 64 * 1024;

    private static readonly SearchValues<byte> _endsAtom = SearchValues.Create("(){ \r\n\""u8);

    private readonly byte[] _buffer = new byte[BufferSize];
    private Stream _stream = stream;
    private CancellationTokenSource _limit = new(Timeout.InfiniteTimeSpan, time);
    private int _start;
    private int _end;

    public bool IsSecure => _stream is SslStream;

    public bool HasUnreadInput => _start < _end;

    /// <summary>Octets of the literal under way that have not been read yet.</summary>
    public long LiteralLeft { get; private set; }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        using var stop = Begin(within, cancel);
        try
        {
            await _stream.WriteAsync(bytes, _limit.Token);
            await _stream.FlushAsync(_limit.Token);
        }
        catch (Exception e) when (IsTransport(e))
        {
            throw Explain(e, "while sending", cancel);
        }

        Finish();
    }

    /// <summary>Until a server that is spoken to in clear text has begun to greet.</summary>
    public async ValueTask AwaitClearGreetingAsync(string host, TimeSpan greetsWithin, CancellationToken cancel)
    {
        try
        {
            (_start, _end) = (0, await ClearGreeting.ReadAsync(_stream, _buffer, host, greetsWithin, time, cancel));
        }
        catch (TlsFailedException e)
        {
            throw new ImapProtocolException(e);
        }
        catch (TimeoutException e)
        {
            throw new ImapProtocolException("time ran out while waiting for an answer: " + e.Message, e);
        }
        catch (Exception e) when (IsTransport(e))
        {
            throw Explain(e, "while waiting for an answer", cancel);
        }
    }

    public async ValueTask StartTlsAsync(CertificateCheck certificates, TimeSpan handshakeWithin, CancellationToken cancel)
    {
        using (Begin(handshakeWithin, cancel))
        {
            try
            {
                _stream = await TlsHandshake.RunAsync(_stream, certificates, _limit.Token);
            }
            catch (TlsFailedException e)
            {
                throw new ImapProtocolException(e);
            }
            catch (Exception e) when (IsTransport(e))
            {
                throw Explain(e, "in the TLS handshake", cancel);
            }
        }

        Finish();
    }

    /// <summary>True when the server has said something; false when it was silent for so long.</summary>
    public async ValueTask<bool> WaitAsync(TimeSpan silence, CancellationToken cancel)
    {
        if (_start < _end)
        {
            return true;
        }

        var isHeard = true;
        using (Begin(silence, cancel))
        {
            try
            {
                await FillAsync();
            }
            catch (OperationCanceledException)
            {
                isHeard = false;
            }
            catch (Exception e) when (IsTransport(e))
            {
                throw Explain(e, "while waiting for mail", cancel);
            }
        }

        // Whoever has cancelled may go on with the connection: nothing was read.
        Finish();
        if (!isHeard)
        {
            cancel.ThrowIfCancellationRequested();
        }

        return isHeard;
    }

    public async ValueTask<ImapToken> NextAsync(CancellationToken cancel)
    {
        if (LiteralLeft > 0)
        {
            throw new ImapProtocolException("the server's answer has a literal where none can stand");
        }

        while (true)
        {
            var b = await PeekAsync(cancel);
            switch (b)
            {
                case (byte)' ' or (byte)'\r':
                    _start++;
                    continue;
                case (byte)'\n':
                    _start++;
                    return new ImapToken(ImapTokenKind.End, "");
                case (byte)'(':
                    _start++;
                    return new ImapToken(ImapTokenKind.Open, "");
                case (byte)')':
                    _start++;
                    return new ImapToken(ImapTokenKind.Close, "");
                case (byte)'"':
                    _start++;
                    return new ImapToken(ImapTokenKind.Quoted, await QuotedAsync(cancel));
                case (byte)'{':
                    return await LiteralHeadAsync(cancel);
                default:
                    return await AtomAsync(cancel);
            }
        }
    }

    /// <summary>A literal's next octets; 0 at its end.</summary>
    public async ValueTask<int> ReadLiteralAsync(Memory<byte> into, CancellationToken cancel)
    {
        if (LiteralLeft == 0 || into.IsEmpty)
        {
            return 0;
        }

        await PeekAsync(cancel);
        var length = (int)Math.Min(Math.Min(into.Length, _end - _start), LiteralLeft);
        _buffer.AsMemory(_start, length).CopyTo(into);
        _start += length;
        LiteralLeft -= length;
        return length;
    }

    /// <summary>The literal under way, to where it is wanted, without a copy between.</summary>
    public async ValueTask CopyLiteralAsync(Stream? to, CancellationToken cancel)
    {
        while (LiteralLeft > 0)
        {
            await PeekAsync(cancel);
            var length = (int)Math.Min(_end - _start, LiteralLeft);
            if (to is not null)
            {
                await to.WriteAsync(_buffer.AsMemory(_start, length), cancel);
            }

            _start += length;
            LiteralLeft -= length;
        }
    }

    /// <summary>What is left of the line, without its end.</summary>
    public async ValueTask<string> RestOfLineAsync(CancellationToken cancel)
    {
        var line = new ArrayBufferWriter<byte>(128);
        while (true)
        {
            await PeekAsync(cancel);
            var here = _buffer.AsMemory(_start, _end - _start);
            var at = here.Span.IndexOf((byte)'\n');
            line.Write(here.Span[..(at < 0 ? here.Length : at)]);
            _start += at < 0 ? here.Length : at + 1;
            if (at >= 0)
            {
                return Encoding.UTF8.GetString(line.WrittenSpan).TrimEnd('\r');
            }

            TooLong(line.WrittenCount);
        }
    }

    /// <summary>Skips to the end of the line, over lists and literals.</summary>
    public async ValueTask SkipLineAsync(CancellationToken cancel)
    {
        while (true)
        {
            var token = await NextAsync(cancel);
            if (token.Kind == ImapTokenKind.End)
            {
                return;
            }

            await CopyLiteralAsync(null, cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _limit.Dispose();
    }

    // atom, number, flag; of "BODY[HEADER.FIELDS (SUBJECT)]<0>" all to the space behind it
    private async ValueTask<ImapToken> AtomAsync(CancellationToken cancel)
    {
        ArrayBufferWriter<byte>? before = null;
        var brackets = 0;
        while (true)
        {
            await PeekAsync(cancel);
            var here = _buffer.AsSpan(_start, _end - _start);
            var length = 0;
            for (; length < here.Length; length++)
            {
                var b = here[length];
                if (b == '[' && (brackets > 0 || HasSection(before is null ? [] : before.WrittenSpan, here[..length])))
                {
                    brackets++;
                }
                else if (b == ']' && brackets > 0)
                {
                    brackets--;
                }

                if (b is (byte)'\r' or (byte)'\n' || (brackets == 0 && _endsAtom.Contains(b)))
                {
                    break;
                }
            }

            _start += length;
            if (length < here.Length && before is null)
            {
                return length > 0
                    ? new ImapToken(ImapTokenKind.Atom, Encoding.UTF8.GetString(here[..length]))
                    : throw new ImapProtocolException($"the server's answer cannot be read at '{(char)here[0]}'");
            }

            before ??= new ArrayBufferWriter<byte>(2 * length);
            before.Write(here[..length]);
            if (length < here.Length)
            {
                return new ImapToken(ImapTokenKind.Atom, Encoding.UTF8.GetString(before.WrittenSpan));
            }

            TooLong(before.WrittenCount);
        }
    }

    /// <summary>Whether brackets behind this name hold blanks and parentheses of its own (RFC 9051 §7.5.2); in a keyword they are letters like others.</summary>
    private static bool HasSection(ReadOnlySpan<byte> before, ReadOnlySpan<byte> here)
    {
        Span<byte> name = stackalloc byte[11];
        if (before.Length + here.Length > name.Length)
        {
            return false;
        }

        before.CopyTo(name);
        here.CopyTo(name[before.Length..]);
        name = name[..(before.Length + here.Length)];
        return Ascii.EqualsIgnoreCase(name, "BODY"u8) || Ascii.EqualsIgnoreCase(name, "BINARY"u8) || Ascii.EqualsIgnoreCase(name, "BINARY.SIZE"u8);
    }

    // quoted = DQUOTE *QUOTED-CHAR DQUOTE; "\" escapes
    private async ValueTask<string> QuotedAsync(CancellationToken cancel)
    {
        var bytes = new ArrayBufferWriter<byte>(64);
        while (true)
        {
            var b = await PeekAsync(cancel);
            _start++;
            if (b == '"')
            {
                return Encoding.UTF8.GetString(bytes.WrittenSpan);
            }

            if (b == '\\')
            {
                b = await PeekAsync(cancel);
                _start++;
            }
            else if (b is (byte)'\r' or (byte)'\n')
            {
                throw new ImapProtocolException("a quoted string of the server's answer does not end");
            }

            bytes.GetSpan(1)[0] = b;
            bytes.Advance(1);
            TooLong(bytes.WrittenCount);
        }
    }

    // literal = "{" number64 ["+"] "}" CRLF *CHAR8
    private async ValueTask<ImapToken> LiteralHeadAsync(CancellationToken cancel)
    {
        var head = (await RestOfLineAsync(cancel)).TrimEnd();
        if (head is not ['{', .., '}'] || !long.TryParse(head[1..^1].TrimEnd('+'), NumberStyles.None, CultureInfo.InvariantCulture, out var size))
        {
            throw new ImapProtocolException("the server's answer cannot be read: a literal has no length");
        }

        LiteralLeft = size;
        return new ImapToken(ImapTokenKind.Literal, "", size);
    }

    private ValueTask<byte> PeekAsync(CancellationToken cancel) => _start < _end ? new ValueTask<byte>(_buffer[_start]) : FillAndPeekAsync(cancel);

    private async ValueTask<byte> FillAndPeekAsync(CancellationToken cancel)
    {
        using (Begin(within, cancel))
        {
            try
            {
                await FillAsync();
            }
            catch (Exception e) when (IsTransport(e))
            {
                throw Explain(e, "while waiting for an answer", cancel);
            }
        }

        Finish();
        return _buffer[_start];
    }

    private async ValueTask FillAsync()
    {
        var read = await _stream.ReadAsync(_buffer, _limit.Token);
        (_start, _end) = (0, read);
        if (read == 0)
        {
            throw new EndOfStreamException("the server closed the connection");
        }
    }

    private CancellationTokenRegistration Begin(TimeSpan limit, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        _limit.CancelAfter(limit);
        return cancel.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _limit);
    }

    private void Finish()
    {
        if (!_limit.TryReset())
        {
            _limit.Dispose();
            _limit = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        }
    }

    private static void TooLong(int length)
    {
        if (length > LongestWord)
        {
            throw new ImapProtocolException("a word of the server's answer is too long");
        }
    }

    private static Exception Explain(Exception e, string when, CancellationToken cancel) =>
        cancel.IsCancellationRequested ? new OperationCanceledException(cancel)
        : e is OperationCanceledException ? new ImapProtocolException("time ran out " + when, e)
        : new ImapProtocolException($"the connection was lost {when}: {e.Message}", e);

    private static bool IsTransport(Exception e) => e is IOException or SocketException or OperationCanceledException or ObjectDisposedException;
}
