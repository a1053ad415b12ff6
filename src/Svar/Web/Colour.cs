using System.Globalization;

namespace Svar.Web;

/// <summary>An opaque sRGB colour, 0…255 a channel.</summary>
public readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    public static Colour White { get; } = new(255, 255, 255);

    public static Colour Black { get; } = new(0, 0, 0);

    /// <summary>Reads <c>#rgb</c> or <c>#rrggbb</c>, with or without the sign.</summary>
    public static bool TryParse(string? text, out Colour colour)
    {
        var hex = (text ?? "").Trim().TrimStart('#');
        if (hex.Length == 3)
        {
            hex = string.Concat(hex.SelectMany(c => new[] { c, c }));
        }

        var valid = uint.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && hex.Length == 6;
        colour = valid ? new Colour((byte)(value >> 16), (byte)(value >> 8), (byte)value) : default;
        return valid;
    }

    /// <summary>Relative luminance, 0…1 (WCAG 2.2).</summary>
    public double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    /// <summary>Contrast ratio, 1…21 (WCAG 2.2): 4.5 for text, 3 for large text and for what marks a control.</summary>
    public double ContrastWith(Colour other)
    {
        var (a, b) = (Luminance, other.Luminance);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>This colour with a share (0…1) of another in it.</summary>
    public Colour Mix(Colour other, double share)
    {
        byte Channel(byte from, byte to) => (byte)Math.Round(from + ((to - from) * Math.Clamp(share, 0, 1)));
        return new Colour(Channel(Red, other.Red), Channel(Green, other.Green), Channel(Blue, other.Blue));
    }

    /// <summary>The nearest mix with <paramref name="towards"/> that has at least that contrast with the ground; the colour itself when it has it already.</summary>
    public Colour Until(double contrast, Colour ground, Colour towards)
    {
        for (var percent = 0; percent < 100; percent += 2)
        {
            var mixed = Mix(towards, percent / 100.0);
            if (mixed.ContrastWith(ground) >= contrast)
            {
                return mixed;
            }
        }

        return towards;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{Red:x2}{Green:x2}{Blue:x2}");

    private static double Linear(byte channel)
    {
        var c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }
}
