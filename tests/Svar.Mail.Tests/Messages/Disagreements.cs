namespace Svar.Mail.Tests.Messages;

/// <summary>The mails named in docs/mail-disagreements.md, by what differs: lines of the form "- `name` (head, text): reason".</summary>
internal static class Disagreements
{
    public static IEnumerable<string> By(string what)
    {
        foreach (var line in File.ReadLines(Path.Combine(Root(), "docs", "mail-disagreements.md")))
        {
            if (!line.StartsWith("- `", StringComparison.Ordinal))
            {
                continue;
            }

            var nameEnd = line.IndexOf('`', 3);
            var open = line.IndexOf('(', nameEnd);
            var close = line.IndexOf(')', open);
            if (line[(open + 1)..close].Split(", ").Contains(what, StringComparer.Ordinal))
            {
                yield return line[3..nameEnd];
            }
        }
    }

    private static string Root()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Svar.slnx")))
            {
                return at.FullName;
            }
        }

        throw new DirectoryNotFoundException("Svar.slnx not found above the tests");
    }
}
