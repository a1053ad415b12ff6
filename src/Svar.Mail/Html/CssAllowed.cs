using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Svar.Mail.Html;

/// <summary>
/// The typography that a mail may bring along. A value passes only if each of its words is a plain keyword, a number
/// of bounded size, or a colour: there is no way to write url(), expression(), a variable or an escape. Positions,
/// negative margins, stacking, transforms, animations and generated content are not on the list: they could leave
/// the box that the mail is shown in, or show what the mail does not say.
/// </summary>
internal static class CssAllowed
{
    private const double LongestPixels = 2_000;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly SearchValues<char> ColourArguments = SearchValues.Create("0123456789.,% /");

    private static readonly FrozenSet<string> Plain = HtmlNames.Set(
        "color background-color font font-size font-style font-weight font-variant font-stretch line-height letter-spacing word-spacing text-align "
        + "text-decoration text-decoration-line text-decoration-color text-decoration-style text-transform vertical-align white-space "
        + "word-break overflow-wrap word-wrap direction margin margin-top margin-right margin-bottom margin-left padding padding-top padding-right "
        + "padding-bottom padding-left border border-top border-right border-bottom border-left border-color border-style border-width "
        + "border-top-color border-right-color border-bottom-color border-left-color border-top-style border-right-style border-bottom-style "
        + "border-left-style border-top-width border-right-width border-bottom-width border-left-width border-radius border-collapse border-spacing "
        + "width min-width max-width height min-height list-style-type list-style-position table-layout caption-side empty-cells tab-size");

    private static readonly FrozenDictionary<string, FrozenSet<string>> ByKeyword = new Dictionary<string, FrozenSet<string>>(StringComparer.Ordinal)
    {
        ["display"] = HtmlNames.Set(
            "block inline inline-block inline-table list-item table table-caption table-cell table-column table-column-group table-footer-group "
            + "table-header-group table-row table-row-group"),
        ["float"] = HtmlNames.Set("left right none"),
        ["clear"] = HtmlNames.Set("left right both none"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Units = HtmlNames.Set("px pt em rem ex ch in cm mm pc vw % deg q");

    private static readonly FrozenSet<string> Functions = HtmlNames.Set("rgb rgba hsl hsla");

    // keywords that would take a colour or a face from the page around, or ask for something outside it
    private static readonly FrozenSet<string> NotKeywords = HtmlNames.Set("expression url image attr var env calc element behavior javascript");

    /// <summary>The declaration as it may stand in a cleaned style attribute, or null.</summary>
    public static CssDeclaration? Clean(CssDeclaration said)
    {
        var (property, value) = said;
        if (ByKeyword.TryGetValue(property, out var keywords))
        {
            var keyword = value.ToLowerInvariant();
            return keywords.Contains(keyword) ? new(property, keyword) : null;
        }

        switch (property)
        {
            case "background":
                return Colour(value) is { } colour ? new("background-color", colour) : null;
            case "font-family":
                return Words(value, property) is { } family ? new(property, family) : null;
            case "text-indent":
                return Words(value, property) is { } indent ? new(property, indent) : null;
            default:
                return Plain.Contains(property) && Words(value, property) is { } words ? new(property, words) : null;
        }
    }

    /// <summary>A length or number in pixels, roughly; null when it is none (auto, 50%, …).</summary>
    public static double? Pixels(string value)
    {
        var at = 0;
        while (at < value.Length && (char.IsAsciiDigit(value[at]) || value[at] is '.' or '-' or '+'))
        {
            at++;
        }

        if (!double.TryParse(value.AsSpan(0, at), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return value[at..].Trim().ToLowerInvariant() switch
        {
            "" or "px" => number,
            "pt" => number * 4 / 3,
            "em" or "rem" or "pc" => number * 16,
            "ex" or "ch" => number * 8,
            "in" => number * 96,
            "cm" => number * 37.8,
            "mm" or "q" => number * 3.78,
            _ => null,
        };
    }

    // of the background shorthand, the colour that stands in it, also beside a picture that is held back
    private static string? Colour(string value)
    {
        foreach (var word in Split(value))
        {
            if ((word[0] == '#' || !char.IsAsciiDigit(word[0])) && CssColour.Read(word) is not null && Word(word, "color") is { } colour)
            {
                return colour;
            }
        }

        return null;
    }

    private static string? Words(string value, string property)
    {
        var clean = new StringBuilder(value.Length);
        foreach (var word in Split(value))
        {
            if (word is "," or "/")
            {
                clean.Append(word);
                continue;
            }

            if (Word(word, property) is not { } passed)
            {
                return null;
            }

            if (clean.Length > 0)
            {
                clean.Append(' ');
            }

            clean.Append(passed);
        }

        return clean.Length == 0 ? null : clean.ToString();
    }

    private static List<string> Split(string value)
    {
        var words = new List<string>();
        var at = 0;
        while (at < value.Length)
        {
            var c = value[at];
            if (char.IsWhiteSpace(c))
            {
                at++;
                continue;
            }

            var start = at;
            if (c is ',' or '/')
            {
                at++;
            }
            else if (c is '"' or '\'')
            {
                var end = value.IndexOf(c, at + 1);
                at = end < 0 ? value.Length : end + 1;
            }
            else
            {
                var depth = 0;
                while (at < value.Length && (depth > 0 || (!char.IsWhiteSpace(value[at]) && value[at] is not ',' and not '/')))
                {
                    depth += value[at] == '(' ? 1 : value[at] == ')' ? -1 : 0;
                    at++;
                }
            }

            words.Add(value[start..at]);
        }

        return words;
    }

    private static string? Word(string word, string property)
    {
        var c = word[0];
        if (c is '"' or '\'')
        {
            return property is "font-family" or "font" ? Face(word.Trim(c)) : null;
        }

        if (c == '#')
        {
            return word.Length is 4 or 5 or 7 or 9 && word.AsSpan(1).IndexOfAnyExcept(HexDigits) < 0 ? word : null;
        }

        if (char.IsAsciiDigit(c) || c is '.' or '-' or '+')
        {
            return Number(word, property);
        }

        var bracket = word.IndexOf('(');
        if (bracket > 0)
        {
            var inside = word.AsSpan(bracket + 1);
            return Functions.Contains(word[..bracket].ToLowerInvariant()) && inside.EndsWith(")") && inside[..^1].IndexOfAnyExcept(ColourArguments) < 0
                ? word
                : null;
        }

        var lower = word.ToLowerInvariant();
        return word.Length <= 40 && lower.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && !NotKeywords.Contains(lower)
            ? property is "font-family" ? word : lower
            : null;
    }

    private static string? Face(string name) =>
        name.Length is > 0 and <= 60 && name.All(static c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_' or '.') ? $"'{name}'" : null;

    private static string? Number(string word, string property)
    {
        var at = word[0] is '-' or '+' ? 1 : 0;
        while (at < word.Length && (char.IsAsciiDigit(word[at]) || word[at] == '.'))
        {
            at++;
        }

        var unit = word[at..].ToLowerInvariant();
        if ((unit.Length > 0 && !Units.Contains(unit)) || !double.TryParse(word.AsSpan(0, at), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var (least, most) = property switch
        {
            "text-indent" => (-100.0, 400.0),
            "letter-spacing" or "word-spacing" => (-5.0, 100.0),
            "font-size" => (0.0, 200.0),
            "font" or "line-height" or "font-weight" => (0.0, 1_000.0),
            _ => (0.0, LongestPixels),
        };
        var size = unit is "%" or "vw" ? Math.Abs(number) <= 200 ? number : double.NaN : Pixels(word) ?? number;
        if (unit == "vw" && number > 100)
        {
            return null;
        }

        return size >= least && size <= most ? word.ToLowerInvariant() : null;
    }
}
