namespace Svar.Mail.Mime;

/// <summary>
/// The likeliest charset of 8-bit text that is not UTF-8 and does not say what it is. Judged by how each
/// charset lays out its letters, on a sample from the start.
/// </summary>
internal static class CharsetGuess
{
    private const int Sample = 16 * 1024;

    public static Charset Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Sample)
        {
            bytes = bytes[..Sample];
        }

        var high = 0;
        var alone = 0;
        var run = 0;
        var inShortRuns = 0;
        var letters = 0;
        var upperHalf = 0;
        var lowerHalf = 0;
        var shiftJisKana = 0;
        var eucKana = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var b = bytes[i];
            if (b < 0x80)
            {
                letters += (uint)((b | 0x20) - 'a') < 26 ? 1 : 0;
                continue;
            }

            high++;
            run++;
            var before = i > 0 && bytes[i - 1] >= 0x80;
            var after = i + 1 < bytes.Length && bytes[i + 1] >= 0x80;
            alone += before || after ? 0 : 1;
            if (!after)
            {
                inShortRuns += run <= 2 ? run : 0;
                run = 0;
            }

            lowerHalf += b is >= 0xC0 and <= 0xDF ? 1 : 0;
            upperHalf += b >= 0xE0 ? 1 : 0;
            shiftJisKana += b is 0x82 or 0x83 && i + 1 < bytes.Length && bytes[i + 1] >= 0x40 ? 1 : 0;
            eucKana += b is 0xA4 or 0xA5 && after ? 1 : 0;
        }

        if (high == 0)
        {
            return Charset.Windows1252;
        }

        if (shiftJisKana * 5 > high && Fits(932, bytes))
        {
            return Charset.ByCodePage(932)!;
        }

        // Western text: few bytes beyond ASCII, one or two in a row, inside words of ASCII letters
        if (alone * 10 >= high * 6 || (letters >= high * 3 && inShortRuns * 10 >= high * 8))
        {
            return Charset.Windows1252;
        }

        // Cyrillic letters fill C0…FF in both charsets; the small ones lie above E0 in Windows-1251, below in KOI8-R
        if ((lowerHalf + upperHalf) * 10 >= high * 9 && high > letters)
        {
            return Charset.ByCodePage(upperHalf >= lowerHalf ? 1251 : 20866)!;
        }

        if (eucKana * 5 > high && Fits(51932, bytes))
        {
            return Charset.ByCodePage(51932)!;
        }

        return EastAsian(bytes) ?? Charset.Windows1252;
    }

    private static Charset? EastAsian(ReadOnlySpan<byte> bytes)
    {
        var pairs = 0;
        var lowTrails = 0;
        var hangulLeads = 0;
        for (var i = 0; i + 1 < bytes.Length; i++)
        {
            if (bytes[i] >= 0x81)
            {
                pairs++;
                lowTrails += bytes[i + 1] is >= 0x40 and <= 0x7E ? 1 : 0;
                hangulLeads += bytes[i] is >= 0xB0 and <= 0xC8 ? 1 : 0;
                i++;
            }
        }

        if (pairs < 2)
        {
            return null;
        }

        if (lowTrails * 10 > pairs && Fits(950, bytes))
        {
            return Charset.ByCodePage(950);
        }

        if (hangulLeads * 20 >= pairs * 19 && Fits(949, bytes))
        {
            return Charset.ByCodePage(949);
        }

        return Fits(54936, bytes) ? Charset.ByCodePage(54936) : null;
    }

    /// <summary>No byte is left over, but for one pair that the end of the sample may cut.</summary>
    private static bool Fits(int codePage, ReadOnlySpan<byte> bytes)
    {
        var text = Charset.ByCodePage(codePage)!.Encoding.GetString(bytes);
        var bad = text.IndexOf('\uFFFD', StringComparison.Ordinal);
        return bad < 0 || bad == text.Length - 1;
    }
}
