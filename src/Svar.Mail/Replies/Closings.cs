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

    public static bool Matches(string line)
    {
        var text = line.AsSpan().Trim(" \t\u00A0,.!*_");
        return text.Length is > 1 and < 40 && Known.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text);
    }
}
