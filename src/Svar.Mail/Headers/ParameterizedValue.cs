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

    /// <param name="name">In lower case.</param>
    /// <param name="defects">Takes what was wrong with its encoding and charset; null when nobody asks.</param>
    /// <param name="at">Where the field stands.</param>
    internal string? Parameter(ReadOnlySpan<byte> name, DefectList? defects = null, int at = 0)
    {
        List<Piece>? pieces = null;
        string? plain = null;
        var reader = new ParameterReader(raw.Span);
        while (reader.Next())
        {
            if (Ascii7.Same(reader.Name, name))
            {
                plain ??= Plain(reader.Value, reader.IsQuoted, defects, at);
            }
            else if (reader.Name.Length > name.Length && reader.Name[name.Length] == '*' && Ascii7.StartsWith(reader.Name, name)
                && PieceNumber(reader.Name[(name.Length + 1)..], out var number, out var extended))
            {
                (pieces ??= []).Add(new Piece(number, extended, reader.Value.ToArray()));
            }
        }

        return pieces is null ? plain : Join(pieces, defects, at);
    }

    /// <inheritdoc/>
    public bool Equals(ParameterizedValue other) => raw.Span.SequenceEqual(other.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ParameterizedValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(raw.Span);
        return hash.ToHashCode();
    }

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
    private static string Plain(ReadOnlySpan<byte> value, bool quoted, DefectList? defects, int at)
    {
        if (!quoted || !value.Contains((byte)'\\'))
        {
            return Words(value, defects, at);
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

        var text = Words(plain.Written, defects, at);
        plain.Dispose();
        return text;
    }

    // RFC 2231 §3, §4: pieces in the order of their numbers; the first says charset'language'
    private static string Join(List<Piece> pieces, DefectList? defects, int at)
    {
        pieces.Sort((a, b) => a.Number.CompareTo(b.Number));
        var bytes = new PooledBytes(stackalloc byte[256]);
        Charset? charset = null;
        var encoded = false;
        var next = pieces[0].Number;
        if (next > 1)
        {
            defects?.Add("parameter without its first piece", at);
        }

        foreach (var piece in pieces)
        {
            if (piece.Number != next++)
            {
                defects?.Add("parameter with a piece missing or there twice", at);
                next = piece.Number + 1;
            }

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
                    if (charset is null && first > 0)
                    {
                        defects?.Add("parameter in an unknown charset", at);
                    }

                    value = value[(first + second + 2)..];
                }
            }

            if (!Unescape(value, ref bytes))
            {
                defects?.Add("parameter with a broken escape", at);
            }
        }

        var text = encoded ? Clean(TextDecoding.ToText(bytes.Written, charset, defects, at)) : Words(bytes.Written, defects, at);
        bytes.Dispose();
        return text;
    }

    private static string Words(ReadOnlySpan<byte> value, DefectList? defects, int at)
    {
        if (defects is null)
        {
            return EncodedWords.Decode(value);
        }

        // put together from pieces, places in it are none of the mail
        defects.PinnedAt = at;
        var text = EncodedWords.Decode(value, defects, at);
        defects.PinnedAt = null;
        return text;
    }

    /// <summary>False when a '%' stood without its two digits; it stays as it is.</summary>
    private static bool Unescape(ReadOnlySpan<byte> value, ref PooledBytes bytes)
    {
        var clean = true;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '%' && i + 2 < value.Length && Ascii7.Hex(value[i + 1]) is >= 0 and var first && Ascii7.Hex(value[i + 2]) is >= 0 and var second)
            {
                bytes.Append((byte)((first << 4) | second));
                i += 2;
            }
            else
            {
                clean &= value[i] != '%';
                bytes.Append(value[i]);
            }
        }

        return clean;
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
