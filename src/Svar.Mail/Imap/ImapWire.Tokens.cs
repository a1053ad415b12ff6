using System.Buffers;
using System.Globalization;
using System.Text;

namespace Svar.Mail.Imap;

// What the server says, in tokens
internal sealed partial class ImapWire
{
    /// <summary>No word, quoted string or status line of a server is longer; its buffer must end somewhere.</summary>
    private const int LongestWord = 64 * 1024;

    private static readonly SearchValues<byte> _endsPlainText = SearchValues.Create("\"\\\r\n"u8);
    private static readonly SearchValues<byte> _endsAtom = SearchValues.Create("(){ \r\n\""u8);

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
    private ValueTask<string> QuotedAsync(CancellationToken cancel)
    {
        var here = _buffer.AsSpan(_start, _end - _start);
        var end = here.IndexOfAny(_endsPlainText);
        if (end < 0 || here[end] != '"')
        {
            return EscapedAsync(cancel);
        }

        _start += end + 1;
        return new ValueTask<string>(Encoding.UTF8.GetString(here[..end]));
    }

    /// <summary>A quoted string with escapes, or one that goes on in the next buffer.</summary>
    private async ValueTask<string> EscapedAsync(CancellationToken cancel)
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

    private static void TooLong(int length)
    {
        if (length > LongestWord)
        {
            throw new ImapProtocolException("a word of the server's answer is too long");
        }
    }
}
