using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Svar.Mail.Mime;

/// <summary>How far the bytes of a charset can be told from those of another.</summary>
internal enum CharsetKind
{
    /// <summary>Seven bits; real mail that says so may hold anything.</summary>
    Ascii,
    Utf8,

    /// <summary>One byte a character, ASCII below 128.</summary>
    SingleByte,

    /// <summary>One or two (or four) bytes a character, ASCII below 128 outside of pairs.</summary>
    MultiByte,

    /// <summary>Escape sequences in seven bits (ISO-2022), so plain ASCII bytes may mean other characters.</summary>
    Escaped,
    Utf7,

    /// <summary>Two or four bytes a character; ASCII bytes are no ASCII.</summary>
    Wide,
}

/// <summary>A charset by the names that mail uses for it (RFC 2978; the WHATWG Encoding Standard for what the names mean in practice).</summary>
internal sealed class Charset
{
    private static readonly ConcurrentDictionary<string, Charset?> _byName = new(StringComparer.Ordinal);

    /// <summary>
    /// Names whose code page differs from what the name says, or which the platform does not know. ISO 8859-1 is
    /// read as Windows-1252, GB2312 as GB18030, and so on: senders mean the larger set.
    /// </summary>
    private static readonly FrozenDictionary<string, int> _aliases = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["ascii"] = 20127, ["us"] = 20127, ["ansi-x3.4-1968"] = 20127, ["iso-ir-6"] = 20127, ["cp367"] = 20127, ["646"] = 20127, ["us-ascii"] = 20127,
        ["7bit"] = 20127, ["iso646-us"] = 20127,
        ["utf8"] = 65001, ["utf-8"] = 65001, ["unicode-1-1-utf-8"] = 65001, ["utf8mb4"] = 65001, ["utf"] = 65001, ["cp65001"] = 65001,
        ["latin1"] = 1252, ["latin-1"] = 1252, ["l1"] = 1252, ["iso8859-1"] = 1252, ["iso-8859-1"] = 1252, ["iso88591"] = 1252, ["iso-88591"] = 1252,
        ["8859-1"] = 1252, ["iso-ir-100"] = 1252, ["cp819"] = 1252, ["ansi"] = 1252, ["x-ansi"] = 1252, ["iso-8859-1-windows-3.1-latin-1"] = 1252,
        ["8bit"] = 1252,
        ["latin2"] = 28592, ["latin-2"] = 28592, ["latin3"] = 28593, ["latin4"] = 28594, ["latin5"] = 1254, ["iso-8859-9"] = 1254, ["iso8859-9"] = 1254,
        ["latin9"] = 28605, ["latin-9"] = 28605, ["iso-8859-15"] = 28605, ["iso8859-15"] = 28605, ["latin0"] = 28605,
        ["iso-8859-8-i"] = 28598, ["iso-8859-8-e"] = 28598, ["iso-8859-11"] = 874, ["tis-620"] = 874, ["tis620"] = 874, ["windows-874"] = 874,
        ["koi8"] = 20866, ["koi8-ru"] = 21866, ["koi"] = 20866, ["cp866"] = 866, ["ibm866"] = 866,
        ["gb2312"] = 54936, ["gbk"] = 54936, ["gb18030"] = 54936, ["cp936"] = 54936, ["x-gbk"] = 54936, ["gb-2312-80"] = 54936, ["gb2312-80"] = 54936,
        ["euc-cn"] = 54936, ["gb"] = 54936, ["chinese"] = 54936, ["ms936"] = 54936, ["windows-936"] = 54936, ["gb-2312"] = 54936, ["gb18030-2000"] = 54936,
        ["hz-gb-2312"] = 52936, ["hz"] = 52936,
        ["big5"] = 950, ["big-5"] = 950, ["big5-hkscs"] = 950, ["cn-big5"] = 950, ["x-x-big5"] = 950, ["cp950"] = 950, ["big5-eten"] = 950, ["csbig5"] = 950,
        ["shift-jis"] = 932, ["sjis"] = 932, ["x-sjis"] = 932, ["ms-kanji"] = 932, ["cp932"] = 932, ["windows-31j"] = 932, ["shiftjis"] = 932, ["ms932"] = 932,
        ["euc-jp"] = 51932, ["eucjp"] = 51932, ["x-euc-jp"] = 51932, ["x-euc"] = 51932, ["ujis"] = 51932, ["eucjp-ms"] = 51932,
        ["iso-2022-jp"] = 50220, ["iso-2022-jp-1"] = 50220, ["iso-2022-jp-2"] = 50220, ["iso-2022-jp-3"] = 50220, ["iso-2022-jp-ms"] = 50220, ["cp50220"] = 50220,
        ["cp50221"] = 50221, ["csiso2022jp"] = 50220, ["jis"] = 50220,
        ["euc-kr"] = 949, ["euckr"] = 949, ["ks-c-5601-1987"] = 949, ["ksc5601"] = 949, ["ks-c-5601"] = 949, ["ksc-5601"] = 949, ["cp949"] = 949, ["uhc"] = 949,
        ["ks-c-5601-1989"] = 949, ["korean"] = 949, ["windows-949"] = 949, ["ms949"] = 949, ["iso-2022-kr"] = 50225,
        ["iso-2022-cn"] = 50227,
        ["utf-16"] = 1200, ["utf16"] = 1200, ["ucs-2"] = 1200, ["utf-16le"] = 1200, ["utf-16be"] = 1201, ["unicode"] = 1200, ["iso-10646-ucs-2"] = 1201,
        ["utf-32"] = 12000, ["utf32"] = 12000, ["utf-32le"] = 12000, ["utf-32be"] = 12001,
        ["utf-7"] = 65000, ["utf7"] = 65000, ["unicode-1-1-utf-7"] = 65000, ["x-unicode-2-0-utf-7"] = 65000, ["unicode-2-0-utf-7"] = 65000,
        ["mac"] = 10000, ["macintosh"] = 10000, ["x-mac-roman"] = 10000, ["macroman"] = 10000, ["x-mac-cyrillic"] = 10007, ["x-mac-ce"] = 10029,
        ["tcvn"] = 1258, ["viscii"] = 1258, ["cp850"] = 850, ["ibm850"] = 850, ["cp437"] = 437, ["ibm437"] = 437, ["cp865"] = 865, ["ibm865"] = 865,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private Charset(string name, CharsetKind kind, Encoding encoding)
    {
        Name = name;
        Kind = kind;
        Encoding = encoding;
    }

    public static Charset Ascii { get; } = new("us-ascii", CharsetKind.Ascii, Encoding.Latin1);

    public static Charset Utf8 { get; } = new("utf-8", CharsetKind.Utf8, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    public static Charset Windows1252 { get; } = ByCodePage(1252)!;

    public string Name { get; }

    public CharsetKind Kind { get; }

    /// <summary>Decodes with U+FFFD for what cannot be; unused for UTF-7, which the platform no longer reads.</summary>
    public Encoding Encoding { get; }

    /// <summary>The charset of a name as mail writes it; null when nothing is known by that name.</summary>
    public static Charset? ByName(ReadOnlySpan<byte> name)
    {
        name = name.Trim("\"' \t\r\n"u8);
        if (Ascii7.Same(name, "utf-8"u8))
        {
            return Utf8;
        }

        if (Ascii7.Same(name, "us-ascii"u8))
        {
            return Ascii;
        }

        if (Ascii7.Same(name, "iso-8859-1"u8) || Ascii7.Same(name, "windows-1252"u8))
        {
            return Windows1252;
        }

        if (name.Length is 0 or > 40)
        {
            return null;
        }

        Span<char> low = stackalloc char[name.Length];
        for (var i = 0; i < name.Length; i++)
        {
            low[i] = name[i] == '_' ? '-' : (char)(name[i] is >= (byte)'A' and <= (byte)'Z' ? name[i] | 0x20 : name[i]);
        }

        if (_byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(low, out var known))
        {
            return known;
        }

        var key = low.ToString();
        var found = Find(key);
        if (_byName.Count < 1000)
        {
            _byName[key] = found;
        }

        return found;
    }

    public static Charset? ByCodePage(int codePage)
    {
        switch (codePage)
        {
            case 20127:
                return Ascii;
            case 65001:
                return Utf8;
            case 65000:
                return new Charset("utf-7", CharsetKind.Utf7, Encoding.Latin1);
            case 1200:
                return new Charset("utf-16", CharsetKind.Wide, Encoding.Unicode);
            case 1201:
                return new Charset("utf-16be", CharsetKind.Wide, Encoding.BigEndianUnicode);
            case 12000:
                return new Charset("utf-32", CharsetKind.Wide, Encoding.UTF32);
            case 12001:
                return new Charset("utf-32be", CharsetKind.Wide, new UTF32Encoding(bigEndian: true, byteOrderMark: false));
            default:
                var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"));
                return encoding is null ? null : new Charset(encoding.WebName, KindOf(codePage, encoding), encoding);
        }
    }

    private static Charset? Find(string name)
    {
        // RFC 2231 §5 lets a language follow the name: 'utf-8*en'
        var star = name.IndexOf('*', StringComparison.Ordinal);
        if (star >= 0)
        {
            name = name[..star];
        }

        if (_aliases.TryGetValue(name, out var codePage))
        {
            return ByCodePage(codePage);
        }

        foreach (var prefix in (ReadOnlySpan<string>)["windows-", "windows", "x-cp", "cp-", "cp", "win-", "x-windows-", "ms-ansi-", "ibm", "iso-8859-", "iso8859-", "iso8859"])
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal)
                && int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                if (prefix.StartsWith("iso", StringComparison.Ordinal))
                {
                    number = number is >= 1 and <= 16 ? 28590 + number : -1;
                }

                if (number > 0 && ByCodePage(number) is { } numbered)
                {
                    return numbered;
                }
            }
        }

        return CodePagesEncodingProvider.Instance.GetEncoding(name) is { } other ? ByCodePage(other.CodePage) : null;
    }

    private static CharsetKind KindOf(int codePage, Encoding encoding) => codePage switch
    {
        >= 50220 and <= 50229 or 52936 => CharsetKind.Escaped,
        _ => encoding.IsSingleByte ? CharsetKind.SingleByte : CharsetKind.MultiByte,
    };
}
