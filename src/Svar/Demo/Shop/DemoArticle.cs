namespace Svar.Demo;

/// <summary>An answer that the contact page shows, in both languages.</summary>
/// <param name="Issue">The issue of the month's mail that it answers.</param>
public sealed record DemoArticle(string Slug, string Issue, string CategoryNb, string CategoryEn, DemoArticleText Nb, DemoArticleText En);

/// <summary>The question as title, the answer in a sentence or two, and the rest as Markdown.</summary>
public sealed record DemoArticleText(string Title, string Short, string Body);

/// <summary>Reads <c>faq.LANGUAGE.md</c>: <c>--- slug | issue | category</c>, a title line, a short answer, then Markdown.</summary>
internal static class Articles
{
    public static IReadOnlyList<DemoArticle> Read()
    {
        var english = One("faq.en.md").ToDictionary(a => a.Head[0], StringComparer.Ordinal);
        return One("faq.nb.md")
            .Select(a => new DemoArticle(a.Head[0], a.Head[1], a.Head[2], english[a.Head[0]].Head[2], a.Text, english[a.Head[0]].Text))
            .ToList();
    }

    private static IEnumerable<(string[] Head, DemoArticleText Text)> One(string file) =>
        ("\n" + WordingFile.Text(file)).Split("\n--- ").Skip(1).Select(block =>
        {
            var lines = block.Split('\n', 3);
            var rest = lines[2].Trim().Split("\n\n", 2);
            return (lines[0].Split('|', StringSplitOptions.TrimEntries), new DemoArticleText(lines[1].Trim(), rest[0].Trim(), rest[1].Trim()));
        });
}
