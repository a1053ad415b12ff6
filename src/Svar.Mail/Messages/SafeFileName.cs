using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Svar.Mail.Messages;

/// <summary>Names of attachments made safe: as the name of a file on any system, and to the eye.</summary>
public static class SafeFileName
{
    // the shortest limit of common file systems is 255 bytes; room is left for a counter
    private const int MostBytes = 200;

    private static readonly FrozenSet<string> _devices = new[]
    {
        "CON", "PRN", "AUX", "NUL", "CLOCK$", "CONIN$", "CONOUT$",
        "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> _endings = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["text/plain"] = ".txt",
        ["text/html"] = ".html",
        ["text/calendar"] = ".ics",
        ["text/csv"] = ".csv",
        ["text/vcard"] = ".vcf",
        ["text/x-vcard"] = ".vcf",
        ["text/rfc822-headers"] = ".txt",
        ["message/rfc822"] = ".eml",
        ["message/global"] = ".eml",
        ["message/delivery-status"] = ".txt",
        ["message/disposition-notification"] = ".txt",
        ["message/feedback-report"] = ".txt",
        ["application/pdf"] = ".pdf",
        ["application/zip"] = ".zip",
        ["application/gzip"] = ".gz",
        ["application/json"] = ".json",
        ["application/xml"] = ".xml",
        ["application/msword"] = ".doc",
        ["application/vnd.ms-excel"] = ".xls",
        ["application/rtf"] = ".rtf",
        ["application/ms-tnef"] = ".dat",
        ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"] = ".docx",
        ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"] = ".xlsx",
        ["application/pkcs7-signature"] = ".p7s",
        ["application/x-pkcs7-signature"] = ".p7s",
        ["application/pkcs7-mime"] = ".p7m",
        ["application/x-pkcs7-mime"] = ".p7m",
        ["application/pgp-signature"] = ".asc",
        ["application/pgp-encrypted"] = ".asc",
        ["application/pgp-keys"] = ".asc",
        ["image/png"] = ".png",
        ["image/jpeg"] = ".jpg",
        ["image/gif"] = ".gif",
        ["image/webp"] = ".webp",
        ["image/heic"] = ".heic",
        ["image/tiff"] = ".tif",
        ["image/svg+xml"] = ".svg",
        ["image/bmp"] = ".bmp",
        ["audio/mpeg"] = ".mp3",
        ["audio/wav"] = ".wav",
        ["video/mp4"] = ".mp4",
        ["video/quicktime"] = ".mov",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// The last component of what the sender gave, without characters that a file system or an eye would
    /// misread (separators, controls, marks that turn the direction of writing), never empty, never a device.
    /// </summary>
    /// <param name="given">The sender's name; may be null.</param>
    /// <param name="mediaType">Gives a name and an ending when the sender gave none.</param>
    public static string Make(string? given, string mediaType)
    {
        var name = Cleaned(LastComponent(given ?? ""));
        if (name.Length == 0)
        {
            var stem = mediaType.StartsWith("image/", StringComparison.Ordinal) ? "image" : mediaType.StartsWith("message/", StringComparison.Ordinal) ? "message" : "attachment";
            return stem + _endings.GetValueOrDefault(mediaType, mediaType.StartsWith("text/", StringComparison.Ordinal) ? ".txt" : ".bin");
        }

        // Windows takes 'nul.txt' for the device too
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (_devices.Contains((dot < 0 ? name : name[..dot]).TrimEnd()))
        {
            name = "_" + name;
        }

        return Shortened(name);
    }

    private static string LastComponent(string name)
    {
        var trimmed = name.TrimEnd('/', '\\', ' ');
        var separator = trimmed.LastIndexOfAny(['/', '\\']);
        return separator < 0 ? trimmed : trimmed[(separator + 1)..];
    }

    private static string Cleaned(string name)
    {
        var clean = new StringBuilder(name.Length);
        foreach (var rune in name.Trim().EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                case UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate:
                    break;
                case UnicodeCategory.SpaceSeparator:
                    clean.Append(' ');
                    break;
                default:
                    clean.Append(rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*' ? "_" : rune.ToString());
                    break;
            }
        }

        // a leading dot hides, a trailing one is dropped by Windows
        return clean.ToString().Trim().TrimStart('.').TrimEnd('.', ' ').TrimStart();
    }

    private static string Shortened(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= MostBytes)
        {
            return name;
        }

        var dot = name.LastIndexOf('.');
        var ending = dot > 0 && name.Length - dot <= 16 ? name[dot..] : "";
        var room = MostBytes - Encoding.UTF8.GetByteCount(ending);
        var stem = new StringBuilder();
        foreach (var rune in name.AsSpan(0, name.Length - ending.Length).EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
            {
                break;
            }

            stem.Append(rune.ToString());
        }

        return stem.ToString().TrimEnd('.', ' ') + ending;
    }
}
