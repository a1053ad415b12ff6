using System.Buffers.Binary;
using System.Text;
using Svar.Mail.Messages;

namespace Svar.Mail.Tests.Tnef;

public sealed class TnefTests
{
    private static readonly byte[] _picture = [0x89, 0x50, 0x4E, 0x47, 1, 2, 3, 4, 5];

    [Fact]
    public void The_files_of_a_winmail_dat_stand_in_its_place()
    {
        var tnef = new TnefWriter().CodePage(1252)
            .File("FAKTU~1.PDF", "%PDF-1.4"u8.ToArray(), (0x3707, "Faktura for påske.pdf"), (0x370E, "application/pdf"))
            .File("image001.png", _picture, (0x3712, "image001@shop"), (0x370E, "image/png"))
            .Done();
        var mail = Mail("Hei, her er fakturaen.", tnef);
        Assert.Equal("Hei, her er fakturaen.", mail.Text.Trim());
        Assert.Equal(["Faktura for påske.pdf", "image001.png"], mail.Attachments.Select(a => a.Name));
        Assert.Equal(["application/pdf", "image/png"], mail.Attachments.Select(a => a.ContentType));
        Assert.Equal([false, true], mail.Attachments.Select(a => a.IsInline));
        Assert.Equal("image001@shop", mail.Attachments[1].ContentId);
        Assert.Equal(_picture, mail.Attachments[1].Decode().ToArray());
        Assert.Equal(9, mail.Attachments[1].Size);
    }

    [Fact]
    public void Words_that_stand_nowhere_else_are_the_text_of_the_mail()
    {
        var html = Encoding.GetEncoding(28591).GetBytes("<p>Blåbær</p>");
        var tnef = new TnefWriter().CodePage(1252).Message((0x1013, 0x0102, html), (0x3FDE, 0x0003, [0xAF, 0x6F, 0, 0])).Body("Blåbær\r\n").Done();
        var mail = MailMessage.Parse(Head("application/ms-tnef", tnef));
        Assert.Equal("Blåbær", mail.Text.Trim());
        Assert.Equal("<p>Blåbær</p>", mail.HtmlPart);
        Assert.Empty(mail.Attachments);
    }

    [Fact]
    public void A_mail_within_it_gives_its_words_and_its_files()
    {
        var inner = new TnefWriter().CodePage(1252).Body("Innerst").File("a.txt", "a"u8.ToArray()).Done();
        var tnef = new TnefWriter().CodePage(1252).Embedded("Videresendt", inner).Done();
        var mail = Mail("Se vedlegg.", tnef);
        Assert.Equal(["Videresendt.txt", "a.txt"], mail.Attachments.Select(a => a.Name));
        Assert.Equal("Innerst", Encoding.UTF8.GetString(mail.Attachments[0].Decode().Span).Trim());
    }

    [Fact]
    public void What_is_cut_short_gives_what_could_be_read_and_stays_beside_it()
    {
        var tnef = new TnefWriter().CodePage(1252).File("a.txt", "aaaa"u8.ToArray()).File("b.txt", new byte[400]).Done();
        var looksWhole = Enumerable.Range(0, tnef.Length).Where(length => Mail("Hei", tnef[..length]).Attachments.All(a => a.Name != "winmail.dat")).ToList();

        // Between two attributes nothing shows that more was to come; before the first file there is nothing to put in its place.
        Assert.InRange(looksWhole.Count, 1, 7);
        Assert.Equal(["a.txt", "b.txt"], Mail("Hei", tnef).Attachments.Select(a => a.Name));
        Assert.Equal(["a.txt", "b.txt", "winmail.dat"], Mail("Hei", tnef[..^100]).Attachments.Select(a => a.Name));
        Assert.Equal(["winmail.dat"], Mail("Hei", "no TNEF at all"u8.ToArray()).Attachments.Select(a => a.Name));
    }

    [Fact]
    public void Mails_within_mails_without_end_do_end()
    {
        var tnef = new TnefWriter().CodePage(1252).Body("0").Done();
        for (var i = 1; i < 50; i++)
        {
            tnef = new TnefWriter().CodePage(1252).Body(i.ToString(System.Globalization.CultureInfo.InvariantCulture)).Embedded("x", tnef).Done();
        }

        Assert.InRange(Mail("Hei", tnef).Attachments.Count, 1, 10);
    }

    [Fact]
    public void Lengths_and_counts_that_lie_are_no_harm()
    {
        var random = new Random(7);
        var sound = new TnefWriter().CodePage(1252).Message((0x1000, 0x001E, "Hei"u8.ToArray())).File("a.txt", new byte[50], (0x3707, "lang.txt")).Done();
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = (byte[])sound.Clone();
            for (var changes = random.Next(1, 8); changes > 0; changes--)
            {
                bytes[random.Next(6, bytes.Length)] = (byte)random.Next(256);
            }

            var mail = Mail("Hei", bytes);
            Assert.True(mail.Attachments.Sum(a => a.Size) < 100_000);
        }
    }

    private static MailMessage Mail(string text, byte[] tnef) => MailMessage.Parse(Encoding.UTF8.GetBytes(
        $"From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n--q\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(tnef, Base64FormattingOptions.InsertLineBreaks)}\r\n--q--\r\n"));

    private static byte[] Head(string type, byte[] body) => Encoding.ASCII.GetBytes($"From: a@b.example\r\nContent-Type: {type}\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(body)}\r\n");

    /// <summary>Writes what Outlook writes, by [MS-OXTNEF].</summary>
    private sealed class TnefWriter
    {
        private readonly List<byte> _bytes = [];

        public TnefWriter()
        {
            _bytes.AddRange([0x78, 0x9F, 0x3E, 0x22, 1, 0]);
            Attribute(1, 0x00089006, [0, 0, 1, 0]);
        }

        public TnefWriter CodePage(int codePage) => Attribute(1, 0x00069007, [.. BitConverter.GetBytes(codePage), 0, 0, 0, 0]);

        public TnefWriter Body(string text) => Attribute(1, 0x0002800C, [.. Encoding.Latin1.GetBytes(text), 0]);

        public TnefWriter Message(params (ushort Id, ushort Type, byte[] Data)[] properties) => Attribute(1, 0x00069003, Properties(properties));

        public TnefWriter File(string title, byte[] data, params (ushort Id, string Value)[] properties)
        {
            Attribute(2, 0x00069002, new byte[14]);
            Attribute(2, 0x00018010, [.. Encoding.Latin1.GetBytes(title), 0]);
            Attribute(2, 0x0006800F, data);
            return properties.Length == 0 ? this : Attribute(2, 0x00069005, Properties([.. properties.Select(p => (p.Id, (ushort)0x001F, Encoding.Unicode.GetBytes(p.Value + "\0")))]));
        }

        public TnefWriter Embedded(string name, byte[] tnef)
        {
            Attribute(2, 0x00069002, new byte[14]);
            return Attribute(2, 0x00069005, Properties((0x3701, 0x000D, [.. new byte[16], .. tnef]), (0x3707, 0x001F, Encoding.Unicode.GetBytes(name + "\0"))));
        }

        public byte[] Done() => [.. _bytes];

        private TnefWriter Attribute(byte level, uint id, byte[] data)
        {
            _bytes.Add(level);
            _bytes.AddRange(BitConverter.GetBytes(id));
            _bytes.AddRange(BitConverter.GetBytes(data.Length));
            _bytes.AddRange(data);
            _bytes.AddRange(BitConverter.GetBytes((ushort)data.Sum(b => b)));
            return this;
        }

        private static byte[] Properties(params (ushort Id, ushort Type, byte[] Data)[] properties)
        {
            using var bytes = new MemoryStream();
            void Number(uint number)
            {
                Span<byte> four = stackalloc byte[4];
                BinaryPrimitives.WriteUInt32LittleEndian(four, number);
                bytes.Write(four);
            }

            Number((uint)properties.Length);
            foreach (var (id, type, data) in properties)
            {
                bytes.Write(BitConverter.GetBytes(type));
                bytes.Write(BitConverter.GetBytes(id));
                if (type is 0x001E or 0x001F or 0x0102 or 0x000D)
                {
                    Number(1);
                    Number((uint)data.Length);
                }

                bytes.Write(data);
                while (bytes.Length % 4 != 0)
                {
                    bytes.WriteByte(0);
                }
            }

            return bytes.ToArray();
        }
    }
}
