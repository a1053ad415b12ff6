using System.Collections.Frozen;

namespace Svar.Mail.Replies;

/// <summary>A subject without the marks that programs put before it.</summary>
/// <param name="Base">What is left: a list's '[name]' stays, blanks are folded.</param>
public sealed record BareSubject(string Base, bool IsReply, bool IsForward);

/// <summary>
/// 'Re:' and what it is called elsewhere (RFC 5322 §3.6.5 knows only 'Re: '; RFC 5256 §2.1 'Fwd:' and counts as in 'RE[2]:').
/// </summary>
public static class SubjectMarks
{
    private const int LongestMark = 14;
    private const int MostMarks = 40;

    private static readonly FrozenSet<string> Replies = Set(
        "re|sv|aw|antw|antwort|ang|betr|bls|ynt|yanıt|cevap|odp|res|resp|rif|r|ref|ats|vl. re|ad|vá|válasz|atb|απ|σχετ|hal|bal|rép|rep|réf|на|ha|отв|ответ|відп|odg|"
        + "回复|回覆|答复|回信|返信|답장|회신|rv. re|svar|vast|risp|rsp|bsv|תגובה|השב|رد|trả lời|ตอบ|re-");

    // QUIRK: 'VS' is a forward in Norwegian and Danish and a reply in Finnish; a forward is what more senders mean
    private static readonly FrozenSet<string> Forwards = Set(
        "fwd|fw|forw|forward|wg|tr|vs|vb|vl|doorst|doorgest|rv|reenv|enc|i|inoltr|inol|pd|fs|ilt|ml|továbbítás|továbbítva|přeposl|pře|preposlané|prd|mes|пересл|fwd-|"
        + "πρθ|προώθ|trs|yönl|iletildi|pren|pros|转发|轉寄|轉發|転送|전달|הועבר|إعادة توجيه|chuyển tiếp|ส่งต่อ|vidaresendt|videresendt|vidarebefordrat");

    /// <summary>'Re: Sv: [shop] VS: Hei' -> '[shop] Hei', a reply and a forward.</summary>
    public static BareSubject Strip(string subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var tag = "";
        var rest = subject.AsSpan().Trim();
        var reply = false;
        var forward = false;
        for (var count = 0; count < MostMarks; count++)
        {
            if (Mark(rest) is var length and > 0)
            {
                var isForward = Name(rest[..length], Forwards);
                reply |= !isForward;
                forward |= isForward;
                rest = rest[length..].TrimStart();
                continue;
            }

            // a list puts its name before the marks, or between them: '[shop] Re: Hei'
            var close = rest.StartsWith("[") ? rest.IndexOf(']') : -1;
            if (tag.Length > 0 || close is < 1 or > 40 || Mark(rest[(close + 1)..].TrimStart()) == 0)
            {
                break;
            }

            tag = rest[..(close + 1)].ToString() + " ";
            rest = rest[(close + 1)..].TrimStart();
        }

        if (rest.EndsWith("(fwd)", StringComparison.OrdinalIgnoreCase))
        {
            forward = true;
            rest = rest[..^5].TrimEnd();
        }

        return new(Folded(tag, rest), reply, forward);
    }

    // mark = name [ "[" n "]" / "(" n ")" / "^" n / "*" n ] *WSP ":"
    private static int Mark(ReadOnlySpan<char> subject)
    {
        var colon = subject[..Math.Min(subject.Length, LongestMark + 8)].IndexOfAny(':', '：');
        if (colon <= 0)
        {
            return 0;
        }

        return Name(subject[..(colon + 1)], Replies) || Name(subject[..(colon + 1)], Forwards) ? colon + 1 : 0;
    }

    private static bool Name(ReadOnlySpan<char> mark, FrozenSet<string> names)
    {
        var name = mark[..^1].TrimEnd(" \u00A0");
        var count = name.IndexOfAny("[(^*");
        if (count > 0)
        {
            foreach (var c in name[(count + 1)..])
            {
                if (!char.IsAsciiDigit(c) && c is not ']' and not ')')
                {
                    return false;
                }
            }

            name = name[..count].TrimEnd();
        }

        return name.Length <= LongestMark && names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);
    }

    private static string Folded(string tag, ReadOnlySpan<char> rest) =>
        tag + string.Join(' ', rest.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static FrozenSet<string> Set(string names) => names.Split('|').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
