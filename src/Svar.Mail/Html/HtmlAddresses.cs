using System.Buffers;
using System.Text;

namespace Svar.Mail.Html;

/// <summary>What a link or a picture points to, and whether it may.</summary>
internal static class HtmlAddresses
{
    private const int LongestAddress = 8_192;

    /// <summary>A link as it may be followed: http, https, mailto or tel, absolute; null else. Anchors within the mail lead nowhere, since ids are dropped.</summary>
    public static string? Link(string raw)
    {
        var address = Normal(raw);
        return Scheme(address) switch
        {
            "http" or "https" => HasHost(address) ? address : null,
            "mailto" or "tel" => address,
            "" when address.StartsWith("//", StringComparison.Ordinal) => Link("https:" + address),
            "" when address.StartsWith("www.", StringComparison.OrdinalIgnoreCase) => Link("http://" + address),
            _ => null,
        };
    }

    /// <summary>A remote picture's address, http or https.</summary>
    public static string? Remote(string raw) => Link(raw) is { } address && address.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? address : null;

    /// <summary>The content id of a 'cid:' address (RFC 2392 §2), without its escapes.</summary>
    public static string? ContentId(string raw)
    {
        var address = Normal(raw);
        return Scheme(address) == "cid" && address.Length > 4 ? Uri.UnescapeDataString(address[4..]).Trim('<', '>') : null;
    }

    /// <summary>A picture written out in its address (RFC 2397): raster formats only, base64 only.</summary>
    public static string? Data(string raw, int longest)
    {
        var address = raw.Trim();
        if (address.Length > longest)
        {
            return null;
        }

        foreach (var type in (ReadOnlySpan<string>)["png", "jpeg", "jpg", "gif", "webp", "bmp"])
        {
            var start = $"data:image/{type};base64,";
            if (!address.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            foreach (var c in address.AsSpan(start.Length))
            {
                if (!char.IsAsciiLetterOrDigit(c) && c is not '+' and not '/' and not '=')
                {
                    return null;
                }
            }

            return address.Length > start.Length ? start + address[start.Length..] : null;
        }

        return null;
    }

    // as browsers read it (WHATWG URL §4.4): blanks around and line ends within count for nothing
    private static string Normal(string raw)
    {
        if (raw.Length > LongestAddress)
        {
            return "";
        }

        var from = 0;
        var to = raw.Length;
        while (from < to && (raw[from] <= ' ' || char.IsWhiteSpace(raw[from])))
        {
            from++;
        }

        while (to > from && (raw[to - 1] <= ' ' || char.IsWhiteSpace(raw[to - 1])))
        {
            to--;
        }

        var address = raw[from..to].Replace("\t", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);
        foreach (var c in address)
        {
            if (char.IsControl(c) || c is '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
            {
                return "";
            }
        }

        return Escaped(address.Replace(" ", "%20", StringComparison.Ordinal));
    }

    // RFC 3987 §3.1 for characters that are two in .NET, emoji mostly; half of one is no address
    private static string Escaped(string address)
    {
        if (!address.Any(char.IsSurrogate))
        {
            return address;
        }

        var escaped = new StringBuilder(address.Length + 16);
        for (var rest = address.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var used) != OperationStatus.Done)
            {
                return "";
            }

            escaped.Append(used == 2 ? Uri.EscapeDataString(rune.ToString()) : rest[..1].ToString());
            rest = rest[used..];
        }

        return escaped.ToString();
    }

    private static string Scheme(string address)
    {
        var end = address.AsSpan().IndexOfAny(':', '/', '?');
        if (end < 0 || address[end] != ':')
        {
            return "";
        }

        var scheme = address[..end].ToLowerInvariant();
        return scheme.Length > 0 && scheme.All(static c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.') ? scheme : "?";
    }

    private static bool HasHost(string address)
    {
        var at = address.IndexOf(':', StringComparison.Ordinal) + 1;
        return address.AsSpan(at).StartsWith("//", StringComparison.Ordinal) && at + 2 < address.Length && (char.IsLetterOrDigit(address[at + 2]) || address[at + 2] == '[');
    }
}
