namespace Svar.Mail.Html;

/// <summary>
/// On what the words of an element stand once the cleaner has held back its background pictures. A mail that puts white words on
/// a dark picture would be white on white; there its text colour goes too.
/// </summary>
/// <param name="Colour">Opaque.</param>
/// <param name="IsLost">A picture was held back here, and nothing else covers the ground since.</param>
/// <param name="Text">The colour that words inherit.</param>
internal readonly record struct HtmlGround(CssColour Colour, bool IsLost, CssColour Text)
{
    public static readonly HtmlGround Paper = new(CssColour.White, false, CssColour.Black);

    /// <summary>WCAG 2.2 §1.4.3 for large text: below it, words are not made out.</summary>
    private const double LeastContrast = 3;

    /// <summary>The ground within an element; takes colours that cannot be read off <paramref name="style"/>, or puts one on.</summary>
    public HtmlGround Within(HtmlNode element, List<CssDeclaration> style, out bool isColourDropped)
    {
        isColourDropped = false;
        var own = Last(style, "background-color") is { } said ? CssColour.Read(said) : element["bgcolor"] is { } old ? CssColour.Read(old) : null;
        var ground = own is { Alpha: > 0 } colour ? colour.Over(Colour) : Colour;
        var isLost = HasPicture(element, style) || (IsLost && own is not { Alpha: > 0 });
        var text = (Last(style, "color") ?? (element.Name == "font" ? element["color"] : null)) is { } ink ? CssColour.Read(ink) : null;
        if (!isLost || CssColour.Contrast((text ?? Text).Over(ground), ground) >= LeastContrast)
        {
            return new HtmlGround(ground, isLost, text ?? Text);
        }

        isColourDropped = text is not null;
        style.RemoveAll(static d => d.Property == "color");
        if (CssColour.Contrast(Text.Over(ground), ground) >= LeastContrast)
        {
            return new HtmlGround(ground, isLost, Text);
        }

        var isDark = CssColour.Contrast(CssColour.White, ground) > CssColour.Contrast(CssColour.Black, ground);
        style.Add(new("color", isDark ? "#fff" : "#000"));
        return new HtmlGround(ground, isLost, isDark ? CssColour.White : CssColour.Black);
    }

    private static string? Last(List<CssDeclaration> style, string property)
    {
        for (var i = style.Count - 1; i >= 0; i--)
        {
            if (property.StartsWith(style[i].Property, StringComparison.Ordinal) && CssAllowed.Clean(style[i]) is { } clean && clean.Property == property)
            {
                return clean.Value;
            }
        }

        return null;
    }

    private static bool HasPicture(HtmlNode element, List<CssDeclaration> style) =>
        !string.IsNullOrWhiteSpace(element["background"])
        || style.Exists(static d => d.Property is "background" or "background-image"
            && (d.Value.Contains("url(", StringComparison.OrdinalIgnoreCase) || d.Value.Contains("gradient(", StringComparison.OrdinalIgnoreCase) || d.Value.Contains("image-set(", StringComparison.OrdinalIgnoreCase)));
}
