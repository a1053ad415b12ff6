using System.Text.Json;
using Svar.Conversations;
using Svar.Data;
using Svar.Mailboxes.Receiving;
using Svar.Tests.Data;
using Svar.Tests.House;

namespace Svar.Tests.Conversations;

/// <summary>Each mail that came in stands in one place of the ledger, and in one only.</summary>
public class MailLedgerTests
{
    private static readonly string[] _notOfThoseTakenIn = ["received", "takenIn", "repeats", "setAside", "pending", "onServerOnly"];

    [Theory, BothEngines]
    internal async Task What_was_taken_in_is_the_sum_of_what_became_of_it(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var answered = await house.DeliverAsync(Letter.FromKari() with { Id = "1@kari" });
        var answer = await house.AnswerAsync(answered.ConversationId!.Value);
        house.Wait(TimeSpan.FromMinutes(1));
        await house.DeliverAsync(Letter.FromKari(text: "Takk, men én ting til.").Answering(answer));                                     // waits
        var closed = await house.DeliverAsync(Letter.FromOla());
        await house.Get<ChangeConversation>().HandleAsync(house.Anna, closed.ConversationId!.Value, new ConversationChange(Status: ConversationStatus.Resolved), MailHouse.Cancel);
        var spam = await house.DeliverAsync(new Letter("win@lottery.example", "You won", "Click."));
        await house.Get<ChangeConversation>().HandleAsync(house.Anna, spam.ConversationId!.Value, new ConversationChange(Status: ConversationStatus.Spam), MailHouse.Cancel);
        await house.DeliverAsync([], envelopeFrom: "odd@example.no");                                                                    // unreadable, waits

        // What nobody needs to answer.
        var away = await house.DeliverAsync(Letter.FromKari("Fraværende", "Jeg er på ferie.").Answering(answer) with { Lines = ["Auto-Submitted: auto-replied"] });
        Assert.Equal("auto-reply", away.Outcome);
        var copies = await house.ReceiveAsync(System.Text.Encoding.UTF8.GetBytes(new Letter("per@example.com", "Til begge", "Hei, til begge.").ToString()), [MailHouse.Address, MailHouse.SecondAddress]);
        await house.TakeInAsync();
        Assert.Equal(["new", "same-mail"], new[] { (await house.RowAsync(copies[0].Id)).Outcome!, (await house.RowAsync(copies[1].Id)).Outcome! }.Order(StringComparer.Ordinal));
        await house.AnswerAsync((await house.RowAsync(copies[0].Id)).ConversationId!.Value);
        Assert.Equal("bounce", (await house.DeliverAsync(Report(answer.Read().MessageId!, "failed", "5.1.1"), envelopeFrom: "")).Outcome);
        Assert.Equal("delay", (await house.DeliverAsync(Report(answer.Read().MessageId!, "delayed", "4.4.1"), envelopeFrom: "")).Outcome);

        // And what is in none of it.
        Assert.Equal(ReceivedState.SetAside, (await house.DeliverAsync(Letter.FromKari() with { From = MailHouse.SecondAddress })).State);
        Assert.True((await house.ReceiveAsync(Letter.FromOla())).IsRepeat);
        await house.ReceiveAsync(Letter.FromKari("Venter på inntak", "Hei."));

        var ledger = JsonSerializer.SerializeToElement(await new MailLedger(house.Database).ReadAsync(MailHouse.Cancel), JsonSerializerOptions.Web);
        Assert.Equal(12, Number(ledger, "received"));
        Assert.Equal(10, Number(ledger, "takenIn"));
        Assert.Equal(1, ledger.GetProperty("setAside").GetArrayLength());
        Assert.Equal((1, 1), (Number(ledger, "pending"), Number(ledger, "repeats")));
        Assert.Equal(Number(ledger, "takenIn"), ledger.EnumerateObject().Where(p => !_notOfThoseTakenIn.Contains(p.Name, StringComparer.Ordinal)).Sum(p => p.Value.GetInt64()));
    }

    private static long Number(JsonElement ledger, string name) => ledger.GetProperty(name).GetInt64();

    private static string Report(string messageId, string action, string status) =>
        $"""
        From: Mail Delivery System <MAILER-DAEMON@relay.example>
        To: {MailHouse.Address}
        Subject: Mail delivery {action}
        Message-ID: <{action}@relay.example>
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        Your message could not be delivered ({action}).
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; relay.example

        Final-Recipient: rfc822; kari@example.no
        Action: {action}
        Status: {status}
        --b
        Content-Type: text/rfc822-headers

        Message-ID: <{messageId}>
        Subject: Teltet

        --b--
        """;
}
