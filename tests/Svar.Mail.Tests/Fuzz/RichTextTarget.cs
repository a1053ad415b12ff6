using System.Text;
using Svar.Mail.Rtf;
using Svar.Mail.Tests.Tnef;
using Svar.Mail.Tnef;

namespace Svar.Mail.Tests.Fuzz;

/// <summary>winmail.dat, and the rich text within it, compressed and open.</summary>
internal static class RichTextTarget
{
    private const string Page =
        @"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fcharset204 Tahoma;}}\uc1\pard \htmlrtf \lang1033 \htmlrtf0 {\*\htmltag64 <p class=\'22x\'22>}Bl\'e5b\'e6r \u8364?\par{\pict\bin5 }}}\\x}\~na}";

    private static readonly byte[] _stored = [.. BitConverter.GetBytes(Page.Length + 12), .. BitConverter.GetBytes(Page.Length), 0x4D, 0x45, 0x4C, 0x41, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(Page)];

    private static readonly byte[] _compressed = [0x1A, 0, 0, 0, 0x1C, 0, 0, 0, 0x4C, 0x5A, 0x46, 0x75, 0xE2, 0xD4, 0x4B, 0x51, 0x41, 0, 4, 0x20, 0x57, 0x58, 0x59, 0x5A, 0x0D, 0x6E, 0x7D, 1, 0x0E, 0xB0];

    public static FuzzTarget Create() => new(
        0.1,
        [
            new TnefWriter().CodePage(1252).Body("Hei på deg").File("bilde.png", new byte[300], (0x3707, "Et bilde fra Kåre.png")).Done(),
            new TnefWriter().CodePage(65001).Message((0x1009, 0x0102, _stored), (0x0037, 0x001F, Encoding.Unicode.GetBytes("Emne\0"))).Done(),
            new TnefWriter().Message((0x1009, 0x0102, _compressed), (0x1013, 0x0102, "<p>Hei</p>"u8.ToArray())).Embedded("mail", new TnefWriter().Body("innerst").Done()).Done(),
            _stored,
            _compressed,
            Encoding.ASCII.GetBytes(Page),
        ],
        [
            .. FuzzTarget.Bytes("{", "}", "\\", "\\'", "\\'e5", "\\u8364", "\\u-1 ", "\\bin", "\\bin2147483647 ", "\\uc9999 ", "\\htmlrtf ", "\\*", "{\\*\\htmltag64 ", "\\par", "\\f1 ", "\\fcharset128 ", "\\ansicpg932 "),
            [0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0x7F], [0xFF, 0xFF, 0xFF, 0xFF], [1, 0, 0, 0], [2], [0x05, 0x90, 0x06, 0x00], [0x78, 0x9F, 0x3E, 0x22], [0x0D, 0x00, 0x01, 0x37], [0x1F, 0x10], [0x02, 0x11],
        ],
        static bytes =>
        {
            var room = RtfCompression.Largest;
            if (TnefReader.Read(bytes, ref room) is { } content)
            {
                Assert.All(content.Files, file => Assert.InRange(file.Bytes.Length, 0, bytes.Length));
            }

            RtfBody.Read(RtfCompression.Expand(bytes, ref room, out _) ?? bytes);
        });
}
