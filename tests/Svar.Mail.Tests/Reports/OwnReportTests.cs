using System.Text;
using Svar.Mail.Messages;
using Svar.Mail.Reports;

namespace Svar.Mail.Tests.Reports;

/// <summary>
/// Bounces, automatic answers and ordinary mail in tables that anybody can add a line to: what servers say (Wordings.txt), whole
/// bounces as programs lay them out (Bounces.txt), and mail that is or is not an automatic answer (Kinds.txt).
/// </summary>
public class OwnReportTests(ITestOutputHelper output)
{
    [Fact]
    public void What_a_server_says_tells_the_reason()
    {
        var misses = new List<string>();
        foreach (var (wanted, words) in Tables.Lines("Reports/Wordings.txt").Select(static l => Halves(l)))
        {
            var code = words.StartsWith('4') ? "4.0.0" : "5.0.0";
            var status = EnhancedStatusIn(words) ?? code;
            Judge(misses, $"status: {words}", [$"kari@kunde.example {wanted}"], Read($"""
                Return-Path: <>
                From: MAILER-DAEMON@mx.shop.example
                To: post@shop.example
                Subject: Undelivered Mail Returned to Sender
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.shop.example

                Final-Recipient: rfc822; kari@kunde.example
                Action: failed
                Status: {status}
                Diagnostic-Code: smtp; {words}

                --b--
                """));
            Judge(misses, $"text: {words}", [$"kari@kunde.example {wanted}"], Read($"""
                Return-Path: <>
                From: MAILER-DAEMON@mx.shop.example
                To: post@shop.example
                Subject: Undelivered Mail Returned to Sender

                I'm sorry to have to inform you that your message could not
                be delivered to one or more recipients.

                <kari@kunde.example>: host mx.kunde.example[192.0.2.1] said: {words}
                    (in reply to RCPT TO command)
                """));
        }

        Report(misses, Tables.Lines("Reports/Wordings.txt").Count() * 2);
    }

    [Fact]
    public void A_bounce_is_read_however_it_is_laid_out()
    {
        var misses = new List<string>();
        var cases = Tables.Blocks("Reports/Bounces.txt").ToList();
        foreach (var (title, mail) in cases)
        {
            var parts = title.Split('|', StringSplitOptions.TrimEntries);
            var report = Read(mail);
            if (report.Kind.Name() != parts[1])
            {
                misses.Add($"{parts[0]}: taken for {report.Kind.Name()}");
                continue;
            }

            if (parts.Length > 3 && report.OriginalMessageId != parts[3])
            {
                misses.Add($"{parts[0]}: about '{report.OriginalMessageId}'");
            }

            Judge(misses, parts[0], parts[2].Split(", ", StringSplitOptions.RemoveEmptyEntries), report);
        }

        Report(misses, cases.Count);
    }

    [Fact]
    public void The_kind_of_mail_is_told()
    {
        var misses = new List<string>();
        var lines = Tables.Lines("Reports/Kinds.txt").ToList();
        foreach (var line in lines)
        {
            var parts = line.Split('|', StringSplitOptions.TrimEntries);
            var headers = parts.Length > 3 && parts[3].Length > 0 ? string.Join('\n', parts[3].Split(";;")) + "\n" : "";
            var from = headers.Contains("From: ", StringComparison.Ordinal) ? "" : "From: Kari <kari@kunde.example>\n";
            var kind = Read($"{from}To: post@shop.example\nSubject: {parts[1]}\n{headers}\n{parts[2].Replace("\\n", "\n", StringComparison.Ordinal)}\n").Kind.Name();
            if (!parts[0].Split('/').Contains(kind))
            {
                misses.Add($"{line}: taken for {kind}");
            }
        }

        Report(misses, lines.Count);
    }

    private void Report(List<string> misses, int of)
    {
        misses.ForEach(output.WriteLine);
        output.WriteLine($"{of - misses.Count} of {of}");
        Assert.True(misses.Count == 0, $"{misses.Count} of {of} wrong:\n{string.Join('\n', misses)}");
    }

    // wanted: 'address reason!', reasons that will do as well after '/'
    private static void Judge(List<string> misses, string name, string[] wanted, MailReport report)
    {
        if (report.Bounces.Count != wanted.Length)
        {
            misses.Add($"{name}: {report.Bounces.Count} recipients: {string.Join(", ", report.Bounces.Select(static b => b.Recipient))}");
            return;
        }

        for (var i = 0; i < wanted.Length; i++)
        {
            var (recipient, reasons) = Halves(wanted[i], ' ');
            var got = report.Bounces[i];
            var said = got.Reason.Name() + (got.Permanent ? "!" : "");
            if (!reasons.Split('/').Contains(said) || (recipient != "-" && recipient != got.Recipient))
            {
                misses.Add($"{name}: {wanted[i]} taken for {got.Recipient} {said} ({got.Status}) {got.Diagnostic}");
            }
        }
    }

    private static (string Left, string Right) Halves(string line, char at = '|')
    {
        var cut = line.IndexOf(at, StringComparison.Ordinal);
        return (line[..cut].Trim(), line[(cut + 1)..].Trim());
    }

    private static string? EnhancedStatusIn(string words) =>
        words.Split(' ', '-', '(', '#', ')').FirstOrDefault(static w => w.Length >= 5 && w[0] is '4' or '5' && w[1] == '.' && w.Count('.'.Equals) == 2 && w.All(static c => char.IsAsciiDigit(c) || c == '.'));

    private static MailReport Read(string mail) => MailReports.Read(MailMessage.Parse(Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n"))));
}
