using System.Globalization;

namespace Svar.Demo;

/// <summary>The header lines that every mail has, and the dates as people and programs write them.</summary>
internal static class Envelope
{
    private static readonly string[] _days = ["søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"];
    private static readonly string[] _months = ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"];

    public static string Date(DateTimeOffset at) =>
        at.ToString("ddd, d MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + at.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);

    public static string Day(DateTime at, string language) => language == "en" ? at.ToString("dddd", CultureInfo.InvariantCulture) : _days[(int)at.DayOfWeek];

    public static string Month(DateTime at, string language) => language == "en" ? at.ToString("MMMM", CultureInfo.InvariantCulture) : _months[at.Month - 1];

    /// <summary>'12. november 2026' or '12 November 2026'.</summary>
    public static string DayMonthYear(DateTime at, string language) =>
        at.Day.ToString(CultureInfo.InvariantCulture) + (language == "en" ? " " : ". ") + Month(at, language) + " " + at.Year.ToString(CultureInfo.InvariantCulture);

    public static string Clock(DateTime at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Trace lines as our own server and the writer's provider would have put on (RFC 5321 §4.4).</summary>
    public static List<(string Name, string Value)> Trace(string from, DateTime writtenAt, DateTimeOffset local, Draw draw)
    {
        var host = from[(from.IndexOf('@', StringComparison.Ordinal) + 1)..];
        var arrived = new DateTimeOffset(DateTime.SpecifyKind(DemoHours.Local(writtenAt.AddSeconds(2)), DateTimeKind.Unspecified), local.Offset);
        return
        [
            ("Return-Path", "<" + from + ">"),
            ("Received", "from out" + draw.Between(1, 9).ToString(CultureInfo.InvariantCulture) + "." + host + " (out." + host + " [192.0.2." + draw.Between(2, 250).ToString(CultureInfo.InvariantCulture) + "])\r\n\tby mx.fjordogfell.example with ESMTPS id " + draw.Token(10, "0123456789ABCDEF") + "\r\n\tfor <" + DemoShop.MailboxAddress + ">; " + Date(arrived)),
        ];
    }

    /// <summary>From, To, Subject, Date and the thread's ids in the usual order.</summary>
    public static List<(string Name, string Value)> Headers(Letter letter, Draw draw, string replyPrefix, bool inBase64 = false)
    {
        var headers = Trace(letter.From.Email, letter.WrittenAt, letter.LocalTime, draw);
        headers.Add(("From", MimeWords.Mailbox(letter.From.Name, letter.From.Email, inBase64)));
        headers.Add(("To", MimeWords.Mailbox(letter.ToName, letter.ToAddress, inBase64)));
        if (letter.AlsoTo.Count > 0)
        {
            headers.Add(("Cc", string.Join(",\r\n\t", letter.AlsoTo.Select(to => MimeWords.Mailbox(to.Name, to.Address, inBase64)))));
        }

        if (letter.SubjectWith(replyPrefix) is { Length: > 0 } subject)
        {
            headers.Add(("Subject", MimeWords.Text(subject, inBase64)));
        }

        headers.Add(("Date", Date(letter.LocalTime)));
        headers.Add(("Message-ID", letter.MessageId));
        if (letter.Answers is { } answers)
        {
            headers.Add(("In-Reply-To", answers.MessageId));
            headers.Add(("References", string.Join("\r\n ", (answers.References + " " + answers.MessageId).Split(' ', StringSplitOptions.RemoveEmptyEntries))));
        }
        else if (letter.InReplyTo is { } own)
        {
            headers.Add(("In-Reply-To", own));
            headers.Add(("References", own));
        }

        headers.Add(("MIME-Version", "1.0"));
        return headers;
    }
}
