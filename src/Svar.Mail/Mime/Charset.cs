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
    private static readonly ConcurrentDictionary<int, Charset> _byCodePage = new();

    private static readonly ConcurrentDictionary<string, Charset?> _byName = new(StringComparer.Ordinal);

    /// <summary>
    /// Names whose code page differs from what the name says, or which the platform does not know. ISO 8859-1 is
    /// read as Windows-1252, GB2312 as GB18030, and so on: senders mean the larger set.
    /// </summary>
    private static readonly FrozenDictionary<string, int> _aliases = ByAlias(
        (20127, "ascii us ansi-x3.4-1968 iso-ir-6 cp367 646 us-ascii 7bit iso646-us"),
        (65001, "utf8 utf-8 unicode-1-1-utf-8 utf8mb4 utf cp65001"),
        (1252, "latin1 latin-1 l1 iso8859-1 iso-8859-1 iso88591 iso-88591 8859-1 iso-ir-100 cp819 ansi x-ansi iso-8859-1-windows-3.1-latin-1 8bit"),
        (28592, "latin2 latin-2"),
        (28593, "latin3"),
        (28594, "latin4"),
        (1254, "latin5 iso-8859-9 iso8859-9"),
        (28605, "latin9 latin-9 iso-8859-15 iso8859-15 latin0"),
        (28598, "iso-8859-8-i iso-8859-8-e"),
        (874, "iso-8859-11 tis-620 tis620 windows-874"),
        (20866, "koi8 koi"),
        (21866, "koi8-ru"),
        (866, "cp866 ibm866"),
        (54936, "gb2312 gbk gb18030 cp936 x-gbk gb-2312-80 gb2312-80 euc-cn gb chinese ms936 windows-936 gb-2312 gb18030-2000"),
        (52936, "hz-gb-2312 hz"),
        (950, "big5 big-5 big5-hkscs cn-big5 x-x-big5 cp950 big5-eten csbig5"),
        (932, "shift-jis sjis x-sjis ms-kanji cp932 windows-31j shiftjis ms932"),
        (51932, "euc-jp eucjp x-euc-jp x-euc ujis eucjp-ms"),
        (50220, "iso-2022-jp iso-2022-jp-1 iso-2022-jp-2 iso-2022-jp-3 iso-2022-jp-ms cp50220 csiso2022jp jis"),
        (50221, "cp50221"),
        (949, "euc-kr euckr ks-c-5601-1987 ksc5601 ks-c-5601 ksc-5601 cp949 uhc ks-c-5601-1989 korean windows-949 ms949"),
        (50225, "iso-2022-kr"),
        (50227, "iso-2022-cn"),
        (1200, "utf-16 utf16 ucs-2 utf-16le unicode"),
        (1201, "utf-16be iso-10646-ucs-2"),
        (12000, "utf-32 utf32 utf-32le"),
        (12001, "utf-32be"),
        (65000, "utf-7 utf7 unicode-1-1-utf-7 x-unicode-2-0-utf-7 unicode-2-0-utf-7"),
        (10000, "mac macintosh x-mac-roman macroman"),
        (10007, "x-mac-cyrillic"),
        (10029, "x-mac-ce"),
        (850, "cp850 ibm850"),
        (437, "cp437 ibm437"),
        (865, "cp865 ibm865"));

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
        if (_byCodePage.TryGetValue(codePage, out var known))
        {
            return known;
        }

        // only what there is is kept, so that a mail that names every number fills nothing
        var charset = Make(codePage);
        if (charset is not null)
        {
            _byCodePage[codePage] = charset;
        }

        return charset;
    }

    private static Charset? Make(int codePage)
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

                // no EBCDIC: what is ASCII must stay so
                return encoding is null || encoding.GetString("A"u8) != "A" ? null : new Charset(encoding.WebName, KindOf(codePage, encoding), encoding);
        }
    }

    private static FrozenDictionary<string, int> ByAlias(params ReadOnlySpan<(int CodePage, string Names)> rows)
    {
        var byAlias = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (codePage, names) in rows)
        {
            foreach (var name in names.Split(' '))
            {
                byAlias.Add(name, codePage);
            }
        }

        return byAlias.ToFrozenDictionary(StringComparer.Ordinal);
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
