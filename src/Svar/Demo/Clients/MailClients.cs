namespace Svar.Demo;

/// <summary>The programs that customers write with, by name.</summary>
internal static class MailClients
{
    private static readonly Dictionary<string, Func<Letter, Draw, byte[]>> _clients = new(StringComparer.Ordinal)
    {
        ["gmail"] = Gmail.Write,
        ["iphone"] = AppleMail.WriteOnPhone,
        ["applemail"] = AppleMail.WriteOnMac,
        ["outlook"] = OutlookDesktop.Write,
        ["outlook-mobile"] = OutlookMobile.Write,
        ["samsung"] = SamsungEmail.Write,
        ["thunderbird"] = Thunderbird.Write,
        ["yahoo"] = YahooMail.Write,
        ["proton"] = ProtonMail.Write,
        ["webmail"] = OldWebmail.Write,
    };

    public static byte[] Write(Letter letter) => _clients[letter.Client](letter, new Draw(letter.Seed));

    private static readonly int[] _guidParts = [8, 4, 4, 4, 12];

    /// <summary>A Message-ID in the manner of the program.</summary>
    public static string MessageId(string client, string host, Draw draw) => "<" + client switch
    {
        "gmail" => "CA" + draw.Token(4, "ABCDEFGHJKLMNPQRSTUVWXYZ") + "=" + draw.Token(42, "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz0123456789_-") + "@mail." + host,
        "iphone" or "applemail" => Guid(draw).ToUpperInvariant() + "@" + host,
        "outlook" => draw.Token(12, "0123456789abcdef") + "$" + draw.Token(8, "0123456789abcdef") + "$" + draw.Token(8, "0123456789abcdef") + "$@" + host,
        "outlook-mobile" => draw.Token(6, "ABCDEFGHP") + "PR0" + draw.Token(2, "123456789") + "MB" + draw.Token(4, "0123456789") + draw.Token(24, "0123456789ABCDEF") + "@" + draw.Token(5, "ABCDEFGH") + ".prod." + host,
        "thunderbird" => Guid(draw) + "@" + host,
        "yahoo" => draw.Token(9, "123456789") + "." + draw.Token(7, "123456789") + "." + draw.Token(13, "123456789") + "@mail." + host,
        "proton" => draw.Token(86, "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz0123456789-_") + "=@" + host,
        _ => draw.Token(14) + "." + draw.Token(10, "0123456789") + "@" + host,
    } + ">";

    /// <summary>Puts files beside the body where there are any.</summary>
    public static Part WithFiles(Part body, Letter letter, Draw draw, string boundary)
    {
        var files = letter.Enclosures.Where(e => !e.IsInline).ToList();
        return files.Count == 0
            ? body
            : Part.Multipart("mixed", boundary, [body, .. files.Select(file => Part.File(file, "f_" + draw.Token(9)))]);
    }

    private static string Guid(Draw draw) => string.Join('-', _guidParts.Select(n => draw.Token(n, "0123456789abcdef")));
}
