using System.Collections.Frozen;

namespace Svar.Mail.Replies;

/// <summary>'Yours sincerely', alone on its line.</summary>
internal static class Closings
{
    private static readonly FrozenSet<string> Known = (
        "regards|kind regards|best regards|warm regards|with kind regards|with best regards|many regards|kindest regards|rgds|sincerely|yours sincerely|yours truly|yours faithfully|sincerely yours|"
        + "respectfully|best wishes|cheers|thanks and regards|thanks & regards|thank you and best regards|cordially|"
        + "hilsen|vennlig hilsen|med vennlig hilsen|mvh|beste hilsen|hilsen fra|vennleg helsing|med vennleg helsing|helsing|venlig hilsen|med venlig hilsen|bedste hilsner|de bedste hilsner|vh|"
        + "hälsningar|vänliga hälsningar|med vänliga hälsningar|med vänlig hälsning|vänligen|mvh|bästa hälsningar|"
        + "terveisin|ystävällisin terveisin|parhain terveisin|yt|"
        + "mit freundlichen grüßen|mit freundlichen grüssen|freundliche grüße|freundliche grüsse|viele grüße|beste grüße|liebe grüße|mit besten grüßen|mfg|vg|lg|schöne grüße|herzliche grüße|"
        + "met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|vriendelijke groeten|groeten|mvg|hartelijke groet|hoogachtend|"
        + "cordialement|bien cordialement|très cordialement|bien à vous|sincères salutations|meilleures salutations|salutations|cdlt|bien à toi|"
        + "saludos|un saludo|saludos cordiales|atentamente|un cordial saludo|cordialmente|atte|muy atentamente|"
        + "cordiali saluti|distinti saluti|saluti|un saluto|cordialità|"
        + "atenciosamente|cumprimentos|com os melhores cumprimentos|melhores cumprimentos|att|abraços|"
        + "pozdrawiam|z poważaniem|pozdrowienia|serdecznie pozdrawiam|z wyrazami szacunku|"
        + "с уважением|с наилучшими пожеланиями|з повагою|s pozdravem|s pozdravom|üdvözlettel|tisztelettel|cu stima|saygılarımla|lep pozdrav")
        .Split('|').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // these say thanks as well, and then nobody signs
    private static readonly FrozenSet<string> Thanks = (
        "thanks|thank you|many thanks|thanks in advance|thank you in advance|takk|tusen takk|mange takk|på forhånd takk|takk på forhånd|på førehand takk|tack|tack på förhand|tack så mycket|tak|mange tak|på forhånd tak|danke|vielen dank|vielen dank im voraus|besten dank|"
        + "bedankt|alvast bedankt|dank u|dank je|merci|merci d'avance|merci beaucoup|gracias|muchas gracias|gracias de antemano|grazie|grazie mille|obrigado|obrigada|muito obrigado|dziękuję|z góry dziękuję|kiitos|kiitos etukäteen|спасибо")
        .Split('|').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>'Thanks', alone on its line.</summary>
    public static bool IsThanks(string line) => Thanks.GetAlternateLookup<ReadOnlySpan<char>>().Contains(line.AsSpan().Trim(" \t\u00A0,.!*_"));

    /// <summary>The words after a closing in the same line: 'Mvh Kari Nordmann'. Empty when there are none, or no closing.</summary>
    public static ReadOnlySpan<char> After(string line)
    {
        var text = line.AsSpan().Trim(" \t\u00A0,.!*_");
        for (var at = Math.Min(text.Length - 1, 40); at > 1; at--)
        {
            if (text[at] is ' ' or ',' && Known.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[..at]))
            {
                return text[at..].TrimStart(" ,");
            }
        }

        return default;
    }

    public static bool Matches(string line)
    {
        var text = line.AsSpan().Trim(" \t\u00A0,.!*_");
        return text.Length is > 1 and < 40 && Known.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text);
    }
}
