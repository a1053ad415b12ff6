using System.Collections.Frozen;

namespace Svar.Mail.Replies;

/// <summary>'Yours sincerely', alone on its line.</summary>
internal static class Closings
{
    private static readonly FrozenSet<string> Known = (
        "regards|kind regards|best regards|warm regards|with kind regards|with best regards|many regards|kindest regards|rgds|sincerely|yours sincerely|yours truly|yours faithfully|sincerely yours|"
        + "respectfully|best wishes|cheers|yours|best|with regards|warmly|all the best|regards from|thanks and regards|thanks & regards|thank you and best regards|cordially|"
        + "hilsen|vennlig hilsen|med vennlig hilsen|mvh|beste hilsen|hilsen fra|vennleg helsing|med vennleg helsing|helsing|med helsing|beste helsing|med hilsen|vennlige hilsener|hilsener|venlig hilsen|med venlig hilsen|bedste hilsner|de bedste hilsner|med venlige hilsener|hilsner|mange hilsner|kærlig hilsen|vh|"
        + "hälsningar|vänliga hälsningar|med vänliga hälsningar|med vänlig hälsning|vänligen|bästa hälsning|vänlig hälsning|mvh|bästa hälsningar|"
        + "terveisin|ystävällisin terveisin|parhain terveisin|ystävällisesti|kunnioittaen|t|yt|"
        + "mit freundlichen grüßen|mit freundlichen grüssen|mit freundlichem gruß|mit freundlichem gruss|freundliche grüße|freundlicher gruß|beste grüsse|viele grüsse|gruß|grüße|gruss|lieben gruß|mit bestem gruß|hochachtungsvoll|herzlichst|freundliche grüsse|viele grüße|beste grüße|liebe grüße|mit besten grüßen|mfg|vg|lg|schöne grüße|herzliche grüße|"
        + "met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|vriendelijke groeten|groeten|mvg|hartelijke groet|hoogachtend|groet|groetjes|met hartelijke groet|m.v.g|"
        + "cordialement|bien cordialement|très cordialement|bien à vous|sincères salutations|meilleures salutations|salutations|cdlt|bien cordialement vôtre|salutations distinguées|respectueusement|amicalement|cordiales salutations|bien à toi|"
        + "saludos|un saludo|saludos cordiales|atentamente|un cordial saludo|reciba un cordial saludo|cordiales saludos|le saluda atentamente|cordialmente|atte|muy atentamente|"
        + "cordiali saluti|distinti saluti|saluti|un saluto|cordialità|cordialmente|saluti cordiali|un cordiale saluto|"
        + "atenciosamente|com os meus cumprimentos|saudações|saudações cordiais|abraço|cumprimentos|com os melhores cumprimentos|melhores cumprimentos|att|abraços|"
        + "pozdrawiam|z poważaniem|pozdrowienia|z pozdrowieniami|serdeczne pozdrowienia|łączę pozdrowienia|serdecznie pozdrawiam|z wyrazami szacunku|"
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
