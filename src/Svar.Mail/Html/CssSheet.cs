namespace Svar.Mail.Html;

/// <summary>
/// The style sheets of a mail, for the one thing they are needed for: which declarations hold for this element?
/// Selectors of one element name, class or id, or a name with a class, count (Selectors 4 §17 for which wins);
/// at-rules and selectors that speak of other elements do not.
/// </summary>
internal sealed class CssSheet
{
    private const int MostRules = 2_000;
    private const int MostClasses = 16;

    // what sheets may say of one element, so that a thousand rules for <p> do not cost a thousand for each
    private const int MostDeclarations = 300;

    // and what they may say of all elements together: past it the sheets are silent, so that a million elements do not cost a million times the sheet
    private const int MostLookedAt = 2_000_000;

    private readonly Dictionary<string, List<Rule>> _bySelector = new(StringComparer.Ordinal);
    private int _count;
    private int _lookedAt;

    public bool IsEmpty => _count == 0;

    public void Add(string css)
    {
        var rest = css.Replace("<!--", "", StringComparison.Ordinal).Replace("-->", "", StringComparison.Ordinal).AsSpan();
        while (!rest.IsEmpty && _count < MostRules)
        {
            var open = CssDeclarations.EndOf(rest, '{');
            if (open >= rest.Length)
            {
                return;
            }

            var prelude = AfterStatements(rest[..open]);
            var body = rest[(open + 1)..];
            var close = CssDeclarations.EndOf(body, '}');
            if (!prelude.StartsWith('@'))
            {
                AddRule(prelude, body[..close]);
            }

            rest = close < body.Length ? body[(close + 1)..] : default;
        }
    }

    /// <summary>What the sheets and then the element's own style say, the stronger later.</summary>
    public List<CssDeclaration> For(HtmlNode element)
    {
        var own = element["style"];
        if (IsEmpty)
        {
            return own is null ? [] : CssDeclarations.Parse(own);
        }

        var all = new List<CssDeclaration>();
        Take(all, element.Name, element.Name);
        if (element["class"] is { } classes)
        {
            var count = 0;
            foreach (var range in classes.AsSpan().SplitAny(" \t\r\n\f"))
            {
                if (count++ < MostClasses && classes[range] is { Length: > 0 } one)
                {
                    Take(all, "." + one.ToLowerInvariant(), element.Name);
                }
            }
        }

        if (element["id"] is { Length: > 0 and < 100 } id)
        {
            Take(all, "#" + id.ToLowerInvariant(), element.Name);
        }

        if (own is not null)
        {
            all.AddRange(CssDeclarations.Parse(own));
        }

        return all;
    }

    private void Take(List<CssDeclaration> to, string selector, string name)
    {
        if (!_bySelector.TryGetValue(selector, out var rules))
        {
            return;
        }

        foreach (var rule in rules)
        {
            if (to.Count >= MostDeclarations || _lookedAt >= MostLookedAt)
            {
                return;
            }

            _lookedAt++;
            if (rule.Name is null || rule.Name == name)
            {
                to.AddRange(rule.Declarations);
                _lookedAt += rule.Declarations.Count;
            }
        }
    }

    // '@import "x";' and '@charset "y";' stand before a rule without being part of it
    private static string AfterStatements(ReadOnlySpan<char> prelude)
    {
        while (true)
        {
            prelude = prelude.Trim();
            if (prelude.StartsWith("/*", StringComparison.Ordinal))
            {
                var end = prelude.IndexOf("*/", StringComparison.Ordinal);
                prelude = end < 0 ? default : prelude[(end + 2)..];
                continue;
            }

            var semicolon = CssDeclarations.EndOf(prelude, ';');
            if (semicolon >= prelude.Length)
            {
                return prelude.ToString();
            }

            prelude = prelude[(semicolon + 1)..];
        }
    }

    private void AddRule(string selectors, ReadOnlySpan<char> body)
    {
        List<CssDeclaration>? declarations = null;
        foreach (var range in selectors.AsSpan().Split(','))
        {
            var selector = selectors.AsSpan()[range].Trim();
            if (selector.Length is 0 or > 100 || !TrySimple(selector, out var key, out var name))
            {
                continue;
            }

            declarations ??= CssDeclarations.Parse(body);
            if (declarations.Count == 0 || _count >= MostRules)
            {
                return;
            }

            if (!_bySelector.TryGetValue(key, out var rules))
            {
                _bySelector[key] = rules = [];
            }

            rules.Add(new(name, declarations));
            _count++;
        }
    }

    private static bool TrySimple(ReadOnlySpan<char> selector, out string key, out string? name)
    {
        var mark = selector.IndexOfAny('.', '#');
        key = HtmlNames.Lower(mark < 0 ? selector : selector[mark..]);
        name = mark <= 0 ? null : HtmlNames.Lower(selector[..mark]);
        for (var i = 0; i < selector.Length; i++)
        {
            var c = selector[i];
            if (i != mark && !char.IsAsciiLetterOrDigit(c) && c is not '-' and not '_')
            {
                return false;
            }
        }

        return true;
    }

    private sealed record Rule(string? Name, List<CssDeclaration> Declarations);
}
