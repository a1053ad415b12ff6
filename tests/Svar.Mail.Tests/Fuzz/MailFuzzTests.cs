using System.Diagnostics;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Svar.Mail.Html;
using Svar.Mail.Messages;
using Svar.Mail.Replies;
using Svar.Mail.Reports;
using Svar.Mail.Tests.Messages;

namespace Svar.Mail.Tests.Fuzz;

public sealed class MailFuzzTests
{
    [Fact]
    public void Any_bytes_are_a_message() =>
        Prop.ForAll<byte[]>(bytes => MessageDump.Of(MailMessage.Parse(bytes ?? [])).Length > 0).QuickCheckThrowOnFailure();

    private const int UsualSeed = 20261125;

    /// <summary>Ten seconds of the same mails in each test run, so that a run says something of a change; SVAR_FUZZ_SECONDS asks for more, SVAR_FUZZ_SEED for others.</summary>
    [Fact]
    public void A_mutated_mail_is_read_without_an_exception_in_bounded_time()
    {
        var seconds = int.TryParse(Environment.GetEnvironmentVariable("SVAR_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var asked) ? asked : 10;
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SVAR_FUZZ_SEED"), CultureInfo.InvariantCulture, out var given) ? given : UsualSeed;
        var corpus = Svar.Tests.Fixtures.Mails().Select(File.ReadAllBytes).Where(mail => mail.Length < 200_000).ToList();
        var mutator = new MailMutator(corpus, seed);
        var end = Stopwatch.GetTimestamp() + (seconds * Stopwatch.Frequency);
        var count = 0;
        for (; Stopwatch.GetTimestamp() < end; count++)
        {
            var mail = mutator.Next();
            var start = Stopwatch.GetTimestamp();
            try
            {
                var message = MailMessage.Parse(mail);
                MessageDump.Of(message);
                PartsAreInOrder(message);
                Read(message);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"seed {seed}, mail {count}: {Convert.ToBase64String(mail)}", failure);
            }

            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5), $"seed {seed}, mail {count}: too slow");
        }

        TestContext.Current.SendDiagnosticMessage($"{count} mutated mails, seed {seed}");
    }

    /// <summary>What a program does with a mail beyond its structure.</summary>
    private static void Read(MailMessage message)
    {
        var parts = ReplyText.Split(message.Text).Parts;
        var at = 0;
        foreach (var part in parts)
        {
            Assert.Equal(at, part.From);
            at = part.To;
        }

        Assert.Equal(message.Text.Length, at);
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
            Assert.True(part.Start <= part.BodyStart && part.BodyStart <= part.End && part.End <= message.Raw.Length);
            var at = part.BodyStart;
            foreach (var child in part.Children)
            {
                Assert.True(child.Start >= at && child.End <= part.End, "a part lies outside its multipart or over its neighbour");
                at = child.End;
            }
        }

        foreach (var defect in message.Defects)
        {
            Assert.InRange(defect.At, 0, message.Raw.Length);
        }
    }
}
