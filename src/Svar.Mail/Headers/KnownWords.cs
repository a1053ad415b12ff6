using System.Text;
using Svar.Mail.Mime;

namespace Svar.Mail.Headers;

/// <summary>The words that nearly every mail holds, so that they cost no memory.</summary>
internal static class KnownWords
{
    private static readonly string[] _words =
    [
        "text/plain", "text/html", "multipart/alternative", "multipart/mixed", "multipart/related", "multipart/report", "multipart/signed",
        "message/rfc822", "message/delivery-status", "application/octet-stream", "application/pdf", "image/png", "image/jpeg", "image/gif",
        "text/calendar", "text/rfc822-headers", "attachment", "inline", "application/pgp-signature", "application/pkcs7-signature",
    ];

    private static readonly byte[][] _bytes = Array.ConvertAll(_words, Encoding.ASCII.GetBytes);

    /// <summary>The word in lower case.</summary>
    public static string Lower(ReadOnlySpan<byte> word)
    {
        for (var i = 0; i < _bytes.Length; i++)
        {
            if (Ascii7.Same(word, _bytes[i]))
            {
                return _words[i];
            }
        }

        return Encoding.Latin1.GetString(word[..Math.Min(word.Length, 200)]).ToLowerInvariant();
    }
}
