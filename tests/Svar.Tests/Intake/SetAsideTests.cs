using Svar.Conversations;
using Svar.Data;
using Svar.Mailboxes.Receiving;
using Svar.Tests.Data;
using Svar.Tests.House;

namespace Svar.Tests.Intake;

/// <summary>Mail that no person wrote to us: kept, with its reason, and no clock runs for it.</summary>
public class SetAsideTests
{
    [Theory, BothEngines]
    internal async Task Our_own_mail_that_comes_back_is_a_loop(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(Letter.FromKari());
        var sent = await house.AnswerAsync(first.ConversationId!.Value);
        var back = await house.DeliverAsync(sent.Raw);
        Aside(back, "loop");
        Assert.Single((await house.ConversationAsync(first.ConversationId)).Messages, m => m.Message.Direction == Direction.In);
    }

    [Theory, BothEngines]
    internal async Task A_receipt_that_a_forwarder_sends_back_is_a_loop_and_gets_no_receipt(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        await house.DeliverAsync(Letter.FromKari());
        await house.SendAsync();
        Aside(await house.DeliverAsync(house.Post.Letters[^1].Raw, MailHouse.SecondAddress, "forwarder@example.no"), "loop");
        Assert.Equal(0, await house.SendAsync());
    }

    [Theory, BothEngines]
    internal async Task A_mail_that_says_it_is_from_us_is_a_loop_also_under_an_id_that_we_never_gave(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        Aside(await house.DeliverAsync(Letter.FromKari() with { From = MailHouse.SecondAddress }), "loop");
        Aside(await house.DeliverAsync(Letter.FromOla() with { From = $"\"Fjord & Fell\" <{MailHouse.Address.ToUpperInvariant()}>" }), "loop");
    }

    [Theory, BothEngines]
    internal async Task A_mail_that_went_through_more_than_a_hundred_servers_goes_in_a_circle(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        Letter Through(int servers) => Letter.FromKari() with { Lines = [.. Enumerable.Range(0, servers).Select(i => $"Received: from mx{i % 2}.example by mx{(i + 1) % 2}.example; Mon, 2 Mar 2026 09:58:00 +0100")] };
        Assert.Equal("new", (await house.DeliverAsync(Through(100))).Outcome);
        var circling = await house.DeliverAsync(Through(101));
        Aside(circling, "loop");
        Assert.Contains("101", circling.Reason, StringComparison.Ordinal);
    }

    [Theory, BothEngines]
    internal async Task A_web_form_in_our_name_is_of_whom_its_Reply_To_names(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var form = await house.DeliverAsync(Letter.FromKari() with { From = MailHouse.Address, Lines = ["Reply-To: Kari Nordmann <kari@example.no>"] });
        Assert.Equal("new", form.Outcome);
        var view = await house.ConversationAsync(form.ConversationId);
        Assert.Equal(("Kari Nordmann", "kari@example.no"), (view.Customer.Name, view.CustomerAddresses[0]));
        Assert.Equal(["kari@example.no"], (await house.AnswerAsync(form.ConversationId!.Value)).EnvelopeTo);
    }

    [Theory, BothEngines]
    internal async Task Two_customers_of_a_form_that_shares_one_From_are_two_customers(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var kari = await house.DeliverAsync(Letter.FromKari() with { From = "wordpress@fjordogfell.example", Lines = ["Reply-To: kari@example.no"] });
        var reference = (await house.ConversationAsync(kari.ConversationId)).Reference;
        var ola = await house.DeliverAsync(Letter.FromOla($"Gjelder {reference}") with { From = "wordpress@fjordogfell.example", Lines = ["Reply-To: ola@example.com"] });
        Assert.NotEqual(kari.ConversationId, ola.ConversationId);
        Assert.Equal(["ola@example.com"], (await house.ConversationAsync(ola.ConversationId)).CustomerAddresses);
    }

    [Theory, BothEngines]
    internal async Task An_answer_goes_where_Reply_To_says(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var mail = await house.DeliverAsync(Letter.FromKari() with { Lines = ["Reply-To: Kari privat <kari.n@home.example>"] });
        Assert.Equal(["kari.n@home.example"], (await house.AnswerAsync(mail.ConversationId!.Value)).EnvelopeTo);
    }

    [Theory, BothEngines]
    internal async Task An_out_of_office_to_our_answer_is_shown_and_moves_no_clock(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(Letter.FromKari());
        var sent = await house.AnswerAsync(first.ConversationId!.Value);
        var away = await house.DeliverAsync(Letter.FromKari(text: "Jeg er på ferie til mandag.").Answering(sent) with { Subject = "Automatisk svar: Teltet lekker", Lines = ["Auto-Submitted: auto-replied"] }, envelopeFrom: "");
        Assert.Equal("auto-reply", away.Outcome);
        var view = await house.ConversationAsync(first.ConversationId);
        Assert.Equal(ConversationStatus.Waiting, view.Conversation.Status);
        Assert.True(view.Messages[^1].Message.IsAutomatic);
        Assert.Equal(Conversation.NothingDue, view.Conversation.NextDueAt);
        Assert.Equal(0, await house.SendAsync());
    }

    [Theory, BothEngines]
    internal async Task An_out_of_office_to_the_receipt_is_shown_and_the_first_answer_is_still_owed(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(Letter.FromKari());
        await house.SendAsync();
        var due = (await house.ConversationAsync(first.ConversationId)).Conversation.NextDueAt;
        var away = await house.DeliverAsync(Letter.FromKari(text: "Er ute.").Answering(house.Post.Letters[^1]) with { Lines = ["Auto-Submitted: auto-replied"] });
        Assert.Equal(first.ConversationId, away.ConversationId);
        Assert.Equal((ConversationStatus.Open, due), ((await house.ConversationAsync(first.ConversationId)).Conversation.Status, (await house.ConversationAsync(first.ConversationId)).Conversation.NextDueAt));
        Assert.Equal(0, await house.SendAsync());
    }

    [Theory, BothEngines]
    internal async Task An_out_of_office_to_nothing_of_ours_is_set_aside(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        Aside(await house.DeliverAsync(Letter.FromKari("Automatic reply: Spring news") with { Lines = ["Auto-Submitted: auto-replied"] }), "auto-reply");
    }

    [Theory, BothEngines]
    internal async Task A_newsletter_is_set_aside_and_a_group_that_people_write_to_is_not(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        Aside(await house.DeliverAsync(Letter.FromOla("Ukens tilbud") with { Lines = ["List-Unsubscribe: <https://example.com/u>", "List-Id: <news.example.com>", "Precedence: bulk"] }), "bulk");
        var group = await house.DeliverAsync(Letter.FromKari() with { Lines = ["List-Id: <post.fjordogfell.example>", "List-Post: <mailto:post@fjordogfell.example>", "List-Unsubscribe: <mailto:leave@fjordogfell.example>"] });
        Assert.Equal("new", group.Outcome);
        Assert.Equal(0, await house.SendAsync());
    }

    [Theory, BothEngines]
    internal async Task A_form_that_a_mailing_service_sends_is_a_conversation(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var form = await house.DeliverAsync(new Letter("noreply@mailing.example", "Kontaktskjema", "Teltet lekker.") { Lines = ["List-Unsubscribe: <https://mailing.example/u>", "Reply-To: Kari <kari@example.no>"] });
        Assert.Equal("new", form.Outcome);
        Aside(await house.DeliverAsync(new Letter("news@vendor.example", "Nyheter", "Tilbud.") { Lines = ["List-Unsubscribe: <https://vendor.example/u>", "Reply-To: hello@mail.vendor.example"] }), "bulk");
        Aside(await house.DeliverAsync(new Letter("news@vendor.example", "Nyheter", "Tilbud.") { Lines = ["List-Unsubscribe: <https://vendor.example/u>", "List-Id: <news.vendor.example>", "Reply-To: us12-1@inbound.mailing.example"] }), "bulk");
        Aside(await house.DeliverAsync(new Letter("news@vendor.example", "Nyheter", "Tilbud.") { Lines = ["List-Unsubscribe: <https://vendor.example/u>", "Reply-To: noreply@mailing.example"] }), "bulk");
    }

    [Theory, BothEngines]
    internal async Task What_customers_call_their_mail_sets_none_of_it_aside(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        foreach (var (from, subject) in ((string, string)[])[("kari@example.no", "Ferie: kan jeg få pakken senere?"), ("ola@example.no", "Auto: wrong part delivered"), ("it@firma.example", "Delivery delayed for order 5"), ("postmaster@firma.example", "Order 5 delayed")])
        {
            var row = await house.DeliverAsync(new Letter($"\"System Administrator\" <{from}>", subject, "Hei, teltet mitt er ødelagt."));
            Assert.Equal("new", row.Outcome);
        }
    }

    [Theory, BothEngines]
    internal async Task What_another_shops_system_says_of_our_mail_is_set_aside(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        Aside(await house.DeliverAsync(new Letter("support@firma.example", "[#12345] Vi har mottatt din henvendelse", "Vi svarer snart.") { Lines = ["Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All"] }), "auto-reply");
    }

    [Theory, BothEngines]
    internal async Task A_read_receipt_is_set_aside(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        Aside(
            await house.DeliverAsync(
                """
                From: kari@example.no
                To: kundeservice@fjordogfell.example
                Subject: Lest: Re: Teltet lekker
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=disposition-notification; boundary=b

                --b
                Content-Type: text/plain

                Meldingen ble lest.
                --b
                Content-Type: message/disposition-notification

                Final-Recipient: rfc822; kari@example.no
                Original-Message-ID: <x@fjordogfell.example>
                Disposition: manual-action/MDN-sent-manually; displayed
                --b--
                """,
                envelopeFrom: ""),
            "read-receipt");
    }

    private static void Aside(ReceivedMail row, string outcome)
    {
        Assert.Equal((ReceivedState.SetAside, outcome), (row.State, row.Outcome));
        Assert.False(string.IsNullOrEmpty(row.Reason));
        Assert.Null(row.ConversationId);
    }
}
