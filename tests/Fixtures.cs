namespace Svar.Tests;

/// <summary>
/// The third-party mails and texts that some tests read. They lie outside the project, where
/// <c>SVAR_FIXTURES</c> says or in <c>../shared/fixtures</c> beside the checkout; a test that
/// finds none is skipped with that reason.
/// </summary>
internal static class Fixtures
{
    private static readonly string? _root = FindRoot();

    /// <summary>The folder of one fixture set; skips the calling test when the fixtures are absent.</summary>
    public static string Folder(string set)
    {
        var folder = _root is null ? null : Path.Combine(_root, set);
        if (folder is null || !Directory.Exists(folder))
        {
            Assert.Skip($"no fixtures: '{set}' not found (set SVAR_FIXTURES to the folder that holds it)");
        }

        return folder!;
    }

    /// <summary>Every file of a set whose name ends so, in ordinal order.</summary>
    public static IReadOnlyList<string> Files(string set, string ending) =>
        Directory.EnumerateFiles(Folder(set), "*" + ending, SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .ToList();

    /// <summary>Every mail of every set.</summary>
    public static IReadOnlyList<string> Mails()
    {
        if (_root is null)
        {
            Assert.Skip("no fixtures (set SVAR_FIXTURES to the folder that holds them)");
        }

        return Directory.EnumerateFiles(_root!, "*.eml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
    }

    private static string? FindRoot()
    {
        if (Environment.GetEnvironmentVariable("SVAR_FIXTURES") is { Length: > 0 } said)
        {
            return Directory.Exists(said) ? Path.GetFullPath(said) : null;
        }

        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Svar.slnx")))
            {
                var beside = Path.Combine(at.FullName, "..", "shared", "fixtures");
                return Directory.Exists(beside) ? Path.GetFullPath(beside) : null;
            }
        }

        return null;
    }
}
