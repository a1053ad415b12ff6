using Svar.Conversations;
using Svar.Data;
using Svar.Mailboxes.Sending;
using Svar.ServiceLevels;
using Svar.Tests.Data;
using Svar.Tests.House;

namespace Svar.Tests.Intake;

/// <summary>The automatic receipt: once, to people only, with the number and the promised time.</summary>
public class ReceiptTests
{
    [Theory, BothEngines]
    internal async Task It_names_the_number_and_the_promised_clock_time_in_the_brands_zone(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        await house.DeliverAsync(Letter.FromKari() with { Id = "1@kari" });
        Assert.Equal(1, await house.SendAsync());
        var sent = house.Post.Letters[^1];
        var read = sent.Read();
        Assert.Equal(("", "kari@example.no"), (sent.EnvelopeFrom, Assert.Single(sent.EnvelopeTo)));
        Assert.Contains("FF-1001", read.Subject, StringComparison.Ordinal);
        Assert.Contains("FF-1001", read.TextPart, StringComparison.Ordinal);
        Assert.Contains("senest i dag kl. 14:00", read.TextPart, StringComparison.Ordinal); // 10:00 in Oslo and four open hours
        Assert.Contains("Hei, Kari!", read.TextPart, StringComparison.Ordinal);
        Assert.Equal(["1@kari"], read.InReplyTo);
        Assert.Equal("auto-replied", read.Headers.Text("Auto-Submitted"));
        Assert.StartsWith("kundeservice+", read.ReplyTo[0].Address, StringComparison.Ordinal);
    }

    [Theory, BothEngines]
    internal async Task It_is_in_English_for_somebody_who_wrote_English_and_promises_the_next_open_day(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        house.Wait(TimeSpan.FromHours(4.5)); // 14:30 in Oslo: ninety open minutes today
        await house.DeliverAsync(new Letter("John Smith <john@example.com>", "My tent leaks", "Hello, the tent that I bought from you in May leaks along the seams. What can we do about it?"));
        await house.SendAsync();
        var text = house.Post.Letters[^1].Read().TextPart;
        Assert.Contains("by tomorrow at 10:30 at the latest", text, StringComparison.Ordinal);
        Assert.Contains("Hello John,", text, StringComparison.Ordinal);
    }

    [Theory, BothEngines]
    internal async Task It_meets_no_clock(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var row = await house.DeliverAsync(Letter.FromKari());
        var due = (await house.ConversationAsync(row.ConversationId)).Conversation.NextDueAt;
        await house.SendAsync();
        var view = await house.ConversationAsync(row.ConversationId);
        Assert.Equal(due, view.Conversation.NextDueAt);
        Assert.Null(view.Promises.Single(p => p.Clock == ClockKind.First).MetAt);
        Assert.Contains(view.Events, e => e.Kind == EventKind.ReceiptSent);
    }

    [Theory, BothEngines]
    internal async Task Each_new_conversation_has_its_own_and_five_an_hour_go_to_an_address_whatever_its_spelling(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        await house.DeliverAsync(Letter.FromKari());
        Assert.Equal(1, await house.SendAsync());
        house.Wait(TimeSpan.FromMinutes(30));
        await house.DeliverAsync(Letter.FromKari("Sko", "Sko.") with { From = "KARI@EXAMPLE.NO" });
        Assert.Equal(1, await house.SendAsync());
        Assert.Contains("FF-1002", house.Post.Letters[^1].Read().Subject, StringComparison.Ordinal);
        house.Wait(TimeSpan.FromMinutes(29));

        // Five more at once, of which three fit into the hour; and somebody else, to whom that is nothing.
        for (var i = 0; i < 5; i++)
        {
            await house.ReceiveAsync(Letter.FromKari($"Sak {i}", $"Sak {i}."));
        }

        await house.ReceiveAsync(Letter.FromOla());
        await house.TakeInAsync();
        Assert.Equal(4, await house.SendAsync());
        await house.DeliverAsync(Letter.FromKari("Sak 6", "Sak 6."));
        Assert.Equal(0, await house.SendAsync());

        // The first is an hour ago.
        house.Wait(TimeSpan.FromMinutes(2));
        await house.DeliverAsync(Letter.FromKari("Lykt", "Lykt."));
        await house.DeliverAsync(Letter.FromKari("Lykt 2", "Lykt 2."));
        Assert.Equal(1, await house.SendAsync());
        Assert.Equal(10, (await house.AllAsync<Conversation>()).Count(c => c.Subject != "Hvor blir pakken?"));
    }

    [Theory, BothEngines]
    internal async Task A_mail_that_joins_gets_none(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(Letter.FromKari());
        var sent = await house.AnswerAsync(first.ConversationId!.Value);
        house.Wait(TimeSpan.FromHours(3));
        await house.DeliverAsync(Letter.FromKari(text: "Takk!").Answering(sent));
        Assert.Equal(0, await house.SendAsync());
    }

    [Theory, BothEngines]
    internal async Task Robots_get_none(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        await house.DeliverAsync(new Letter("noreply@bank.example", "Kontoutskrift", "Se vedlegg."));
        await house.DeliverAsync(new Letter("Ikke svar <no-reply+abc@bank.example>", "Varsel", "Et varsel."));
        await house.DeliverAsync(new Letter("postmaster@bank.example", "Hei", "Noe er galt."));
        await house.DeliverAsync(new Letter("order@shop.example", "Ordre 17", "Bestilt.") { Lines = ["Auto-Submitted: auto-generated"] });
        await house.DeliverAsync(new Letter("order2@shop.example", "Ordre 18", "Bestilt.") { Lines = ["Precedence: bulk"] });
        await house.DeliverAsync(new Letter("member@list.example", "Ny tråd", "Hei alle.") { Lines = ["List-Id: <list.example>", "List-Post: <mailto:l@list.example>"] });
        await house.DeliverAsync(Letter.FromKari(), envelopeFrom: "");
        await house.DeliverAsync(new Letter("ingen adresse", "Hei", "Hei"), envelopeFrom: "");
        Assert.Empty((await house.AllAsync<OutgoingMail>()).Select(m => m.EnvelopeTo));
        Assert.True(await house.ConversationsAsync() >= 7);
    }

    [Theory, BothEngines]
    internal async Task The_answer_to_an_invitation_gets_none(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        foreach (var (method, receipts) in ((string, int)[])[("REPLY", 0), ("COUNTER", 0), ("REQUEST", 1)])
        {
            var row = await house.DeliverAsync(
                $"""
                From: kari@example.no
                To: kundeservice@fjordogfell.example
                Subject: Godtatt: Møte
                Message-ID: <{method}@kari>
                MIME-Version: 1.0
                Content-Type: text/calendar; method={method}; charset=utf-8

                BEGIN:VCALENDAR
                METHOD:{method}
                END:VCALENDAR
                """,
                "kundeservice@fjordogfell.example", "kari@example.no");
            Assert.Equal("new", row.Outcome);
            Assert.Equal(receipts, await house.SendAsync());
        }
    }

    [Theory, BothEngines]
    internal async Task Two_houses_that_write_receipts_to_each_other_stop_at_once(DatabaseEngine engine)
    {
        await using var one = await MailHouse.OpenAsync(engine);
        await using var two = await MailHouse.OpenAsync(engine);
        await one.DeliverAsync(Letter.FromKari() with { From = "hei@other.example" });
        await one.SendAsync();
        var receipt = one.Post.Letters[^1];
        await two.DeliverAsync(receipt.Raw, envelopeFrom: receipt.EnvelopeFrom);
        Assert.Equal(0, await two.SendAsync());
    }
}
