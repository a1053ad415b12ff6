using System.Runtime.InteropServices;
using Svar.Mail.Html;
using Svar.Mail.Messages;
using Svar.Mail.Replies;
using Svar.Mail.Reports;
using Svar.Mail.Tests.Messages;
using Svar.Mail.Tests.Replies;
using Svar.Tests;

namespace Svar.Mail.Tests.Fuzz;

/// <summary>Whole mails, read as far as a program reads them.</summary>
internal static class MailTarget
{
    private static readonly byte[][] _words =
    [
        .. FuzzTarget.Bytes(
            "\r\n", "\n", "\r", "\r\n\r\n", "--", "=?utf-8?Q?", "?=", "=?", "=", "=\r\n", "=3D", "\"", "(", ")", "<", ">", ";", ":", ",", "\\", "\0", "%", "'", "*0*=", "*",
            "Content-Type: multipart/mixed; boundary=b\r\n", "Content-Type: message/rfc822\r\n\r\n", "Content-Transfer-Encoding: base64\r\n", "Content-Type: text/plain; charset=",
            "utf-7", "utf-16", "iso-2022-jp", "gb2312", "format=flowed", "begin 644 x\r\n", "end\r\n", "begin ", "`\r\n", "\u001b$B", "--b\r\n", "--b--\r\n", "boundary=", "charset*=", "filename*0*=utf-8''%",
            "@", "xn--", "From ", ">", "> ", "-- \r\n", "+", "&", "<!--", "]]>", "QUJD", "#0V%T\r\n", "To: a@b.example\r\n", "<a@b.example> ", "a@b.example, ", " =?utf-8?B?eA==?="),
        [0xFF, 0xFE], [0xEF, 0xBB, 0xBF], [0xC3], [0xE5, 0xE6], [0x80], [0xF0, 0x9F, 0x98],
    ];

    public static FuzzTarget Create() => new(0.4, [.. Fixtures.Mails().Select(File.ReadAllBytes).Where(mail => mail.Length < 40_000)], _words, Read);

    private static void Read(byte[] mail)
    {
        var message = MailMessage.Parse(mail);
        Assert.NotEmpty(MessageDump.Of(message));
        PartsAreInOrder(message);
        ReplyTextTests.AssertCovers(ReplyText.Split(message.Text));
        MailReports.Read(message);
        if (message.HtmlPart is { } html)
        {
            HtmlCleaner.Clean(html);
        }
    }

    private static void PartsAreInOrder(MailMessage message)
    {
        foreach (var part in message.Root.SelfAndDescendants())
        {
            Assert.True(part.Start <= part.BodyStart && part.BodyStart <= part.End && part.Raw.Length == part.End - part.Start);
            var at = part.BodyStart;

            // what was decoded to be read has its places in what came of it
            foreach (var child in part.Children.Where(child => IsOfOne(child.Raw, part.Raw)))
            {
                Assert.True(child.Start >= at && child.End <= part.End, "a part lies outside its multipart or over its neighbour");
                at = child.End;
            }
        }

        foreach (var defect in message.Defects)
        {
            Assert.InRange(defect.At, 0, Math.Max(message.Raw.Length, message.Root.End));
        }
    }

    private static bool IsOfOne(ReadOnlyMemory<byte> a, ReadOnlyMemory<byte> b) =>
        MemoryMarshal.TryGetArray(a, out var one) && MemoryMarshal.TryGetArray(b, out var other) && one.Array == other.Array;
}
