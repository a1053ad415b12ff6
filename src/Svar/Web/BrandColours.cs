using System.Security.Cryptography;
using System.Text;

namespace Svar.Web;

/// <summary>
/// The custom properties that a brand's two colours become, light and dark. Whatever the colours are, text on them and in them
/// reaches 4.5 : 1 and controls 3 : 1 (WCAG 2.2 §1.4.3, §1.4.11): a colour that is too weak is mixed with black or white until it does.
/// </summary>
public sealed class BrandColours
{
    private static readonly Colour LightGround = Colour.White;
    private static readonly Colour DarkGround = new(0x12, 0x16, 0x17);

    private BrandColours(Colour primary, Colour accent)
    {
        Primary = primary;
        Accent = accent;
        Style = ":root{" + Light() + "}@media(prefers-color-scheme:dark){:root{" + Dark() + "}}";
        StyleHash = "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));
    }

    public Colour Primary { get; }

    public Colour Accent { get; }

    /// <summary>The style sheet to stand in the head of every page of the brand.</summary>
    public string Style { get; }

    /// <summary>Lets a content security policy allow <see cref="Style"/> and no other inline style.</summary>
    public string StyleHash { get; }

    /// <summary>Reads two colours (<c>#rrggbb</c>); one that cannot be read is replaced by Svar's own.</summary>
    public static BrandColours From(string? primary, string? accent)
    {
        var first = Colour.TryParse(primary, out var p) ? p : new Colour(0x1f, 0x4e, 0x5f);
        return new BrandColours(first, Colour.TryParse(accent, out var a) ? a : first);
    }

    private static Colour TextOn(Colour ground) =>
        Colour.White.ContrastWith(ground) >= 4.5 ? Colour.White : Colour.Black;

    private string Light()
    {
        var soft = LightGround.Mix(Primary, 0.06);
        var button = Accent.Until(3, LightGround, Colour.Black);
        return Properties(Primary, soft, Primary.Until(4.8, soft, Colour.Black), button, button.Mix(Colour.Black, 0.16));
    }

    private string Dark()
    {
        // A large bright area is not what somebody who asked for dark wants: the band keeps the hue and loses the light.
        var band = Primary;
        for (var share = 0.0; band.Luminance > 0.06 && share <= 0.9; share += 0.05)
        {
            band = Primary.Mix(DarkGround, share);
        }

        var soft = DarkGround.Mix(Primary, 0.16);
        var button = Accent.Until(4.5, soft, Colour.White);
        return Properties(band.Mix(DarkGround, 0.1), soft, Primary.Until(5, soft, Colour.White), button, button.Mix(Colour.White, 0.16));
    }

    private static string Properties(Colour band, Colour soft, Colour ink, Colour button, Colour buttonHover)
    {
        var onButton = TextOn(button);
        var hover = onButton.ContrastWith(buttonHover) >= 4.5 ? buttonHover : button;
        return $"--brand:{band};--on-brand:{TextOn(band)};--brand-soft:{soft};--brand-ink:{ink};"
            + $"--accent:{button};--accent-hover:{hover};--on-accent:{onButton}";
    }
}
