namespace Svar.Mail.Html;

internal enum HtmlSight
{
    Shown,

    /// <summary>Letters without a height: the text goes, unless an element within gives them one again.</summary>
    NoLetters,

    /// <summary>The element and everything in it.</summary>
    Hidden,
}

/// <summary>
/// What a mail hides from its reader: pre-headers, words for filters only. What <c>mso-hide</c> hides from Outlook alone, which is shown another form of the same in a
/// conditional comment, is for everybody else.
/// </summary>
internal static class HtmlVisibility
{
    public static HtmlSight? Of(HtmlNode element, List<CssDeclaration> style)
    {
        if (element["hidden"] is not null)
        {
            return HtmlSight.Hidden;
        }

        HtmlSight? sight = null;
        var display = "";
        var (isUnseen, isClear) = (false, false);
        double? maxHeight = null;
        var overflow = "";
        foreach (var (property, value) in style)
        {
            switch (property)
            {
                case "display":
                    display = value;
                    break;
                case "visibility":
                    isUnseen = Is(value, "hidden") || Is(value, "collapse");
                    break;
                case "opacity":
                    isClear = CssAllowed.Pixels(value) is <= 0.01;
                    break;
                case "max-height":
                    maxHeight = CssAllowed.Pixels(value);
                    break;
                case "overflow":
                    overflow = value;
                    break;
                case "font-size":
                    // QUIRK: newsletters set 0 on the frame around columns and a size on each of them
                    sight = CssAllowed.Pixels(value) is <= 1 && !value.EndsWith("em", StringComparison.OrdinalIgnoreCase) ? HtmlSight.NoLetters : HtmlSight.Shown;
                    break;
            }
        }

        if (isUnseen || isClear || Is(display, "none") || (maxHeight is <= 0 && Is(overflow, "hidden")))
        {
            return HtmlSight.Hidden;
        }

        return sight;
    }

    private static bool Is(string value, string keyword) => value.Equals(keyword, StringComparison.OrdinalIgnoreCase);
}
