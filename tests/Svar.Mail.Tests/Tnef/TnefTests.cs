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
    public void What_is_broken_in_it_is_told_where_it_stands()
    {
        var tnef = new TnefWriter().CodePage(1252).File("a.txt", new byte[400]).Done();
        var mail = Mail("Hei", tnef[..^100]);
        Assert.Contains(new Svar.Mail.Headers.MailDefect("winmail.dat cut short or broken", mail.Root.Children[1].BodyStart), mail.Defects);
        mail = Mail("Hei", "no TNEF at all"u8.ToArray());
        Assert.Contains(new Svar.Mail.Headers.MailDefect("winmail.dat that is none", mail.Root.Children[1].BodyStart), mail.Defects);
        Assert.DoesNotContain(Mail("Hei", tnef).Defects, defect => defect.What.Contains("winmail", StringComparison.Ordinal));
    }

    [Fact]
    public void Its_words_are_found_within_an_alternative_too()
    {
        var tnef = Convert.ToBase64String(new TnefWriter().CodePage(1252).Body("Ordene").Done());
        var mail = MailMessage.Parse(Encoding.ASCII.GetBytes($"Content-Type: multipart/alternative; boundary=q\r\n\r\n--q\r\nContent-Type: application/ms-tnef\r\nContent-Transfer-Encoding: base64\r\n\r\n{tnef}\r\n--q--\r\n"));
        Assert.Equal("Ordene", mail.Text.Trim());
    }

    [Fact]
    public void Rich_text_that_grows_in_many_of_them_is_read_at_once()
    {
        // [MS-OXRTFCP]: each control byte is followed by eight runs of "a\b "
        var content = new List<byte>();
        var start = "{\\rtf1  a\\b a\\b a\\b a\\b "u8.ToArray();
        for (var at = 0; at < start.Length; at += 8)
        {
            content.Add(0);
            content.AddRange(start.AsSpan(at, Math.Min(8, start.Length - at)));
        }

        for (var next = 207 + start.Length; content.Count < 2_000_000;)
        {
            content.Add(0xFF);
            for (var run = 0; run < 8; run++, next += 16)
            {
                var place = (((next - 16) % 4096) << 4) | 14;
                content.AddRange([(byte)(place >> 8), (byte)place]);
            }
        }

        byte[] stream = [.. BitConverter.GetBytes(content.Count + 12), .. BitConverter.GetBytes(int.MaxValue), 0x4C, 0x5A, 0x46, 0x75, 0, 0, 0, 0, .. content];
        var part = $"--q\r\nContent-Type: application/ms-tnef\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(new TnefWriter().Message((0x1009, 0x0102, stream)).Done())}\r\n";
        var raw = Encoding.ASCII.GetBytes($"Content-Type: multipart/mixed; boundary=q\r\n\r\n{string.Concat(Enumerable.Repeat(part, 9))}--q--\r\n");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var text = Timed.Run(() => MailMessage.Parse(raw).Text);
        Assert.StartsWith("aaaa", text.Trim(), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 500_000_000);
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
}
