using System.Collections.Frozen;
using System.Globalization;

namespace Svar.Mail.Html;

/// <summary>A colour of sRGB as CSS and old attributes write it: parts of 0 to 1, alpha last.</summary>
internal readonly record struct CssColour(double Red, double Green, double Blue, double Alpha = 1)
{
    public static readonly CssColour White = new(1, 1, 1);
    public static readonly CssColour Black = new(0, 0, 0);

    /// <summary>CSS Color 4 §6.1.</summary>
    private static readonly FrozenDictionary<string, string> _names = (
        "aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc bisque ffe4c4 black 000000 blanchedalmond ffebcd blue 0000ff "
        + "blueviolet 8a2be2 brown a52a2a burlywood deb887 cadetblue 5f9ea0 chartreuse 7fff00 chocolate d2691e coral ff7f50 cornflowerblue 6495ed cornsilk fff8dc "
        + "crimson dc143c cyan 00ffff darkblue 00008b darkcyan 008b8b darkgoldenrod b8860b darkgray a9a9a9 darkgreen 006400 darkgrey a9a9a9 darkkhaki bdb76b "
        + "darkmagenta 8b008b darkolivegreen 556b2f darkorange ff8c00 darkorchid 9932cc darkred 8b0000 darksalmon e9967a darkseagreen 8fbc8f darkslateblue 483d8b "
        + "darkslategray 2f4f4f darkslategrey 2f4f4f darkturquoise 00ced1 darkviolet 9400d3 deeppink ff1493 deepskyblue 00bfff dimgray 696969 dimgrey 696969 "
        + "dodgerblue 1e90ff firebrick b22222 floralwhite fffaf0 forestgreen 228b22 fuchsia ff00ff gainsboro dcdcdc ghostwhite f8f8ff gold ffd700 goldenrod daa520 "
        + "gray 808080 green 008000 greenyellow adff2f grey 808080 honeydew f0fff0 hotpink ff69b4 indianred cd5c5c indigo 4b0082 ivory fffff0 khaki f0e68c "
        + "lavender e6e6fa lavenderblush fff0f5 lawngreen 7cfc00 lemonchiffon fffacd lightblue add8e6 lightcoral f08080 lightcyan e0ffff lightgoldenrodyellow fafad2 "
        + "lightgray d3d3d3 lightgreen 90ee90 lightgrey d3d3d3 lightpink ffb6c1 lightsalmon ffa07a lightseagreen 20b2aa lightskyblue 87cefa lightslategray 778899 "
        + "lightslategrey 778899 lightsteelblue b0c4de lightyellow ffffe0 lime 00ff00 limegreen 32cd32 linen faf0e6 magenta ff00ff maroon 800000 mediumaquamarine 66cdaa "
        + "mediumblue 0000cd mediumorchid ba55d3 mediumpurple 9370db mediumseagreen 3cb371 mediumslateblue 7b68ee mediumspringgreen 00fa9a mediumturquoise 48d1cc "
        + "mediumvioletred c71585 midnightblue 191970 mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5 navajowhite ffdead navy 000080 oldlace fdf5e6 olive 808000 "
        + "olivedrab 6b8e23 orange ffa500 orangered ff4500 orchid da70d6 palegoldenrod eee8aa palegreen 98fb98 paleturquoise afeeee palevioletred db7093 "
        + "papayawhip ffefd5 peachpuff ffdab9 peru cd853f pink ffc0cb plum dda0dd powderblue b0e0e6 purple 800080 rebeccapurple 663399 red ff0000 rosybrown bc8f8f "
        + "royalblue 4169e1 saddlebrown 8b4513 salmon fa8072 sandybrown f4a460 seagreen 2e8b57 seashell fff5ee sienna a0522d silver c0c0c0 skyblue 87ceeb "
        + "slateblue 6a5acd slategray 708090 slategrey 708090 snow fffafa springgreen 00ff7f steelblue 4682b4 tan d2b48c teal 008080 thistle d8bfd8 tomato ff6347 "
        + "transparent 00000000 turquoise 40e0d0 violet ee82ee wheat f5deb3 white ffffff whitesmoke f5f5f5 yellow ffff00 yellowgreen 9acd32")
        .Split(' ').Chunk(2).ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    /// <summary>Null for what is no colour, or one that depends on something else (inherit, currentcolor).</summary>
    public static CssColour? Read(string value)
    {
        var said = value.Trim().ToLowerInvariant();
        if (said.StartsWith('#'))
        {
            return OfHex(said.AsSpan(1));
        }

        if (_names.TryGetValue(said, out var known))
        {
            return OfHex(known);
        }

        var bracket = said.IndexOf('(', StringComparison.Ordinal);
        return bracket > 0 ? OfFunction(said[..bracket], said[(bracket + 1)..].TrimEnd(')')) : said.Length == 6 ? OfHex(said) : null;
    }

    /// <summary>As it is seen on an opaque ground.</summary>
    public CssColour Over(CssColour ground) => new(
        Mixed(Red, ground.Red), Mixed(Green, ground.Green), Mixed(Blue, ground.Blue));

    /// <summary>WCAG 2.2, 'contrast ratio', of two opaque colours: 1 to 21.</summary>
    public static double Contrast(CssColour one, CssColour other)
    {
        var (light, dark) = (Math.Max(one.Luminance, other.Luminance), Math.Min(one.Luminance, other.Luminance));
        return (light + 0.05) / (dark + 0.05);
    }

    private double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    private static double Linear(double part) => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);

    private double Mixed(double part, double below) => (part * Alpha) + (below * (1 - Alpha));

    private static CssColour? OfHex(ReadOnlySpan<char> digits)
    {
        var isShort = digits.Length is 3 or 4;
        if ((!isShort && digits.Length is not (6 or 8)) || !uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _))
        {
            return null;
        }

        Span<double> parts = [0, 0, 0, 1];
        for (var i = 0; i < digits.Length / (isShort ? 1 : 2); i++)
        {
            parts[i] = isShort
                ? int.Parse(digits.Slice(i, 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) / 15.0
                : int.Parse(digits.Slice(i * 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) / 255.0;
        }

        return new CssColour(parts[0], parts[1], parts[2], parts[3]);
    }

    private static CssColour? OfFunction(string name, string arguments)
    {
        var said = arguments.Split([',', ' ', '/'], StringSplitOptions.RemoveEmptyEntries);
        if (said.Length is not (3 or 4))
        {
            return null;
        }

        Span<double> parts = [0, 0, 0, 1];
        for (var i = 0; i < said.Length; i++)
        {
            var isShare = said[i].EndsWith('%');
            if (!double.TryParse(said[i].AsSpan().TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            parts[i] = isShare ? number / 100 : i == 3 ? number : name.StartsWith("hsl", StringComparison.Ordinal) ? number / 360 : number / 255;
        }

        return name switch
        {
            "rgb" or "rgba" => new CssColour(Math.Clamp(parts[0], 0, 1), Math.Clamp(parts[1], 0, 1), Math.Clamp(parts[2], 0, 1), Math.Clamp(parts[3], 0, 1)),
            "hsl" or "hsla" => OfHue(parts[0], Math.Clamp(parts[1], 0, 1), Math.Clamp(parts[2], 0, 1), Math.Clamp(parts[3], 0, 1)),
            _ => null,
        };
    }

    /// <summary>CSS Color 4 §7.1.</summary>
    private static CssColour OfHue(double turns, double saturation, double lightness, double alpha)
    {
        double Part(double n)
        {
            var k = (n + ((turns - Math.Floor(turns)) * 12)) % 12;
            return lightness - (saturation * Math.Min(lightness, 1 - lightness) * Math.Max(-1, Math.Min(Math.Min(k - 3, 9 - k), 1)));
        }

        return new CssColour(Part(0), Part(8), Part(4), alpha);
    }
}
