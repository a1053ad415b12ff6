using System.Text;
using Svar.Mail.Mime;

namespace Svar.Mail.Headers;

/// <summary>
/// A header value of the form <c>word; name=value; …</c> (RFC 2045 §5.1, RFC 2183) with the extensions of
/// RFC 2231. Reads from the raw mail whenever it is asked.
/// </summary>
public readonly struct ParameterizedValue(ReadOnlyMemory<byte> raw) : IEquatable<ParameterizedValue>
{
    /// <summary>What stands before the first parameter, in lower case, without comments and white space.</summary>
    public string Word
    {
        get
        {
            var word = ParameterReader.Word(raw.Span);
            return KnownWords.Lower(word);
        }
    }

    /// <summary>A parameter's value, decoded; null when it is not there.</summary>
    public string? this[string name] => Parameter(Encoding.ASCII.GetBytes(name));

    /// <summary>The value as it stood, without quotes; the first when it is there several times, empty when not at all.</summary>
    internal ReadOnlySpan<byte> RawParameter(ReadOnlySpan<byte> name)
    {
        var reader = new ParameterReader(raw.Span);
        while (reader.Next())
        {
            if (Ascii7.Same(reader.Name, name))
            {
                return reader.Value;
            }
        }

        return default;
    }

    internal string? Parameter(ReadOnlySpan<byte> name)
    {
        List<Piece>? pieces = null;
        string? plain = null;
        var reader = new ParameterReader(raw.Span);
        while (reader.Next())
        {
            if (Ascii7.Same(reader.Name, name))
            {
                plain ??= Plain(reader.Value, reader.IsQuoted);
            }
            else if (reader.Name.Length > name.Length && reader.Name[name.Length] == '*' && Ascii7.StartsWith(reader.Name, name)
                && PieceNumber(reader.Name[(name.Length + 1)..], out var number, out var extended))
            {
                (pieces ??= []).Add(new Piece(number, extended, reader.Value.ToArray()));
            }
        }

        return pieces is null ? plain : Join(pieces);
    }

    /// <inheritdoc/>
    public bool Equals(ParameterizedValue other) => raw.Span.SequenceEqual(other.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ParameterizedValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => raw.Length;

    /// <summary>The same bytes.</summary>
    public static bool operator ==(ParameterizedValue left, ParameterizedValue right) => left.Equals(right);

    /// <summary>Other bytes.</summary>
    public static bool operator !=(ParameterizedValue left, ParameterizedValue right) => !left.Equals(right);

    private ReadOnlySpan<byte> AsSpan() => raw.Span;

    private readonly record struct Piece(int Number, bool IsExtended, byte[] Value);

    // RFC 2231 §7: the name is followed by "*0", "*1"…, "*0*", or "*" alone
    private static bool PieceNumber(ReadOnlySpan<byte> suffix, out int number, out bool extended)
    {
        extended = suffix.IsEmpty || suffix[^1] == '*';
        number = 0;
        if (suffix.IsEmpty)
        {
            return true;
        }

        var digits = extended ? suffix[..^1] : suffix;
        return System.Buffers.Text.Utf8Parser.TryParse(digits, out number, out var used) && used == digits.Length && number >= 0;
    }

    /// <summary>QUIRK: most clients encode parameters by RFC 2047, which its §5 forbids.</summary>
    private static string Plain(ReadOnlySpan<byte> value, bool quoted)
    {
        if (!quoted || !value.Contains((byte)'\\'))
        {
            return EncodedWords.Decode(value);
        }

        var plain = new PooledBytes(stackalloc byte[256]);
        for (var i = 0; i < value.Length; i++)
        {
            // QUIRK: "C:\folder\file" of old Windows clients: only these two are taken as escaped
            if (value[i] == '\\' && i + 1 < value.Length && value[i + 1] is (byte)'\\' or (byte)'"')
            {
                i++;
            }

            plain.Append(value[i]);
        }

        var text = EncodedWords.Decode(plain.Written);
        plain.Dispose();
        return text;
    }

    // RFC 2231 §3, §4: pieces in the order of their numbers; the first says charset'language'
    private static string Join(List<Piece> pieces)
    {
        pieces.Sort((a, b) => a.Number.CompareTo(b.Number));
        var bytes = new PooledBytes(stackalloc byte[256]);
        Charset? charset = null;
        var encoded = false;
        foreach (var piece in pieces)
        {
            ReadOnlySpan<byte> value = piece.Value;
            if (!piece.IsExtended)
            {
                bytes.Append(value);
                continue;
            }

            if (!encoded)
            {
                encoded = true;
                var first = value.IndexOf((byte)'\'');
                var second = first < 0 ? -1 : value[(first + 1)..].IndexOf((byte)'\'');
                if (second >= 0)
                {
                    charset = Charset.ByName(value[..first]);
                    value = value[(first + second + 2)..];
                }
            }

            Unescape(value, ref bytes);
        }

        var text = encoded
            ? Clean(TextDecoding.ToText(bytes.Written, charset, defects: null, at: 0))
            : EncodedWords.Decode(bytes.Written);
        bytes.Dispose();
        return text;
    }

    private static void Unescape(ReadOnlySpan<byte> value, ref PooledBytes bytes)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '%' && i + 2 < value.Length && Ascii7.Hex(value[i + 1]) is >= 0 and var first && Ascii7.Hex(value[i + 2]) is >= 0 and var second)
            {
                bytes.Append((byte)((first << 4) | second));
                i += 2;
            }
            else
            {
                bytes.Append(value[i]);
            }
        }
    }

    private static string Clean(string text)
    {
        var buffer = new PooledChars(stackalloc char[256]);
        buffer.Append(text);
        var clean = EncodedWords.Clean(buffer.Written).ToString();
        buffer.Dispose();
        return clean;
    }
}
