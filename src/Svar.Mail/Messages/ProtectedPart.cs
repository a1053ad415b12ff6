using Svar.Mail.Mime;

namespace Svar.Mail.Messages;

/// <summary>Signed and encrypted parts, by their types and by what programs and gateways make of them.</summary>
internal static class ProtectedPart
{
    /// <summary>The part that must stay whole for whoever verifies or decrypts it; null when this one is none.</summary>
    public static MimePart? Of(MimePart part) => part.MediaType switch
    {
        // RFC 1847; RFC 8551 §3.2
        "multipart/signed" or "multipart/encrypted" or "application/pkcs7-mime" or "application/x-pkcs7-mime" => part,

        // QUIRK: Exchange turns multipart/encrypted into multipart/mixed with an empty text before the two parts
        "application/pgp-encrypted" when part.Parent is { MediaType: "multipart/mixed" } mixed && mixed.Children.Any(child => child.MediaType == "application/octet-stream") => mixed,

        // RFC 8551 §3.2.1: a gateway may have changed the type, and the name tells
        "application/octet-stream" when part.FileName is { } name && (name.EndsWith(".p7m", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".p7z", StringComparison.OrdinalIgnoreCase)) => part,

        // from before RFC 3156, still sent by scripts
        "application/pgp" => part,

        // RFC 9580 §6.2, §7: armour within the text, as programs without MIME send it
        "text/plain" when HasArmour(part) => part,
        _ => null,
    };

    private static bool HasArmour(MimePart part)
    {
        ReadOnlySpan<byte> text = part.Encoding is TransferEncoding.Base64 ? part.DecodeBytes() : part.RawBody.Span;
        for (var at = 0; text[at..].IndexOf("-----BEGIN PGP "u8) is >= 0 and var found; at += found + 1)
        {
            var line = text[(at + found)..];
            if ((at + found == 0 || text[at + found - 1] is (byte)'\n' or (byte)'\r')
                && (line.StartsWith("-----BEGIN PGP MESSAGE"u8) || line.StartsWith("-----BEGIN PGP SIGNED MESSAGE"u8)))
            {
                return true;
            }
        }

        return false;
    }
}
