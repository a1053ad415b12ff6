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
        Assert.Equal(Text, Mails.ReadUtf8("Content-Type: text/plain; charset=utf-8\n\n" + Text).TextPart);
    }
}
