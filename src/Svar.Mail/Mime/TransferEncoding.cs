using Svar.Mail.Headers;

namespace Svar.Mail.Mime;

/// <summary>How the bytes of a body were made fit for the way (RFC 2045 §6).</summary>
public enum TransferEncoding
{
    /// <summary>7bit, 8bit, binary, or a name that nobody knows: the bytes as they are.</summary>
    Identity,

    /// <summary>RFC 2045 §6.8.</summary>
    Base64,

    /// <summary>RFC 2045 §6.7.</summary>
    QuotedPrintable,

    /// <summary>The old Unix encoding, called x-uuencode.</summary>
    Uuencode,
}

internal static class TransferEncodings
{
    public static TransferEncoding ByName(ReadOnlySpan<byte> value, out bool known)
    {
        known = true;
        var word = ParameterReader.Word(value);
        switch (word.Length)
        {
            case 0:
                return TransferEncoding.Identity;
            case 4 when Ascii7.Same(word, "7bit"u8) || Ascii7.Same(word, "8bit"u8):
                return TransferEncoding.Identity;
            case 6 when Ascii7.Same(word, "base64"u8):
                return TransferEncoding.Base64;
            case 6 when Ascii7.Same(word, "binary"u8):
                return TransferEncoding.Identity;
            case 16 when Ascii7.Same(word, "quoted-printable"u8):
                return TransferEncoding.QuotedPrintable;
        }

        if (Ascii7.Same(word, "x-uuencode"u8) || Ascii7.Same(word, "uuencode"u8) || Ascii7.Same(word, "x-uue"u8) || Ascii7.Same(word, "uue"u8))
        {
            return TransferEncoding.Uuencode;
        }

        known = false;

        // QUIRK: names with something around them
        return Ascii7.StartsWith(word, "base64"u8) || Ascii7.StartsWith(word, "base-64"u8) || Ascii7.Same(word, "x-base64"u8) ? TransferEncoding.Base64
            : Ascii7.StartsWith(word, "quoted"u8) || Ascii7.Same(word, "qp"u8) ? TransferEncoding.QuotedPrintable
            : TransferEncoding.Identity;
    }

    /// <summary>Appends the decoded bytes; false when the encoding was broken.</summary>
    public static bool Decode(TransferEncoding encoding, ReadOnlySpan<byte> body, ref PooledBytes bytes)
    {
        switch (encoding)
        {
            case TransferEncoding.Base64:
                return Base64.Decode(body, ref bytes);
            case TransferEncoding.QuotedPrintable:
                return QuotedPrintable.Decode(body, ref bytes);
            case TransferEncoding.Uuencode:
                return Uuencode.Decode(body, ref bytes);
            default:
                bytes.Append(body);
                return true;
        }
    }
}
