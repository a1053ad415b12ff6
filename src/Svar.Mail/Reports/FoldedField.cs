using System.Text;
using Svar.Mail.Headers;

namespace Svar.Mail.Reports;

/// <summary>A header field that stands in a text: folded (RFC 5322 §2.2.3), or quoted with marks before its lines.</summary>
internal static class FoldedField
{
    private const int MostLines = 10;
    private const int LongestLine = 1_000;

    /// <summary>The first message id of the first field of this name that has one, or null.</summary>
    public static string? Id(string text, string name)
    {
        var value = new StringBuilder();
        var lines = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var bare = line.TrimStart('>');
            bare = bare.Length < line.Length && bare.StartsWith(" ") ? bare[1..] : bare;
            if (lines > 0 && lines < MostLines && bare.Length > 1 && bare[0] is ' ' or '\t')
            {
                lines++;
                value.Append(bare[..Math.Min(bare.Length, LongestLine)]);
                continue;
            }

            if (First(value) is { } id)
            {
                return id;
            }

            value.Clear();
            lines = 0;
            bare = bare.TrimStart(" \t");
            if (bare.Length > name.Length && bare[name.Length] == ':' && bare.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                value.Append(bare[(name.Length + 1)..Math.Min(bare.Length, LongestLine)]);
                lines = 1;
            }
        }

        return First(value);
    }

    private static string? First(StringBuilder value) => value.Length > 0 && MessageIds.Parse(Encoding.UTF8.GetBytes(value.ToString())) is [var first, ..] ? first : null;
}
