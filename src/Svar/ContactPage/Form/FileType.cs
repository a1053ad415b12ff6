using System.Collections.Frozen;
using System.Text;

namespace Svar.ContactPage.Form;

/// <summary>
/// What a file is by its first bytes; what its sender calls it decides only between formats that share a container.
/// Never a type that a browser would run (HTML, SVG, scripts): such a file is plain text.
/// </summary>
internal static class FileType
{
    /// <summary>So many bytes are looked at.</summary>
    public const int Looked = 4096;

    public const string Unknown = "application/octet-stream";

    private static readonly FrozenDictionary<string, string> _inZip = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [".pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        [".odt"] = "application/vnd.oasis.opendocument.text",
        [".ods"] = "application/vnd.oasis.opendocument.spreadsheet",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <param name="head">The first <see cref="Looked"/> bytes, or all.</param>
    /// <param name="name">The name of the file.</param>
    public static string Of(ReadOnlySpan<byte> head, string name)
    {
        var ending = Path.GetExtension(name);
        return head switch
        {
            [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => "image/gif",
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
            [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] => "image/bmp",
            [(byte)'I', (byte)'I', 0x2A, 0x00, ..] or [(byte)'M', (byte)'M', 0x00, 0x2A, ..] => "image/tiff",
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => "application/pdf",
            [(byte)'P', (byte)'K', 0x03, 0x04, ..] => _inZip.GetValueOrDefault(ending, "application/zip"),
            [0x1F, 0x8B, 0x08, ..] => "application/gzip",
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => OfCompoundFile(ending),
            [(byte)'{', (byte)'\\', (byte)'r', (byte)'t', (byte)'f', ..] => "application/rtf",
            [(byte)'I', (byte)'D', (byte)'3', ..] => "audio/mpeg",
            [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', _, _, _, _, ..] => OfBrand(Encoding.ASCII.GetString(head[8..12])),
            [] => Unknown,
            _ => IsText(head) ? "text/plain" : Unknown,
        };
    }

    // ISO/IEC 14496-12 §4.3: the major brand tells what the container holds.
    private static string OfBrand(string brand) => brand switch
    {
        "heic" or "heix" or "heim" or "heis" or "mif1" => "image/heic",
        "avif" or "avis" => "image/avif",
        "qt  " => "video/quicktime",
        "M4A " => "audio/mp4",
        _ => "video/mp4",
    };

    private static string OfCompoundFile(string ending) => ending.ToLowerInvariant() switch
    {
        ".doc" => "application/msword",
        ".xls" => "application/vnd.ms-excel",
        ".msg" => "application/vnd.ms-outlook",
        _ => Unknown,
    };

    // UTF-8 without control characters but white space; the last character may be cut in two by the end of the head.
    private static bool IsText(ReadOnlySpan<byte> head)
    {
        var isWhole = head.Length < Looked;
        for (var at = 0; at < head.Length;)
        {
            var status = Rune.DecodeFromUtf8(head[at..], out var rune, out var length);
            if (status == System.Buffers.OperationStatus.NeedMoreData && !isWhole)
            {
                return true;
            }

            if (status != System.Buffers.OperationStatus.Done || (rune.Value < ' ' && rune.Value is not ('\t' or '\n' or '\r' or '\f')))
            {
                return false;
            }

            at += length;
        }

        return true;
    }
}
