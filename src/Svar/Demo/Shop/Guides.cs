namespace Svar.Demo;

/// <summary>
/// Reads <c>guides/SLUG.LANGUAGE.md</c>: a first line with the product types, a title, then a heading a step.
/// </summary>
internal static class Guides
{
    private static readonly string[] _slugs = ["shell-care", "down-care", "zipper", "tent-pole", "stove"];

    /// <summary>The guide of each product type that has one; the first that names the type.</summary>
    public static IReadOnlyDictionary<string, DemoGuide> Read()
    {
        var guides = new Dictionary<string, DemoGuide>(StringComparer.Ordinal);
        foreach (var slug in _slugs)
        {
            var (types, titleNb, stepsNb) = One("guides/" + slug + ".nb.md");
            var (_, titleEn, stepsEn) = One("guides/" + slug + ".en.md");
            foreach (var type in types)
            {
                guides.TryAdd(type, new DemoGuide(slug, titleNb, titleEn, stepsNb, stepsEn));
            }
        }

        return guides;
    }

    private static (string[] Types, string Title, IReadOnlyList<DemoGuideStep> Steps) One(string file)
    {
        var parts = WordingFile.Text(file).Split("\n## ");
        var head = parts[0].Split('\n', 2);
        var steps = parts.Skip(1).Select(part =>
        {
            var at = part.IndexOf('\n', StringComparison.Ordinal);
            return new DemoGuideStep(part[..at].Trim(), part[at..].Trim());
        });
        return (head[0].Split(':')[1].Split(',', StringSplitOptions.TrimEntries), head[1].Trim().TrimStart('#', ' '), steps.ToList());
    }
}
