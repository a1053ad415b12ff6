using System.Globalization;
using System.Text;

namespace Svar.Mail.Imap;

/// <summary>sequence-set = (seq-number / seq-range) ["," sequence-set], RFC 9051 §9.</summary>
internal static class UidSet
{
    /// <summary>Servers take lines of 8,000 octets at least (RFC 7162 §4); ours stay well below.</summary>
    private const int Longest = 4000;

    /// <summary>The UIDs in as few and short sets as they need; in rising order, each once.</summary>
    public static IEnumerable<string> Of(IEnumerable<uint> uids)
    {
        var set = new StringBuilder();
        uint first = 0, last = 0;
        foreach (var uid in uids.Where(u => u > 0).Distinct().Order())
        {
            if (first > 0 && uid == last + 1)
            {
                last = uid;
                continue;
            }

            if (first > 0)
            {
                Append(set, first, last);
                if (set.Length > Longest)
                {
                    yield return set.ToString();
                    set.Clear();
                }
            }

            first = last = uid;
        }

        if (first > 0)
        {
            Append(set, first, last);
            yield return set.ToString();
        }
    }

    private static void Append(StringBuilder set, uint first, uint last)
    {
        set.Append(set.Length > 0 ? "," : "");
        set.Append(first == last ? first.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{first}:{last}"));
    }
}
