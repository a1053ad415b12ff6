namespace Svar.Language.Search;

/// <summary>One word that is searched for: a text has it when it has any of the forms.</summary>
/// <param name="Forms">The folded word first, then its stems; letters and digits only, so that they need no quoting.</param>
/// <param name="IsPrefix">The word was still being typed: words that begin so count as well.</param>
public sealed record QueryTerm(IReadOnlyList<string> Forms, bool IsPrefix)
{
    /// <summary>The term in SQLite's FTS5 query language. Source: sqlite.org/fts5.html §3.</summary>
    public string ToFts5()
    {
        var forms = Forms.Select(form => $"\"{form}\"" + (IsPrefix ? "*" : "")).ToList();
        return forms.Count == 1 ? forms[0] : $"({string.Join(" OR ", forms)})";
    }

    /// <summary>The term as PostgreSQL's <c>tsquery</c> reads it.</summary>
    public string ToTsQuery()
    {
        var forms = Forms.Select(form => $"'{form}'" + (IsPrefix ? ":*" : "")).ToList();
        return forms.Count == 1 ? forms[0] : $"({string.Join(" | ", forms)})";
    }
}
