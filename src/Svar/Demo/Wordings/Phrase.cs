using System.Text;

namespace Svar.Demo;

/// <summary>Turns a wording's text into words: chooses among <c>{a|b}</c>, then fills <c>[variables]</c> in.</summary>
internal static class Phrase
{
    public static string Say(string template, Func<string, string?> variable, Draw draw) => Fill(Choose(template, draw), variable);

    private static string Choose(string template, Draw draw)
    {
        if (!template.Contains('{', StringComparison.Ordinal))
        {
            return template;
        }

        var said = new StringBuilder(template.Length);
        for (var at = 0; at < template.Length;)
        {
            var open = template.IndexOf('{', at);
            if (open < 0)
            {
                said.Append(template, at, template.Length - at);
                break;
            }

            var close = template.IndexOf('}', open);
            if (close < 0)
            {
                throw new FormatException("a choice that does not end: " + template[open..]);
            }

            said.Append(template, at, open - at).Append(draw.Pick(template[(open + 1)..close].Split('|')));
            at = close + 1;
        }

        return said.ToString();
    }

    private static string Fill(string text, Func<string, string?> variable)
    {
        var said = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf('[', at);
            if (open < 0)
            {
                said.Append(text, at, text.Length - at);
                break;
            }

            var close = text.IndexOf(']', open);
            if (close < 0)
            {
                throw new FormatException("a variable that does not end: " + text[open..]);
            }

            var name = text[(open + 1)..close];
            var lower = char.ToLowerInvariant(name[0]) + name[1..];
            var value = variable(lower) ?? throw new FormatException("nothing is known of [" + name + "] in: " + text);
            if (char.IsUpper(name[0]))
            {
                value = char.ToUpperInvariant(value[0]) + value[1..];
            }

            said.Append(text, at, open - at).Append(value);
            at = close + 1;
        }

        return said.ToString();
    }
}
