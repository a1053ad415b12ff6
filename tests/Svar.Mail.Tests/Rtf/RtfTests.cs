using System.Buffers.Binary;
using System.Text;
using Svar.Mail.Messages;
using Svar.Mail.Rtf;
using Svar.Mail.Tests.Tnef;

namespace Svar.Mail.Tests.Rtf;

public sealed class RtfTests
{
    [Fact]
    public void Compressed_RTF_is_expanded_with_its_dictionary_and_its_overlaps()
    {
        var rtf = Expand(Compressed(@"{\rtf1\ansi WXYZWXYZWXYZWXYZWXYZ}"), out var isWhole);
        Assert.Equal(@"{\rtf1\ansi WXYZWXYZWXYZWXYZWXYZ}", Encoding.ASCII.GetString(rtf!));
        Assert.True(isWhole);

        // {\rtf1 from the dictionary, then WXYZ and a run that overlaps itself, as the specification has it
        byte[] overlapping = [0x1A, 0, 0, 0, 0x1C, 0, 0, 0, 0x4C, 0x5A, 0x46, 0x75, 0xE2, 0xD4, 0x4B, 0x51, 0x41, 0, 4, 0x20, 0x57, 0x58, 0x59, 0x5A, 0x0D, 0x6E, 0x7D, 1, 0x0E, 0xB0];
        Assert.Equal(@"{\rtf1 WXYZWXYZWXYZWXYZWXYZ}", Encoding.ASCII.GetString(Expand(overlapping, out isWhole)!));
        Assert.True(isWhole);
        overlapping[^5] ^= 1;
        Assert.NotNull(Expand(overlapping, out isWhole));
        Assert.False(isWhole);
    }

    [Fact]
    public void A_small_stream_that_expands_without_end_is_cut_off()
    {
        // Eight runs of seventeen bytes behind each control byte: a place in the dictionary that is never the next one.
        var content = new byte[17 * 200_000];
        for (var at = 0; at < content.Length; at += 17)
        {
            content[at] = 0xFF;
            for (var run = 0; run < 8; run++)
            {
                BinaryPrimitives.WriteUInt16BigEndian(content.AsSpan(at + 1 + (2 * run)), (ushort)((((at / 17 * 136) + (run * 17) + 207 + 2000) % 4096 << 4) | 15));
            }
        }

        byte[] stream = [.. Number(content.Length + 12), .. Number(int.MaxValue), 0x4C, 0x5A, 0x46, 0x75, 0, 0, 0, 0, .. content];
        var rtf = Expand(stream, out var isWhole);
        Assert.False(isWhole);
        Assert.InRange(rtf!.Length, RtfCompression.Largest, RtfCompression.Largest + 200);
    }

    [Fact]
    public void What_several_streams_of_a_mail_expand_to_is_counted_together()
    {
        var room = 20;
        Assert.Equal(18, RtfCompression.Expand(Compressed(@"{\rtf1 0123456789}"), ref room, out var isWhole)!.Length);
        Assert.True(isWhole);
        Assert.InRange(RtfCompression.Expand(Compressed(@"{\rtf1 0123456789}"), ref room, out isWhole)!.Length, 0, 10);
        Assert.False(isWhole);
    }

    [Fact]
    public void Uncompressed_and_foreign_streams_are_told_apart()
    {
        var rtf = "{\\rtf1 Hei}"u8.ToArray();
        byte[] stored = [.. Number(rtf.Length + 12), .. Number(rtf.Length), 0x4D, 0x45, 0x4C, 0x41, 0, 0, 0, 0, .. rtf];
        Assert.Equal(rtf, Expand(stored, out var isWhole));
        Assert.True(isWhole);
        Assert.Null(Expand("{\\rtf1 not compressed at all}"u8, out _));
        Assert.Null(Expand([], out _));
    }

    [Fact]
    public void HTML_within_RTF_is_taken_out_of_it_again()
    {
        var body = Read(
            @"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fcharset204 Tahoma;}}{\colortbl;\red0\green0\blue0;}\uc1\pard\plain\deftab360 \f0\fs24 "
            + @"{\*\htmltag19 <html>}{\*\htmltag2 \par }{\*\htmltag50 <body>}\htmlrtf \lang1033 \htmlrtf0 {\*\htmltag64 <p class=\'22x\'22>}\htmlrtf {\htmlrtf0 Bl\'e5b\'e6r {\*\htmltag84 <b>}\htmlrtf {\b "
            + @"\htmlrtf0 og tilbake\htmlrtf }\htmlrtf0 {\*\htmltag92 </b>}{\*\htmltag84 &nbsp;}\htmlrtf \'a0\htmlrtf0 \f1\'cf\'f0\f0  \u8364?\htmlrtf\par}\htmlrtf0{\*\mhtmltag64 <p>}{\*\htmltag72 </p>}{\*\htmltag58 </body>}{\*\htmltag27 </html>}}");
        Assert.True(body.IsHtml);
        Assert.Equal("<html>\r\n<body><p class=\"x\">Blåbær <b>og tilbake</b>&nbsp;Пр €</p></body></html>", body.Words);
    }

    [Fact]
    public void Rich_text_gives_its_words()
    {
        var body = Read(
            @"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Calibri;}{\f1\fcharset128 MS Gothic;}}{\stylesheet{\s0 Normal;}}{\info{\author Nobody}}{\*\generator Riched20 10.0;}"
            + "\r\n" + @"\pard Hei\line P\'e5ske \{1\} \u8364?\u-3913?\par{\b fet}\tab{\pict\bin5 }}}\\x}slutt\~na\endash\par {\f1\'93\'fa\'96\'7b}{\field{\*\fldinst HYPERLINK ""http://x""}{\fldrslt lenke}}}");
        Assert.False(body.IsHtml);
        Assert.Equal("Hei\nPåske {1} €\uF0B7\nfet\tslutt\u00A0na–\n日本lenke", body.Words);
    }

    [Fact]
    public void What_a_winmail_dat_says_only_in_RTF_is_the_text_of_the_mail()
    {
        var html = Mail(@"{\rtf1\ansi\ansicpg1252\fromhtml1 {\*\htmltag64 <p>}Bl\'e5b\'e6r{\*\htmltag72 </p>}}");
        Assert.Equal("<p>Blåbær</p>", html.HtmlPart);
        Assert.Equal("Blåbær", html.Text.Trim());
        Assert.Empty(html.Attachments);
        Assert.Equal("Bl\u00E5b\u00E6r\nto", Mail(@"{\rtf1\ansi\ansicpg1252 Bl\'e5b\'e6r\par to}").TextPart);

        static MailMessage Mail(string rtf)
        {
            var tnef = new TnefWriter().CodePage(1252).Message((0x1009, 0x0102, Compressed(rtf))).Done();
            return MailMessage.Parse(Encoding.ASCII.GetBytes($"From: a@b.example\r\nContent-Type: application/ms-tnef\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(tnef)}\r\n"));
        }
    }

    [Fact]
    public void Hostile_RTF_ends()
    {
        var deep = Encoding.ASCII.GetBytes(@"{\rtf1\fromhtml1 " + string.Concat(Enumerable.Repeat(@"{\*\htmltag ", 200_000)) + "x");
        Assert.Equal("x", RtfBody.Read(deep)!.Words);
        var random = new Random(11);
        var sound = Compressed(@"{\rtf1\ansi\ansicpg932\fromhtml1 {\fonttbl{\f1\fcharset128 x;}}\f1\uc3\u8364abc{\*\htmltag64 <p>}\'93\'fa\htmlrtf x\htmlrtf0{\pict\bin4 abcd}y}");
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = (byte[])sound.Clone();
            for (var changes = random.Next(1, 8); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            if (Expand(bytes.AsSpan(0, random.Next(bytes.Length + 1)), out _) is { } rtf)
            {
                Assert.True(rtf.Length <= bytes.Length * 9);
                _ = RtfBody.Read(rtf);
                _ = RtfBody.Read([.. "{\\rtf1"u8, .. rtf]);
            }
        }
    }

    private static byte[]? Expand(ReadOnlySpan<byte> stream, out bool isWhole)
    {
        var room = RtfCompression.Largest;
        return RtfCompression.Expand(stream, ref room, out isWhole);
    }

    private static RtfBody Read(string rtf) => RtfBody.Read(Encoding.Latin1.GetBytes(rtf))!;

    private static byte[] Number(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }

    /// <summary>The simplest sound stream: every byte as it is, then the mark of the end.</summary>
    private static byte[] Compressed(string rtf)
    {
        var content = new List<byte>();
        var place = 207;
        for (var at = 0; at <= rtf.Length; at += 8)
        {
            var count = Math.Min(8, rtf.Length - at);
            content.Add(count < 8 ? (byte)(1 << count) : (byte)0);
            content.AddRange(Encoding.Latin1.GetBytes(rtf.Substring(at, count)));
            place = (place + count) % 4096;
            if (count < 8)
            {
                content.AddRange([(byte)(place >> 4), (byte)(place << 4)]);
            }
        }

        var sum = 0u;
        foreach (var b in content)
        {
            sum ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB88320;
            }
        }

        return [.. Number(content.Count + 12), .. Number(rtf.Length), 0x4C, 0x5A, 0x46, 0x75, .. Number((int)sum), .. content];
    }
}
