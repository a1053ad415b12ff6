using System.Collections.Frozen;
using Svar.Mail.Html;

namespace Svar.Mail.Replies;

internal enum HtmlQuoteKind
{
    None,

    /// <summary>The element holds quoted mail, and nothing else.</summary>
    Whole,

    /// <summary>From here to the end of the mail.</summary>
    FromHere,
}

/// <summary>The elements of one document that mail programs put quoted mail into, told by class, id and type. Each is looked at once.</summary>
internal sealed class HtmlQuotes
{
    private readonly Dictionary<HtmlNode, bool> _gmail = [];
    private readonly Dictionary<HtmlNode, bool> _holds = [];
    private readonly Dictionary<HtmlNode, int> _firstQuote = [];

    private static readonly FrozenSet<string> WholeClasses = Set(
        "yahoo_quoted protonmail_quote moz-forward-container tutanota_quote zmail_extra gmail_attr iosymail hm_quote front-blockquote qte "
        + "WM_QUOTED_CONTENT mcntmcntmcnt mail_quoted quoted-text sh_quoted");

    private static readonly FrozenSet<string> FromHereClasses = Set("ms-outlook-mobile-reference-message moz-email-headers-table");

    private static readonly FrozenSet<string> WholeIds = Set("OLK_SRC_BODY_SECTION qt isForwardContent isReplyContent reply-intro yahoo_quoted aolreplybody");

    private static readonly FrozenSet<string> FromHereIds = Set(
        "divRplyFwdMsg appendonsend stopSpelling zwchr mail-editor-reference-message-container ms-outlook-mobile-reference-message reply-forward-message");

    public HtmlQuoteKind Of(HtmlNode element)
    {
        if (element["id"] is { Length: > 0 } id)
        {
            var bare = Bare(id);
            if (FromHereIds.Contains(bare))
            {
                return HtmlQuoteKind.FromHere;
            }

            if (WholeIds.Contains(bare) || bare.StartsWith("yahoo_quoted", StringComparison.OrdinalIgnoreCase))
            {
                return HtmlQuoteKind.Whole;
            }
        }

        foreach (var one in Classes(element))
        {
            if (WholeClasses.Contains(one))
            {
                return HtmlQuoteKind.Whole;
            }

            if (FromHereClasses.Contains(one))
            {
                return HtmlQuoteKind.FromHere;
            }
        }

        return element.Name switch
        {
            "blockquote" when IsUsersOwn(element) => HtmlQuoteKind.None,
            "blockquote" => HtmlQuoteKind.Whole,
            "div" when IsGmail(element) && FirstQuote(element) < 0 && !HoldsQuote(element) => HtmlQuoteKind.Whole,
            "div" when element["name"] == "quote" => HtmlQuoteKind.Whole,
            _ => HtmlQuoteKind.None,
        };
    }

    /// <summary>What stands in Gmail's frame before the quotation itself: the line that says who wrote.</summary>
    public bool IsGmailHeading(HtmlNode node) =>
        node.Parent is { Name: "div" } frame && IsGmail(frame) && FirstQuote(frame) is >= 0 and var quote && node.From < quote;

    // Gmail gives a quotation that the writer sets by hand the same class, but no frame around it
    private bool IsUsersOwn(HtmlNode quote)
    {
        if (!Classes(quote).Contains("gmail_quote"))
        {
            return false;
        }

        for (var above = quote.Parent; above is not null; above = above.Parent)
        {
            if (IsGmail(above) || above.Name == "blockquote")
            {
                return false;
            }
        }

        return true;
    }

    private bool IsGmail(HtmlNode element)
    {
        if (element.Name != "div")
        {
            return false;
        }

        if (!_gmail.TryGetValue(element, out var known))
        {
            _gmail[element] = known = Classes(element).Exists(static c => c is "gmail_quote" or "gmail_quote_container");
        }

        return known;
    }

    // where in the source the first quotation among the children begins, or -1
    private int FirstQuote(HtmlNode frame)
    {
        if (!_firstQuote.TryGetValue(frame, out var from))
        {
            _firstQuote[frame] = from = frame.Children.Find(static c => c.Name == "blockquote")?.From ?? -1;
        }

        return from;
    }

    private bool HoldsQuote(HtmlNode element)
    {
        if (!_holds.TryGetValue(element, out var known))
        {
            _holds[element] = known = HtmlWalk.Descendants(element).Take(200).Any(static n => n.Name == "blockquote");
        }

        return known;
    }

    private static List<string> Classes(HtmlNode element) =>
        element["class"] is { Length: > 0 and < 1_000 } classes
            ? classes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Bare).ToList()
            : [];

    // QUIRK: web mailers put a mark of their own before the classes and ids of mail that passes through them: x_, ecx, yiv0123456789, m_-123
    private static string Bare(string name)
    {
        while (name.StartsWith("x_", StringComparison.Ordinal))
        {
            name = name[2..];
        }

        if (name.StartsWith("ecx", StringComparison.Ordinal))
        {
            return name[3..];
        }

        if (name.StartsWith("yiv", StringComparison.Ordinal) && name.Length > 10)
        {
            return name[3..].TrimStart("0123456789_".ToCharArray());
        }

        return name.StartsWith("m_", StringComparison.Ordinal) ? name[2..].TrimStart("-0123456789_".ToCharArray()) : name;
    }

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
