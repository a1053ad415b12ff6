using System.Collections.Frozen;
using System.Text;

namespace Svar.Mail.Replies;

/// <summary>The line that a telephone or a mail program adds by itself: 'Sent from my iPhone', 'Hent Outlook for Android'.</summary>
internal static class MobileSignature
{
    private const int Longest = 160;
    private const int MostWords = 14;

    // these words open nothing else
    private static readonly string[] Opens =
    [
        "sent from ", "sent via ", "sent with ", "sent using ", "sent by galaxy", "sent by my", "sent by mobile", "sent on the go", "sent on my", "get outlook for", "download outlook", "from my iphone", "from my ipad", "from my android", "from my phone",
        "from my samsung", "from my mobile", "from my blackberry",
        "sendt fra ", "sendt med ", "sendt via ", "sende frå ", "sendt frå ", "hent outlook", "skaff deg outlook", "få outlook", "last ned outlook",
        "skickat från ", "skickat med ", "skickades från ", "hämta outlook", "skaffa outlook", "ladda ned outlook",
        "lähetetty ", "hanki outlook", "lataa outlook",
        "gesendet von ", "gesendet mit ", "gesendet via ", "gesendet aus ", "gesendet vom ", "versendet mit ", "outlook für ", "holen sie sich outlook", "laden sie outlook", "von meinem ", "diese nachricht wurde von ", "von meinen ",
        "verzonden vanaf ", "verzonden vanuit ", "verstuurd vanuit ", "verzonden met ", "verzonden via ", "verstuurd vanaf ", "verstuurd met ", "verstuurd via ", "outlook voor ", "outlook downloaden", "download outlook voor", "verzonden van ",
        "envoyé de ", "envoyé depuis ", "envoyé à partir ", "envoyé avec ", "envoyé via ", "envoyé par ", "télécharger outlook", "obtenir outlook", "téléchargez outlook", "de mon iphone", "de mon ipad", "provenance : courrier",
        "enviado desde ", "enviado con ", "enviado por ", "obtener outlook", "descargar outlook", "obtén outlook", "desde mi iphone", "descarga outlook",
        "enviado do ", "enviado de ", "enviado a partir ", "enviado via ", "enviado com ", "enviada do ", "obter outlook", "obter o outlook", "baixe o outlook", "baixar o outlook",
        "inviato da ", "inviato dal ", "inviato con ", "inviato tramite ", "scarica outlook", "ottieni outlook", "scaricare outlook",
        "wysłano z ", "wysłane z ", "wysłano za ", "wysłano przy ", "pobierz aplikację outlook", "pobierz outlook", "pobierz program outlook", "uzyskaj program outlook", "wysłana z ",
        "отправлено с ", "отправлено из ", "отправлено от ", "послано с ", "скачать outlook", "загрузить outlook", "получить outlook", "надіслано з ", "надіслано від ", "изпратено от ",
        "odesláno z ", "odesláno ze ", "odoslané z ", "odoslané zo ", "získat outlook", "küldve ", "elküldve ", "trimis de pe ", "trimis din ", "poslano s ", "poslano z ", "poslano iz ",
        "στάλθηκε από ", "εστάλη από ", "gönderen: ", "enviat des ", "enviat desde ", "bidalia nire ", "saadetud minu", "nosūtīts no ", "išsiųsta iš ", "dikirim dari ", "đã gửi từ ", "được gửi từ ", "gửi từ ",
        "发自我的", "发送自", "發自我的", "從我的", "从我的", "來自我的", "来自我的", "获取 outlook", "取得 outlook", "iphoneから送信", "ipadから送信", "androidから送信", "나의 iphone에서", "내 iphone에서", "נשלח מ", "أرسلت من", "أُرسلت من", "ส่งจาก",
    ];

    private const int KeyLength = 3;

    private static readonly FrozenDictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> ByStart = Opens
        .GroupBy(static o => o[..KeyLength], StringComparer.Ordinal)
        .ToFrozenDictionary(static g => g.Key, static g => g.ToArray(), StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly string[] Ends =
    [
        " gesendet", " gesendet.", " gönderildi", "から送信", "에서 보냄", "에서 보냈습니다", "傳送", "发送", "발송", " från min iphone", " from mobile", " from my mobile", " from my phone", " küldve", "ได้ส่ง",
    ];

    // 'sent from', lower case, at a line's beginning is also what any sentence may say: then a machine must be named
    private static readonly FrozenSet<string> Machines = (
        "iphone ipad ipod android mobile phone cell smartphone tablet blackberry samsung galaxy htc nokia huawei xiaomi motorola pixel windows mac "
        + "outlook mail mailbox airmail yahoo gmail proton protonmail thunderbird spark superhuman shortwave polymail mailspring mailbird tutanota tuta fastmail aquamail bluemail edison canary missive aol zoho icloud gmx libero orange webmail device mobil telefon handy ios app k-9 fairemail")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// Whether a line may be one. <paramref name="named"/>: it names a machine or a program; if not, it may as well tell how a parcel was sent.
    /// </summary>
    public static bool Matches(ReadOnlySpan<char> line, out bool named)
    {
        named = false;
        line = line.Trim();
        if (line.Length is < 6 or > 400)
        {
            return false;
        }

        var words = Bare(line);
        if (words.Length is < 6 or > Longest || words.Count(' ') >= MostWords || Reports.Phrase.Asks(words))
        {
            return false;
        }

        named = NamesMachine(words);
        if (OffersOutlook(words, line))
        {
            return named = true;
        }

        foreach (var open in ByStart.TryGetValue(words.AsSpan(0, KeyLength), out var opens) ? opens : [])
        {
            if (words.StartsWith(open, StringComparison.Ordinal))
            {
                return IsPlainOpening(words, open, line);
            }
        }

        foreach (var end in Ends)
        {
            if (words.EndsWith(end, StringComparison.Ordinal) && words.Length <= 100)
            {
                return end is not " gesendet" and not " gesendet." || words.StartsWith("von ", StringComparison.Ordinal) || words.StartsWith("mit ", StringComparison.Ordinal)
                    || NamesMachine(words);
            }
        }

        return false;
    }

    private static bool IsPlainOpening(string words, string open, ReadOnlySpan<char> line)
    {
        if (open is "outlook für " or "outlook voor ")
        {
            return words[(words.LastIndexOf(' ') + 1)..] is "beziehen" or "herunterladen" or "holen" or "downloaden" or "ophalen";
        }

        if (open is "von meinem " or "von meinen " or "diese nachricht wurde von " or "lähetetty " or "küldve " or "elküldve " or "sent by my" or "sent on my")
        {
            return NamesMachine(words);
        }

        if (open is "sent via " or "sent with " or "sent using " or "sendt med " or "sendt via " or "skickat med " or "gesendet mit " or "gesendet aus " or "versendet mit "
            or "enviado por " or "enviado de " or "envoyé par " or "envoyé avec " or "envoyé via " or "enviado con " or "inviato con " or "wysłano za " or "verzonden met " or "verzonden van " or "enviado com ")
        {
            return NamesMachine(words) || words.Count(' ') <= 3;
        }

        if (line.EndsWith(".") && words.Count(' ') > 3 && !NamesMachine(words))
        {
            return false;
        }

        return char.IsUpper(FirstLetter(line)) || !char.IsLower(FirstLetter(line)) || NamesMachine(words);
    }

    // 'Get Outlook for iOS' with its address, in any language
    private static bool OffersOutlook(string words, ReadOnlySpan<char> line) =>
        line.Contains("://aka.ms/", StringComparison.OrdinalIgnoreCase) && words.Count(' ') <= 8 && words.Contains("outlook", StringComparison.Ordinal);

    private static bool NamesMachine(string words)
    {
        var before = "";
        foreach (var range in words.AsSpan().SplitAny(" -,.;()"))
        {
            // 'via mail' is no program's name
            var word = words[range];
            var way = word is "mail" && before is "via" or "per" or "by" or "with" or "med" or "mit" or "par" or "por" or "con" or "com" or "met";
            before = word;
            if (way)
            {
                continue;
            }

            if (Machines.Contains(word) || word.StartsWith("iphone", StringComparison.Ordinal) || word.Contains("mobil", StringComparison.Ordinal)
                || word.Contains("phone", StringComparison.Ordinal) || word.Contains("puheli", StringComparison.Ordinal) || word.Contains("ipad", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return words.Contains("k-9", StringComparison.Ordinal);
    }

    // without brackets, marks and addresses around and within: '[Outlook for iOS](https://…)', '<<sent by galaxy>>'
    private static string Bare(ReadOnlySpan<char> line)
    {
        var bare = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if ((c is '<' or '(' && IsUrl(line[(i + 1)..])) || IsUrl(line[i..]))
            {
                while (i < line.Length && line[i] is not ' ' and not ')' and not '>')
                {
                    i++;
                }

                continue;
            }

            if (c is not ('[' or ']' or '<' or '>' or '*' or '_' or '(' or ')' or '"' or '\u201C' or '\u201D' or '\u201E'))
            {
                bare.Append(c is '\u00A0' ? ' ' : char.ToLowerInvariant(c));
            }
        }

        return bare.ToString().Trim(' ', '-', '–', '—', '~', '.', '|');
    }

    private static bool IsUrl(ReadOnlySpan<char> text) => text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static char FirstLetter(ReadOnlySpan<char> line)
    {
        foreach (var c in line)
        {
            if (char.IsLetter(c))
            {
                return c;
            }
        }

        return ' ';
    }
}
