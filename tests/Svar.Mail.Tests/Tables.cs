namespace Svar.Mail.Tests;

/// <summary>Test cases that are kept as text beside the tests. Lines that begin with '#' at the top of a table, or alone in a list, are remarks.</summary>
internal static class Tables
{
    /// <summary>A case a line.</summary>
    public static IEnumerable<string> Lines(string file) => All(file).Where(static l => l.Length > 0);

    /// <summary>All lines but the remarks: cases of several lines, which blank lines divide.</summary>
    public static IEnumerable<string> All(string file) => Read(file).Split('\n').Where(static l => l is not ['#', ' ', ..]);

    /// <summary>Cases of several lines, each under a line '=== title'.</summary>
    public static IEnumerable<(string Title, string Text)> Blocks(string file)
    {
        foreach (var block in ("\n" + Read(file)).Split("\n=== ").Skip(1))
        {
            var end = block.IndexOf('\n', StringComparison.Ordinal);
            yield return (block[..end], block[(end + 1)..]);
        }
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file)).ReplaceLineEndings("\n");
}
