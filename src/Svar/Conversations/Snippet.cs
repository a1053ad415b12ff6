namespace Svar.Conversations;

/// <summary>The first words of a text on one line, for lists.</summary>
internal static class Snippet
{
    private const int Longest = 140;

    public static string Of(string text)
    {
        Span<char> line = stackalloc char[Longest];
        var length = 0;
        var gap = false;
        foreach (var letter in text)
        {
            if (char.IsWhiteSpace(letter) || char.IsControl(letter))
            {
                gap = length > 0;
                continue;
            }

            if (length + (gap ? 2 : 1) > Longest)
            {
                break;
            }

            if (gap)
            {
                line[length++] = ' ';
                gap = false;
            }

            line[length++] = letter;
        }

        if (length > 0 && char.IsHighSurrogate(line[length - 1]))
        {
            length--;
        }

        return new string(line[..length]);
    }
}
