using Svar.Mail.Addresses;
using Svar.Mail.Headers;
using Svar.Mail.Messages;
using Svar.Mail.Reports;

namespace Svar.Bench.Micro;

/// <summary>
/// What the benchmarks work on: of the mails those that a step is about, repeated to the same number for each step, so that
/// figures are for one mail. Filled before they run, in the same process.
/// </summary>
internal static class MailSample
{
    public const int Count = 400;

    public static byte[][] Raw { get; private set; } = [];

    public static byte[][] Bounces { get; private set; } = [];

    public static string[] Html { get; private set; } = [];

    public static string[] Texts { get; private set; } = [];

    public static MailComposer[] Composers { get; private set; } = [];

    public static void Fill(IReadOnlyList<byte[]> raw)
    {
        var mails = raw.Select(bytes => (Raw: bytes, Mail: MailMessage.Parse(bytes))).ToList();
        Raw = Repeated(raw, "mails");
        Bounces = Repeated([.. mails.Where(m => MailReports.Read(m.Mail).Kind == MailKind.Bounce).Select(m => m.Raw)], "bounces");
        Html = Repeated([.. mails.Select(m => m.Mail.HtmlPart).OfType<string>()], "mails with HTML");
        Texts = Repeated([.. mails.Select(m => m.Mail.Text).Where(text => text.Length > 0)], "mails with words");
        Composers = Repeated([.. mails.Select(m => Composer(m.Mail)).Where(IsWritable)], "mails that can be written");
        Report.Line($"mean of a mail {Raw.Average(m => m.Length) / 1000:F1} KB, of a bounce {Bounces.Average(m => m.Length) / 1000:F1} KB, of its HTML {Html.Average(h => h.Length) / 1000:F1} K characters, of its words {Texts.Average(t => t.Length) / 1000:F1} K characters, of what is composed {Composers.Average(c => c.ToBytes().Length) / 1000:F1} KB");
    }

    private static T[] Repeated<T>(IReadOnlyList<T> some, string what) =>
        some.Count > 0 ? [.. Enumerable.Range(0, Count).Select(i => some[i % some.Count])] : throw new UnusableException($"no {what} in the folder");

    // the same words and files, as a mail of ours
    private static MailComposer Composer(MailMessage mail) => new()
    {
        From = [new MailAddress("Kåre Østby", "kare@shop.example")],
        To = [new MailAddress("Anna", "anna@mail.example")],
        Subject = mail.Subject,
        Date = new DateTimeOffset(2026, 11, 24, 9, 12, 0, TimeSpan.FromHours(1)),
        MessageId = "0123456789abcdef@shop.example",
        Text = mail.Text,
        Html = mail.HtmlPart,
        Attachments = [.. mail.Attachments.Select(file => new OutgoingFile(file.Name, file.ContentType, file.Decode().ToArray()))],
    };

    private static bool IsWritable(MailComposer composer)
    {
        try
        {
            composer.ToBytes();
            return true;
        }
        catch (UnwritableMailException)
        {
            return false;
        }
    }
}
