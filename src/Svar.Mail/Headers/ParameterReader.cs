using System.Buffers;
using Svar.Mail.Mime;

namespace Svar.Mail.Headers;

/// <summary>Walks the parameters of a header value (RFC 2045 §5.1) and forgives what senders do to them.</summary>
internal ref struct ParameterReader
{
    private static readonly SearchValues<byte> _wordEnds = SearchValues.Create("; \t\r\n("u8);
    private static readonly SearchValues<byte> _nameEnds = SearchValues.Create("=;"u8);

    // hostile values end here, so that asking stays cheap; real ones have a dozen parameters
    private const int LongestValue = 16 * 1024;
    private const int MostParameters = 300;

    private ReadOnlySpan<byte> _rest;
    private int _count;

    public ParameterReader(ReadOnlySpan<byte> value)
    {
        value = SkipBlank(value[..Math.Min(value.Length, LongestValue)]);
        var end = value.IndexOfAny(_wordEnds);
        _rest = end < 0 ? default : value[end..];
        Name = default;
        Value = default;
        IsQuoted = false;
    }

    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Without the quotes; backslashes still in it.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    public bool IsQuoted { get; private set; }

    public static ReadOnlySpan<byte> Word(ReadOnlySpan<byte> value)
    {
        value = SkipBlank(value);
        var end = value.IndexOfAny(_wordEnds);
        return (end < 0 ? value : value[..end]).Trim("\"'"u8);
    }

    // parameter = attribute "=" value
    public bool Next()
    {
        while (true)
        {
            _rest = SkipBlank(_rest).TrimStart((byte)';');
            _rest = SkipBlank(_rest);
            if (_rest.IsEmpty || _count++ == MostParameters)
            {
                return false;
            }

            if (_rest[0] == ';')
            {
                continue;
            }

            var equals = _rest.IndexOfAny(_nameEnds);
            if (equals < 0)
            {
                _rest = default;
                return false;
            }

            if (_rest[equals] == ';')
            {
                _rest = _rest[equals..];
                continue;
            }

            var name = Ascii7.Trim(_rest[..equals]);

            // what stands before the name without a separator belongs to nothing
            var space = name.LastIndexOfAny((byte)' ', (byte)'\t', (byte)'\n');
            Name = space < 0 ? name : name[(space + 1)..];
            _rest = _rest[(equals + 1)..].TrimStart(" \t\r\n"u8);
            ReadValue();
            if (!Name.IsEmpty)
            {
                return true;
            }
        }
    }

    private void ReadValue()
    {
        if (!_rest.IsEmpty && _rest[0] == '"')
        {
            IsQuoted = true;
            for (var i = 1; i < _rest.Length; i++)
            {
                var step = _rest[i..].IndexOfAny((byte)'"', (byte)'\\');
                if (step < 0)
                {
                    break;
                }

                i += step;

                // QUIRK: a Windows path that ends in a backslash before the quote
                if (_rest[i] == '\\' && !(i + 2 >= _rest.Length || _rest[i + 2] == ';'))
                {
                    i++;
                }
                else if (_rest[i] == '"')
                {
                    Value = _rest[1..i];
                    _rest = _rest[(i + 1)..];
                    return;
                }
            }

            // the closing quote is missing
            var stop = _rest.IndexOf((byte)';');
            Value = Ascii7.Trim(stop < 0 ? _rest[1..] : _rest[1..stop]).TrimEnd((byte)'"');
            _rest = stop < 0 ? default : _rest[stop..];
            return;
        }

        IsQuoted = false;
        var end = _rest.IndexOf((byte)';');
        var value = Ascii7.Trim(end < 0 ? _rest : _rest[..end]);
        var inner = value.IndexOfAny((byte)' ', (byte)'\t', (byte)'\n');
        if (inner >= 0)
        {
            // QUIRK: names of files with bare spaces, but also a forgotten semicolon before the next parameter, and comments
            var tail = value[inner..];
            var cut = tail.IndexOf((byte)'=') is > 0 and var next && !IsFileName(Name) && tail.IndexOf("=?"u8) != next;
            if (cut || (!IsFileName(Name) && SkipBlank(tail).IsEmpty))
            {
                Value = Ascii7.Trim(value[..inner]);
                _rest = _rest[(_rest.IndexOf(value) + inner)..];
                return;
            }
        }

        Value = value;
        _rest = end < 0 ? default : _rest[end..];
    }

    private static bool IsFileName(ReadOnlySpan<byte> name) => Ascii7.StartsWith(name, "filename"u8) || Ascii7.StartsWith(name, "name"u8);

    /// <summary>White space and comments.</summary>
    private static ReadOnlySpan<byte> SkipBlank(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            text = text.TrimStart(" \t\r\n"u8);
            if (text.IsEmpty || text[0] != '(')
            {
                return text;
            }

            var close = text.IndexOf((byte)')');
            text = close < 0 ? default : text[(close + 1)..];
        }
    }
}
