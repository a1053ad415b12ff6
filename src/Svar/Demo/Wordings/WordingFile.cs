using System.Reflection;
using System.Text;

namespace Svar.Demo;

/// <summary>
/// Reads wordings from the embedded files of <c>Demo/Content</c>. <c># section</c> begins a section, <c>--- flag flag=value</c>
/// a wording; in sections of first mails the line after it is the subject (<c>-</c>: none); <c>&gt;&gt;&gt; flags</c> begins the answer to it.
/// </summary>
internal static class WordingFile
{
    private static readonly Assembly _assembly = typeof(WordingFile).Assembly;

    public static string Text(string name)
    {
        using var stream = _assembly.GetManifestResourceStream("Demo/" + name)
            ?? throw new InvalidOperationException("no embedded file Demo/" + name);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    public static bool Exists(string name) => _assembly.GetManifestResourceInfo("Demo/" + name) is not null;

    /// <summary>Sections by name.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Wording>> Read(string name)
    {
        var sections = new Dictionary<string, IReadOnlyList<Wording>>(StringComparer.Ordinal);
        foreach (var section in ("\n" + Text(name)).Split("\n# ").Skip(1))
        {
            var title = section[..section.IndexOf('\n', StringComparison.Ordinal)].Trim();
            sections[title] = section.Split("\n---").Skip(1)
                .Select(block => Block(block, title.StartsWith("first", StringComparison.Ordinal)))
                .ToList();
        }

        return sections;
    }

    private static Wording Block(string block, bool hasSubject)
    {
        var halves = block.Split("\n>>>", 2);
        var answer = halves.Length == 2 ? One(halves[1], false, null) : null;
        return One(halves[0], hasSubject, answer);
    }

    private static Wording One(string text, bool hasSubject, Wording? answer)
    {
        var (flagLine, rest) = Cut(text);
        var subject = "";
        if (hasSubject)
        {
            (subject, rest) = Cut(rest);
            subject = subject.Trim() == "-" ? "" : subject.Trim();
        }

        var flags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var flag in flagLine.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = flag.IndexOf('=', StringComparison.Ordinal) is var at and > 0 ? (flag[..at], flag[(at + 1)..]) : (flag, "");
            flags[key] = value;
        }

        return new Wording(subject, rest.Trim('\n'), flags, answer);
    }

    private static (string Line, string Tail) Cut(string text)
    {
        var at = text.IndexOf('\n', StringComparison.Ordinal);
        return at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
    }
}
