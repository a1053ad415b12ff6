using System.Formats.Asn1;
using System.Text;
using Svar.Mail.Messages;

namespace Svar.Mail.Tests.Messages;

/// <summary>Whoever verifies or decrypts gets the very bytes that were signed or encrypted.</summary>
public sealed class ProtectedTests
{
    [Fact]
    public void The_signed_part_stands_there_byte_by_byte()
    {
        const string Signed = "Content-Type: multipart/mixed; boundary=inner\r\n\r\n--inner\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nBl=C3=A5b=C3=A6r =\r\nog  \r\n--inner\r\n"
            + "Content-Type: application/pdf; name=a.pdf\r\n\r\nPDF\r\n--inner--\r\n";
        var mail = Mails.Read(
            "Subject: x\r\nContent-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256; boundary=outer\r\n\r\nThis is an S/MIME signed message\r\n\r\n--outer\r\n"
            + Signed + "\r\n--outer\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64\r\n\r\nMIIB\r\n--outer--\r\n");
        var whole = Assert.Single(mail.ProtectedParts);
        Assert.Equal("application/pkcs7-signature", whole.ContentType["protocol"]);
        Assert.Equal(Signed, Encoding.Latin1.GetString(whole.Children[0].Raw.Span));
        Assert.Equal("Blåbær og", mail.Text.Trim());
        Assert.Equal(["a.pdf", "smime.p7s"], mail.Attachments.Select(file => file.Name));
    }

    [Theory]
    [InlineData("application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m")]
    [InlineData("application/x-pkcs7-mime; smime-type=signed-data; name=smime.p7m")]
    [InlineData("application/octet-stream; name=\"SMIME.P7M\"")]
    [InlineData("application/pgp; format=text; x-action=encrypt")]
    public void A_mail_that_is_one_protected_part_is_kept_whole(string type)
    {
        var mail = Mails.Read($"Subject: x\r\nContent-Type: {type}\r\nContent-Transfer-Encoding: base64\r\n\r\nAQID\r\n");
        Assert.Equal("AQID\r\n", Encoding.ASCII.GetString(Assert.Single(mail.ProtectedParts).RawBody.Span));
        Assert.Equal([1, 2, 3], Assert.Single(mail.Attachments).Decode().ToArray());
        Assert.Equal("", mail.Text);
    }

    /// <summary>Made by OpenSSL from the same mail: whole (DER), and streamed (BER of indefinite length).</summary>
    [Theory]
    [InlineData("MIIBhwYJKoZIhvcNAQcCoIIBeDCCAXQCAQExDTALBglghkgBZQMEAgEwgcwGCSqGSIb3DQEHAaCBvgSBu0NvbnRlbnQtVHlwZTogbXVsdGlwYXJ0L21peGVkOyBib3VuZGFyeT1iDQoNCi0tYg0KQ29udGVudC1UeXBlOiB0ZXh0L3BsYWluOyBjaGFyc2V0PXV0Zi04DQoNCkh2b3IgZXIgcGFra2VuPyBCbMOlYsOmcg0KLS1iDQpDb250ZW50LVR5cGU6IGFwcGxpY2F0aW9uL3BkZjsgbmFtZT1mYWt0dXJhLnBkZg0KDQpQREYNCi0tYi0tDQoxgZAwgY0CAQEwJzAPMQ0wCwYDVQQDDARBbm5hAhRT4CSFORERjHf2Nro5ix4BN0y9ezALBglghkgBZQMEAgEwCgYIKoZIzj0EAwIERjBEAiBvnxnnXQ7j65XdEjh1zJFiUvlsgE2dSYg0N9OGVL2SlQIgGVCIZfngl7pQWdAw6/rWTQK20rrAyOpweUBjeHV845o=")]
    [InlineData("MIAGCSqGSIb3DQEHAqCAMIACAQExDTALBglghkgBZQMEAgEwgAYJKoZIhvcNAQcBoIAkgASBu0NvbnRlbnQtVHlwZTogbXVsdGlwYXJ0L21peGVkOyBib3VuZGFyeT1iDQoNCi0tYg0KQ29udGVudC1UeXBlOiB0ZXh0L3BsYWluOyBjaGFyc2V0PXV0Zi04DQoNCkh2b3IgZXIgcGFra2VuPyBCbMOlYsOmcg0KLS1iDQpDb250ZW50LVR5cGU6IGFwcGxpY2F0aW9uL3BkZjsgbmFtZT1mYWt0dXJhLnBkZg0KDQpQREYNCi0tYi0tDQoAAAAAAAAxgZIwgY8CAQEwJzAPMQ0wCwYDVQQDDARBbm5hAhRT4CSFORERjHf2Nro5ix4BN0y9ezALBglghkgBZQMEAgEwCgYIKoZIzj0EAwIESDBGAiEA4hsD15S9BGpOmojCdYoT0E//upxjiGOeJi0C/mOIYTkCIQDCfreTRvJ6PEclV3mijukZD05hlZyAYGFKMPoBhTzFagAAAAAAAA==")]
    public void What_a_signature_encloses_is_read_and_the_signed_whole_stays(string signed)
    {
        foreach (var type in new[] { "application/pkcs7-mime; smime-type=signed-data; name=smime.p7m", "application/octet-stream; name=smime.p7m" })
        {
            var mail = Mails.Read($"Subject: x\r\nContent-Type: {type}\r\nContent-Transfer-Encoding: base64\r\n\r\n{signed}\r\n");
            Assert.Equal("Hvor er pakken? Blåbær", mail.Text.Trim());
            Assert.Equal(["faktura.pdf", "smime.p7m"], mail.Attachments.Select(file => file.Name));
            Assert.Same(mail.Root, Assert.Single(mail.ProtectedParts));
            var cut = Mails.Read($"Subject: x\r\nContent-Type: {type}\r\nContent-Transfer-Encoding: base64\r\n\r\n{signed[..80]}\r\n");
            Assert.Equal("", cut.Text);
            Assert.Equal(["smime.p7m"], cut.Attachments.Select(file => file.Name));
        }
    }

    [Fact]
    public void Signatures_around_signatures_are_opened_so_far_and_no_further()
    {
        var inner = Encoding.UTF8.GetBytes("Content-Type: text/plain\r\n\r\nhei\r\n");
        for (var i = 0; i < 2000; i++)
        {
            var cms = new AsnWriter(AsnEncodingRules.DER);
            using (cms.PushSequence())
            {
                cms.WriteObjectIdentifier("1.2.840.113549.1.7.2");
                using (cms.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                using (cms.PushSequence())
                {
                    cms.WriteInteger(1);
                    using (cms.PushSetOf())
                    {
                    }

                    using (cms.PushSequence())
                    {
                        cms.WriteObjectIdentifier("1.2.840.113549.1.7.1");
                        using (cms.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                        {
                            cms.WriteOctetString(inner);
                        }
                    }
                }
            }

            inner = [.. "Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: binary\r\n\r\n"u8, .. cms.Encode()];
            if (i is 0 or 3)
            {
                Assert.Equal("hei", MailMessage.Parse(inner).Text.Trim());
            }
        }

        var mail = MailMessage.Parse(inner);
        Assert.Equal("", mail.Text);
        Assert.Equal(5, mail.Attachments.Count);
    }

    [Fact]
    public void What_Exchange_makes_of_an_encrypted_mail_is_still_one()
    {
        var mail = Mails.Read(
            "Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n\r\n--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n"
            + "--b\r\nContent-Type: application/octet-stream; name=encrypted.asc\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n--b--\r\n");
        Assert.Same(mail.Root, Assert.Single(mail.ProtectedParts));
        Assert.Equal(2, mail.Attachments.Count);
    }

    [Fact]
    public void Armour_within_a_text_stays_as_it_stands()
    {
        const string Text = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n- -- \nKåre\n-----BEGIN PGP SIGNATURE-----\n\niQ=\n-----END PGP SIGNATURE-----\n";
        var mail = Mails.ReadUtf8("Content-Type: text/plain; charset=utf-8\n\n" + Text);
        Assert.Equal(Text, mail.TextPart);
        Assert.Same(mail.Root, Assert.Single(mail.ProtectedParts));
        Assert.Empty(Mails.ReadUtf8("Content-Type: text/plain; charset=utf-8\n\nHei\n> " + Text).ProtectedParts);
    }
}
