using System.Formats.Asn1;
using Svar.Mail.Mime;

namespace Svar.Mail.Messages;

/// <summary>
/// The mail within an S/MIME signature that encloses what it signs (RFC 8551 §3.5.2; CMS SignedData, RFC 5652 §5). Nothing is verified: it only can be
/// read.
/// </summary>
internal static class SignedContent
{
    private const string SignedData = "1.2.840.113549.1.7.2";
    private const string Data = "1.2.840.113549.1.7.1";

    /// <summary>Null when the part encloses nothing readable: it is encrypted, holds certificates only, or is no CMS.</summary>
    public static MimePart? Of(MimePart part)
    {
        if (ProtectedPart.Of(part) != part || part.IsMultipart)
        {
            return null;
        }

        try
        {
            // ContentInfo ::= SEQUENCE { contentType OBJECT IDENTIFIER, content [0] EXPLICIT }; gateways and programs stream it as BER
            var info = new AsnReader(new MailAttachment(part, part.FileName, isInline: false).Decode(), AsnEncodingRules.BER).ReadSequence();
            if (info.ReadObjectIdentifier() != SignedData)
            {
                return null;
            }

            var signed = info.ReadSequence(Explicit).ReadSequence();
            signed.ReadInteger();
            signed.ReadSetOf();
            var enclosed = signed.ReadSequence();
            return enclosed.ReadObjectIdentifier() == Data && enclosed.HasData
                ? MimeReader.Read(enclosed.ReadSequence(Explicit).ReadOctetString(), MimeLimits.Default, out _)
                : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static Asn1Tag Explicit => new(TagClass.ContextSpecific, 0, isConstructed: true);
}
