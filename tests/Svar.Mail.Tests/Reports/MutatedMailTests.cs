using System.Diagnostics;
using System.Text;
using Svar.Mail.Html;
using Svar.Mail.Messages;
using Svar.Mail.Replies;
using Svar.Mail.Reports;
using Svar.Mail.Tests.Replies;
using Svar.Tests;

namespace Svar.Mail.Tests.Reports;

/// <summary>Real mails and pages, cut, spliced and flipped: nothing throws, nothing is lost, nothing takes long.</summary>
public class MutatedMailTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(4);

    [Fact]
    public void Mutated_mails_are_read()
    {
        Run([.. Fixtures.Mails()], static bytes => _ = MailReports.Read(MailMessage.Parse(bytes)));
    }

    [Fact]
    public void Mutated_pages_are_cleaned_and_read()
    {
        Run(
            [.. Fixtures.Files("xss_dompurify", ".html"), .. Fixtures.Files("talon", ".html")],
            static bytes =>
            {
                var html = Encoding.UTF8.GetString(bytes);
                var clean = HtmlCleaner.Clean(html).Html;
                Assert.DoesNotContain("<script", clean, StringComparison.OrdinalIgnoreCase);
                Assert.Equal(clean, HtmlCleaner.Clean(clean).Html);
                _ = HtmlText.ToText(html);
                var parts = ReplyHtml.Split(html);
                Assert.Equal(html.Length, parts.Reply.Length + parts.Quoted.Length);
            });
    }

    [Fact]
    public void Mutated_texts_are_split_without_loss()
    {
        Run(
            [.. Fixtures.Files("email_reply_trimmer", ".txt"), .. Fixtures.Files("crisp_reply_parser", ".txt"), .. Fixtures.Files("talon", ".txt")],
            static bytes => ReplyTextTests.AssertCovers(ReplyText.Split(Encoding.UTF8.GetString(bytes))));
    }

    private static void Run(string[] files, Action<byte[]> read)
    {
        const int Seed = 20261125;
        var random = new Random(Seed);
        var sources = files.Select(File.ReadAllBytes).ToArray();
        var clock = Stopwatch.StartNew();
        for (var round = 0; clock.Elapsed < Budget; round++)
        {
            var bytes = Mutate(sources, random);
            var one = Stopwatch.StartNew();
            try
            {
                read(bytes);
            }
            catch (Exception broken)
            {
                throw new InvalidOperationException($"round {round}: {Convert.ToBase64String(bytes)}", broken);
            }

            Assert.True(one.Elapsed < TimeSpan.FromSeconds(5), $"round {round} took {one.Elapsed}");
        }
    }

    private static byte[] Mutate(byte[][] sources, Random random)
    {
        var bytes = sources[random.Next(sources.Length)].ToArray();
        for (var times = random.Next(1, 6); times > 0 && bytes.Length > 2; times--)
        {
            var at = random.Next(bytes.Length);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes = bytes[..at];
                    break;
                case 2:
                    var other = sources[random.Next(sources.Length)];
                    bytes = [.. bytes[..at], .. other[random.Next(other.Length + 1)..]];
                    break;
                case 3:
                    bytes[at] = (byte)"<>&\"'=:@\r\n /-"[random.Next(13)];
                    break;
                default:
                    var from = random.Next(at + 1);
                    bytes = [.. bytes[..at], .. bytes[from..]];
                    break;
            }
        }

        return bytes;
    }
}
