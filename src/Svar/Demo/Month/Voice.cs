using System.Text;

namespace Svar.Demo;

/// <summary>Gives words the habits of their writer: how they greet, sign, and hurry.</summary>
internal static class Voice
{
    public static string Letter(DemoCustomer customer, string body, bool isFirst, Draw draw)
    {
        var manner = customer.Manner;
        var text = manner.Hurried ? Hurry(body) : body;
        var greeting = isFirst || draw.Chance(.35) ? manner.Greeting : "";
        var letter = new StringBuilder();
        if (greeting.Length > 0)
        {
            letter.Append(greeting).Append(manner.Hurried ? "\n" : "\n\n");
        }

        letter.Append(text);
        var signs = isFirst ? draw.Chance(.93) : draw.Chance(.62);
        if (manner.Company is not null && isFirst)
        {
            return letter.Append("\n\n").Append(manner.Closing).ToString();
        }

        if (signs)
        {
            var name = manner.SignsWithFirstName || !isFirst ? customer.FirstName : customer.Name;
            letter.Append("\n\n").Append(manner.Closing.Length == 0 ? name : manner.Closing + (draw.Chance(.25) ? " " : "\n") + name);
        }

        return letter.ToString();
    }

    private static string Hurry(string body)
    {
        var text = new StringBuilder(body.TrimEnd('.'));
        for (var i = 0; i + 1 < text.Length; i++)
        {
            var begins = i == 0 || text[i - 1] == '\n' || (i > 1 && text[i - 1] == ' ' && text[i - 2] is '.' or '?');
            if (begins && char.IsUpper(text[i]) && char.IsLower(text[i + 1]))
            {
                text[i] = char.ToLowerInvariant(text[i]);
            }
        }

        return text.ToString();
    }
}
