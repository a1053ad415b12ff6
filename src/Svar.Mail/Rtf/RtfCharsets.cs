namespace Svar.Mail.Rtf;

/// <summary>Characters that RTF knows by name, and the code pages of its fonts.</summary>
internal static class RtfCharsets
{
    /// <summary>\fcharset of a font; 0 and 1 are the document's own.</summary>
    public static int CodePage(int charset, int ansi) => charset switch
    {
        77 => 10000,
        128 => 932,
        129 => 949,
        130 => 1361,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        254 => 437,
        255 => 850,
        _ => ansi,
    };

    /// <summary>What stands for a character or a break; null for words of formatting. In HTML a line end is but white space, [MS-OXRTFEX].</summary>
    public static string? Character(ReadOnlySpan<char> word, bool inHtml) => word switch
    {
        "par" or "line" or "sect" or "page" or "row" => inHtml ? "\r\n" : "\n",
        "tab" or "cell" => "\t",
        "lquote" => inHtml ? "&lsquo;" : "\u2018",
        "rquote" => inHtml ? "&rsquo;" : "\u2019",
        "ldblquote" => inHtml ? "&ldquo;" : "\u201C",
        "rdblquote" => inHtml ? "&rdquo;" : "\u201D",
        "bullet" => inHtml ? "&bull;" : "\u2022",
        "endash" => inHtml ? "&ndash;" : "\u2013",
        "emdash" => inHtml ? "&mdash;" : "\u2014",
        "emspace" => "\u2003",
        "enspace" => "\u2002",
        _ => null,
    };
}
