using Svar.Mail.Smtp;
using Svar.Mailboxes.Sending;

namespace Svar.Tests.Mailboxes;

public class SendingTests
{
    private static readonly SmtpReply _taken = new(250, "2.0.0", "Ok");
    private static readonly SmtpReply _later = new(451, "4.3.0", "later");
    private static readonly SmtpReply _never = new(550, "5.1.1", "no such user");

    public static TheoryData<int, int, string, string?> Answers() => new()
    {
        { 250, 250, "Accepted", null },
        { 250, 550, "Accepted", null },
        { 250, 451, "Accepted", "ola@example.com" },
        { 550, 250, "Refused", null },
        { 451, 250, "TryAgain", "kari@example.com" },
        { 451, 451, "TryAgain", "kari@example.com ola@example.com" },
        { 451, 550, "TryAgain", "kari@example.com" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void An_answer_is_sent_when_the_server_took_it_for_the_one_it_is_written_to(int to, int cc, string outcome, string? left)
    {
        var result = RelayTransport.Read("250 Ok", [new SmtpRecipientResult("kari@example.com", Reply(to)), new SmtpRecipientResult("ola@example.com", Reply(cc))]);
        Assert.Equal(outcome, result.Outcome.ToString());
        Assert.Equal(left, result.Left is null ? null : string.Join(' ', result.Left));
    }

    private static SmtpReply Reply(int code) => code switch { 250 => _taken, 451 => _later, _ => _never };
}
