using System.Text;

namespace Svar.Demo;

/// <summary>Text to the pieces of HTML and plain quoting that mail programs share.</summary>
internal static class Markup
{
    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);

    public static string Lines(string paragraph) => Escape(paragraph).Replace("\n", "<br>", StringComparison.Ordinal);

    /// <summary>Every line in one element, an empty line as <paramref name="empty"/>.</summary>
    public static string Each(string text, string open, string close, string empty) =>
        string.Concat(text.Split('\n').Select(line => line.Length == 0 ? empty : open + Escape(line) + close));

    public static string Quote(string text, string mark = "> ") =>
        string.Join("\n", text.Split('\n').Select(line => line.Length == 0 ? mark.TrimEnd() : mark + line));

    /// <summary>Hard line ends at <paramref name="width"/>.</summary>
    public static string Wrap(string text, int width, string softEnd = "")
    {
        var wrapped = new StringBuilder(text.Length + 64);
        foreach (var line in text.Split('\n'))
        {
            var column = 0;
            foreach (var word in line.Split(' '))
            {
                if (column > 0 && column + 1 + word.Length > width)
                {
                    wrapped.Append(softEnd).Append('\n').Append(word);
                    column = word.Length;
                }
                else
                {
                    wrapped.Append(column > 0 ? " " : "").Append(word);
                    column += word.Length + (column > 0 ? 1 : 0);
                }
            }

            wrapped.Append('\n');
        }

        return wrapped.ToString().TrimEnd('\n');
    }
}
