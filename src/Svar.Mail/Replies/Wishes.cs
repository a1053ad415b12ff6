using System.Collections.Frozen;

namespace Svar.Mail.Replies;

/// <summary>Words of a person who speaks for themselves or asks for something, which signatures seldom hold.</summary>
internal static class Wishes
{
    private static readonly FrozenSet<string> Words = (
        "i please jeg eg vennligst gjerne jag snälla gärna ich bitte ik alstublieft alsjeblieft graag je yo quiero io vorrei eu quero minä haluan proszę chcę")
        .Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a sentence holds one of them; names and titles of a word or two are none.</summary>
    public static bool Speaks(string line)
    {
        var text = line.AsSpan();
        if (text.Trim().Count(' ') < 2)
        {
            return false;
        }

        foreach (var range in text.SplitAny(" \t\u00A0,.!:;"))
        {
            if (Words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[range]))
            {
                return true;
            }
        }

        return false;
    }
}
