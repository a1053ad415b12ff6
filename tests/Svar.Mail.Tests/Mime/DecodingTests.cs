using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Svar.Mail.Messages;
using Svar.Mail.Tests.Messages;

namespace Svar.Mail.Tests.Mime;

public sealed class DecodingTests
{
    [Theory]
    [InlineData("SGVpIHDDpSBkZWc=", "Hei på deg")]
    [InlineData("SGVp\r\nIHDDpSBk\r\nZWc=\r\n", "Hei på deg")]
    [InlineData("SGVp IHDD pSBk ZWc=", "Hei på deg")]
    [InlineData("SGVpIHDDpSBkZWc", "Hei på deg")]
    [InlineData("SGVp!IHDD#pSBkZWc=", "Hei på deg")]
    [InlineData("SGVp\r\nI\r\nHDDpSBkZWc=", "Hei på deg")]
    [InlineData("SGVpIA==cMOlIGRlZw==", "Hei på deg")]
    [InlineData("SGVp\r\n\r\n--\r\n", "Hei")]
    public void Base64_is_read_with_whatever_is_in_it(string body, string expected) => Assert.Equal(expected, Text("base64", body));

    [Theory]
    [InlineData("Hei p=C3=A5 deg", "Hei på deg")]
    [InlineData("Hei p=c3=a5 deg", "Hei på deg")]
    [InlineData("Hei p=C3=\r\n=A5 deg", "Hei på deg")]
    [InlineData("Hei p=C3=A5   \r\ndeg", "Hei på\ndeg")]
    [InlineData("Hei =  \r\ndeg", "Hei deg")]
    [InlineData("1=2, 3=ZZ, 4=", "1=2, 3=ZZ, 4")]
    public void Quoted_printable_is_read_with_broken_codes(string body, string expected) => Assert.Equal(expected, Text("quoted-printable", body));

    [Fact]
    public void An_unknown_transfer_encoding_is_none_and_a_defect()
    {
        var message = Mails.Read("Content-Transfer-Encoding: x-strange\n\nHei=3D");
        Assert.Equal("Hei=3D", message.TextPart);
        Assert.Contains(message.Defects, defect => defect.What == "unknown transfer encoding");
    }

    [Theory]
    [InlineData("utf-8", "Hei på deg – 日本")]
    [InlineData("iso-8859-1", "Hei på deg")]
    [InlineData("iso-8859-15", "Hei på deg 5 €")]
    [InlineData("windows-1252", "Hei på deg – “du”")]
    [InlineData("windows-1251", "Привет, как дела")]
    [InlineData("koi8-r", "Привет, как дела")]
    [InlineData("iso-8859-5", "Привет, как дела")]
    [InlineData("windows-1253", "Καλημέρα κόσμε")]
    [InlineData("windows-1254", "Günaydın dünya şöyle")]
    [InlineData("windows-1255", "שלום")]
    [InlineData("windows-1258", "Chào")]
    [InlineData("gb18030", "你好世界")]
    [InlineData("shift_jis", "こんにちは、世界")]
    [InlineData("iso-2022-jp", "こんにちは、世界")]
    [InlineData("euc-jp", "こんにちは、世界")]
    [InlineData("euc-kr", "안녕하세요")]
    [InlineData("big5", "你好世界")]
    [InlineData("utf-16", "Hei på deg")]
    [InlineData("utf-16be", "Hei på deg")]
    public void Declared_charsets_are_read(string charset, string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var message = WithCharset(charset, Encoding.GetEncoding(charset).GetBytes(text));
        Assert.Equal(text, message.TextPart);
        Assert.DoesNotContain(message.Defects, defect => defect.What.Contains("declared", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("us-ascii", 65001, "Hei på deg")]
    [InlineData("us-ascii", 1252, "Hei på deg – du")]
    [InlineData("iso-8859-1", 65001, "Hei på deg")]
    [InlineData("utf-8", 1252, "Hei på deg, så fint")]
    [InlineData("gb2312", 65001, "你好世界和平")]
    [InlineData("gb2312", 54936, "鎔基")]
    [InlineData("x-never-heard-of", 65001, "Hei på deg")]
    [InlineData("us-ascii", 1251, "Привет, как ваши дела")]
    [InlineData("us-ascii", 20866, "Привет, как ваши дела")]
    [InlineData("us-ascii", 932, "こんにちは、世界。ありがとうございます")]
    [InlineData("us-ascii", 54936, "你好世界，我们想退货")]
    [InlineData("us-ascii", 949, "안녕하세요 반갑습니다 주문을 취소하고 싶습니다")]
    [InlineData("us-ascii", 50220, "こんにちは")]
    public void A_charset_that_lies_is_seen_through(string declared, int truth, string text)
    {
        var bytes = truth == 65001 ? Encoding.UTF8.GetBytes(text) : CodePagesEncodingProvider.Instance.GetEncoding(truth)!.GetBytes(text);
        Assert.Equal(text, WithCharset(declared, bytes).TextPart);
    }

    [Theory]
    [InlineData("gb2312", "1qPWvse/", "郑志强")]
    [InlineData("gbk", "xaPQoca9", "牛小平")]
    [InlineData("tis-620", "4KK1", "เขต")]
    [InlineData("windows-874", "4KLigKI=", "เ\u0E02โ\u20AC\u0E02")]
    public void Words_that_are_sound_UTF8_by_chance_are_in_the_charset_that_they_declare(string charset, string base64, string text)
    {
        Assert.Equal(text, Mails.With($"Subject: =?{charset}?B?{base64}?=").Subject);
        Assert.Equal(text, WithCharset(charset, Convert.FromBase64String(base64)).TextPart);
    }

    [Theory]
    [InlineData("gb2312", "你好")]
    [InlineData("big5", "退货，谢谢 – 张")]
    [InlineData("shift_jis", "こんにちは")]
    [InlineData("euc-kr", "안녕하세요")]
    [InlineData("gb2312", "Hei på deg, så fint, åja")]
    [InlineData("tis-620", "เขตบางรัก")]
    [InlineData("windows-1251", "Hei på deg")]
    [InlineData("koi8-r", "Привет")]
    [InlineData("iso-8859-2", "på")]
    public void UTF8_is_seen_through_whatever_is_declared(string declared, string text) =>
        Assert.Equal(text, WithCharset(declared, Encoding.UTF8.GetBytes(text)).TextPart);

    [Theory]
    [InlineData("", "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=koi8-r\">", 20866, "Привет")]
    [InlineData("", "<head><META CHARSET='iso-8859-2' />", 28592, "ąćę")]
    [InlineData("; charset=us-ascii", "<meta charset=windows-1251>", 1251, "Привет")]
    [InlineData("; charset=utf-8", "<!-- <meta charset=koi8-r> --><meta charset = windows-1251>", 1251, "Привет")]
    [InlineData("; charset=koi8-r", "<meta charset=windows-1251>", 20866, "Привет")]
    [InlineData("", "<meta charset=koi8-r>", 65001, "Привет på deg")]
    [InlineData("", "<meta charset=utf-16>", 65001, "på deg")]
    public void A_page_may_name_its_charset_itself(string said, string meta, int truth, string text)
    {
        var bytes = truth == 65001 ? Encoding.UTF8.GetBytes(text) : CodePagesEncodingProvider.Instance.GetEncoding(truth)!.GetBytes(text);
        byte[] mail = [.. Encoding.ASCII.GetBytes($"Content-Type: text/html{said}\r\n\r\n{meta}<p>"), .. bytes];
        Assert.EndsWith("<p>" + text, MailMessage.Parse(mail).HtmlPart!, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_page_names_is_told()
    {
        var message = Mails.Read("Content-Type: text/html\r\n\r\n<meta charset=koi8-r>\u00F0");
        Assert.Contains(message.Defects, defect => defect.What == "charset not declared; read as the koi8-r that the page names" && defect.At == message.Root.BodyStart);
    }

    [Fact]
    public void One_foreign_byte_in_UTF8_does_not_spoil_the_rest()
    {
        var message = WithCharset("utf-8", [.. "på "u8, 0xE5, .. " på"u8]);
        Assert.Equal("på å på", message.TextPart);
        Assert.Contains(message.Defects, defect => defect.What == "declared utf-8, is UTF-8 with foreign bytes");
    }

    [Fact]
    public void UTF7_is_read() => Assert.Equal("Hei på +deg", WithCharset("utf-7", "Hei p+AOU- +-deg"u8.ToArray()).TextPart);

    [Fact]
    public void A_byte_order_mark_is_no_text() => Assert.Equal("hei", WithCharset("us-ascii", [0xEF, 0xBB, 0xBF, .. "hei"u8]).TextPart);

    [Theory]
    [InlineData("one \ntwo\nthree\n", "one two\nthree\n")]
    [InlineData("> one \n> two\nthree", "> one two\nthree")]
    [InlineData("> one \n>> two\n", "> one \n>> two\n")]
    [InlineData(" From stuffed\n", "From stuffed\n")]
    [InlineData("text \n-- \nAnna \nBerg\n", "text \n-- \nAnna Berg\n")]
    [InlineData("one \n\ntwo", "one \ntwo")]
    public void Flowed_lines_are_put_together(string body, string expected) =>
        Assert.Equal(expected, Mails.Read("Content-Type: text/plain; format=flowed\n\n" + body).TextPart);

    [Fact]
    public void DelSp_takes_the_space_away() =>
        Assert.Equal("日本語", Mails.ReadUtf8("Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\n\n日本 \n語").TextPart);

    [Fact]
    public void Any_bytes_survive_being_attached() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            bytes ??= [];
            var read = MailMessage.Parse(new MailComposer
            {
                From = [new("a@example.com")],
                Date = DateTimeOffset.UnixEpoch,
                MessageId = "a@b",
                Text = "see",
                Attachments = [new OutgoingFile("a.bin", "application/octet-stream", bytes)],
            }.ToBytes());
            var file = read.Attachments.Single();
            return file.Decode().Span.SequenceEqual(bytes) && file.Size == bytes.Length && !file.IsDamaged;
        }).QuickCheckThrowOnFailure();

    private static string? Text(string encoding, string body) =>
        Mails.Read($"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}").TextPart;

    private static MailMessage WithCharset(string charset, byte[] body) =>
        MailMessage.Parse(Encoding.ASCII.GetBytes($"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(body)}"));
}
