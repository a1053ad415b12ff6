using Svar.Conversations;
using Svar.Data;
using Svar.Mailboxes.Receiving;
using Svar.Tests.Data;
using Svar.Tests.House;

namespace Svar.Tests.Intake;

/// <summary>Which mails join a conversation, and which open their own. A wrong join shows one customer another's letters, so each rule is tested from both sides.</summary>
public class ThreadingTests
{
    private static readonly Letter _kari = Letter.FromKari() with { Id = "telt-1@kari.example.no" };

    [Theory, BothEngines]
    internal async Task An_answer_joins_by_the_id_of_our_mail(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(_kari);
        var sent = await house.AnswerAsync(first.ConversationId!.Value);
        var back = await house.DeliverAsync(Letter.FromKari(text: "Tusen takk!").Answering(sent));
        Joined(first, back, "our message id");
    }

    [Theory, BothEngines]
    internal async Task An_answer_to_the_receipt_joins(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(_kari);
        await house.SendAsync();
        var back = await house.DeliverAsync(Letter.FromKari(text: "Jeg glemte bildet.").Answering(house.Post.Letters[^1]));
        Joined(first, back, "our message id");
    }

    [Theory, BothEngines]
    internal async Task An_answer_from_another_address_of_theirs_joins_by_our_id(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(_kari);
        var sent = await house.AnswerAsync(first.ConversationId!.Value);
        var back = await house.DeliverAsync((Letter.FromKari(text: "Skriver fra jobben.") with { From = "kari.nordmann@work.example" }).Answering(sent));
        Joined(first, back, "our message id");
        Assert.Equal("kari.nordmann@work.example", (await house.ConversationAsync(first.ConversationId)).Messages[^1].Message.FromAddress);
    }

    [Theory, BothEngines]
    internal async Task Only_References_without_In_Reply_To_joins(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(_kari);
        var sent = await house.AnswerAsync(first.ConversationId!.Value);
        var back = await house.DeliverAsync(Letter.FromKari(text: "Takk.").Answering(sent) with { InReplyTo = null });
        Joined(first, back, "our message id");
    }

    [Theory, BothEngines]
    internal async Task A_changed_subject_still_joins(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(_kari);
        var sent = await house.AnswerAsync(first.ConversationId!.Value);
        var back = await house.DeliverAsync(Letter.FromKari().Answering(sent) with { Subject = "Noe helt annet" });
        Joined(first, back, "our message id");
    }

    [Theory, BothEngines]
    internal async Task An_old_reference_far_up_the_chain_joins(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(_kari);
        var sent = await house.AnswerAsync(first.ConversationId!.Value);
        house.Wait(TimeSpan.FromDays(400));
        var ours = sent.Read().MessageId!;
        var back = await house.DeliverAsync(Letter.FromKari() with { References = [ours, "a@elsewhere.example", "b@elsewhere.example"], InReplyTo = "b@elsewhere.example" });
        Joined(first, back, "our message id");
    }

    [Theory, BothEngines]
    internal async Task A_second_mail_that_refers_to_their_own_first_joins(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(_kari);
        var more = await house.DeliverAsync(Letter.FromKari("Sv: Teltet lekker", "Glemte bildet.") with { InReplyTo = _kari.Id, Id = "telt-2@kari.example.no" });
        Joined(first, more, "their message id");
    }

    [Theory, BothEngines]
    internal async Task Somebody_in_copy_who_answers_all_joins(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(_kari with { Cc = "Per Nordmann <per@example.no>" });
        var more = await house.DeliverAsync(new Letter("per@example.no", "Sv: Teltet lekker", "Jeg så det også.") { InReplyTo = _kari.Id });
        Joined(first, more, "their message id");
    }

    [Theory, BothEngines]
    internal async Task A_stranger_who_refers_to_their_id_gets_a_conversation_of_his_own(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(_kari);
        var other = await house.DeliverAsync(Letter.FromOla() with { InReplyTo = _kari.Id });
        Apart(first, other);
    }

    [Theory, BothEngines]
    internal async Task Two_customers_of_a_form_that_repeats_its_Message_ID_stay_apart(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var kari = await house.DeliverAsync(Letter.FromKari() with { Id = "form@shop" });
        var ola = await house.DeliverAsync(Letter.FromOla() with { Id = "form@shop" });
        Apart(kari, ola);

        var more = await house.DeliverAsync(Letter.FromOla(text: "Et bilde til.") with { InReplyTo = "form@shop" });
        Joined(ola, more, "their message id");
        var eva = await house.DeliverAsync(new Letter("eva@example.com", "Sv: skjema", "Hei") { InReplyTo = "form@shop" });
        Apart(kari, eva);
        Apart(ola, eva);
    }

    [Theory, BothEngines]
    internal async Task A_customer_who_used_the_form_twice_and_answers_its_id_gets_a_new_conversation_rather_than_a_guess(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var one = await house.DeliverAsync(Letter.FromKari("Telt") with { Id = "form@shop" });
        var two = await house.DeliverAsync(Letter.FromKari("Sko", "Skoene er for små.") with { Id = "form@shop" });
        Apart(one, two);
        var three = await house.DeliverAsync(Letter.FromKari("Sv: skjema", "Når kommer svaret?") with { InReplyTo = "form@shop" });
        Apart(one, three);
        Apart(two, three);
    }

    [Theory, BothEngines]
    internal async Task Empty_and_missing_Message_IDs_join_nothing(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var empty = await house.DeliverAsync(Letter.FromKari() with { Lines = ["Message-ID: <>", "In-Reply-To: <>", "References: <> <>"] });
        var none = await house.DeliverAsync(Letter.FromOla());
        var emptyAgain = await house.DeliverAsync(Letter.FromOla("Enda en", "Noe annet.") with { Lines = ["Message-ID:", "In-Reply-To:"] });
        Apart(empty, none);
        Apart(empty, emptyAgain);
        Apart(none, emptyAgain);
    }

    [Theory, BothEngines]
    internal async Task Outlook_without_References_joins_by_the_reply_address_alone(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(_kari);
        var sent = await house.AnswerAsync(first.ConversationId!.Value);
        var replyTo = sent.Read().ReplyTo[0].Address;
        var back = await house.DeliverAsync(Letter.FromKari("SV: Teltet lekker", "Takk skal du ha.") with { To = replyTo, Lines = ["Thread-Index: AdpXyz=="] }, to: replyTo);
        Joined(first, back, "reply address");
    }

    [Theory, BothEngines]
    internal async Task The_reply_address_in_capitals_joins(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(_kari);
        var replyTo = (await house.AnswerAsync(first.ConversationId!.Value)).Read().ReplyTo[0].Address.ToUpperInvariant();
        Joined(first, await house.DeliverAsync(Letter.FromKari() with { To = replyTo }, to: replyTo), "reply address");
    }

    [Theory, BothEngines]
    internal async Task A_token_that_leads_nowhere_opens_a_conversation(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(_kari);
        var other = await house.DeliverAsync(Letter.FromKari("Noe nytt"), to: "kundeservice+abcdefghijklmnopqrstuvwxyz@fjordogfell.example");
        Apart(first, other);
    }

    [Theory, BothEngines]
    internal async Task The_number_joins_for_its_customer_and_not_for_a_stranger(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(_kari);
        var reference = (await house.ConversationAsync(first.ConversationId)).Reference;
        Joined(first, await house.DeliverAsync(Letter.FromKari($"Ang. {reference.ToLowerInvariant()}", "Hvordan går det?")), "number and sender");
        Apart(first, await house.DeliverAsync(Letter.FromOla($"Re: [{reference}]")));
    }

    [Theory, BothEngines]
    internal async Task A_customer_who_names_a_strangers_number_opens_his_own(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var kari = await house.DeliverAsync(_kari);
        var ola = await house.DeliverAsync(Letter.FromOla());
        var karis = (await house.ConversationAsync(kari.ConversationId)).Reference;
        var olas = (await house.ConversationAsync(ola.ConversationId)).Reference;
        Apart(kari, await house.DeliverAsync(Letter.FromOla($"{karis}?", "Er dette min?")));

        // Both numbers, and only one is his.
        Joined(ola, await house.DeliverAsync(Letter.FromOla($"{karis} og {olas}", "Er dette mine?")), "number and sender");
    }

    [Theory, BothEngines]
    internal async Task Words_that_only_look_like_the_number_join_nothing(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(_kari);
        var number = (await house.ConversationAsync(first.ConversationId)).Conversation.Number;
        foreach (var subject in (string[])[$"FF{number}", $"XFF-{number}", $"FF-{number}9", $"ff - {number}", $"FF-{new string('9', 40)}", "FF-"])
        {
            Apart(first, await house.DeliverAsync(Letter.FromKari(subject, $"Om {subject}")));
        }
    }

    [Theory, BothEngines]
    internal async Task A_number_of_the_other_brand_is_no_number_here(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(_kari);
        var reference = (await house.ConversationAsync(first.ConversationId)).Reference;
        Apart(first, await house.DeliverAsync(Letter.FromKari($"Ang. {reference}", "Hei Bre, vet dere noe om dette?"), MailHouse.OtherBrandsAddress));
    }

    [Theory, BothEngines]
    internal async Task An_answer_to_one_brand_that_is_sent_to_the_other_opens_a_conversation_there(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(_kari);
        var sent = await house.AnswerAsync(first.ConversationId!.Value);
        var other = await house.DeliverAsync(Letter.FromKari(text: "Hei Bre, se hva de svarte meg.").Answering(sent), MailHouse.OtherBrandsAddress);
        Apart(first, other);
        Assert.Equal("new", other.Outcome);
        Assert.Equal(house.OtherBrand, (await house.ConversationAsync(other.ConversationId)).Conversation.BrandId);
        Assert.Empty(house.Log.Errors);
    }

    [Theory, BothEngines]
    internal async Task The_reply_address_of_one_brand_means_nothing_at_the_other(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(_kari);
        var token = (await house.ConversationAsync(first.ConversationId)).Conversation.ReplyToken;
        Apart(first, await house.DeliverAsync(Letter.FromOla(), $"hei+{token}@bre.example"));
    }

    [Theory, BothEngines]
    internal async Task The_same_customer_with_a_new_matter_gets_a_new_conversation_and_stays_one_customer(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var one = await house.DeliverAsync(_kari);
        var two = await house.DeliverAsync(Letter.FromKari("Sko", "Har dere størrelse 38?") with { From = "\"Nordmann, Kari\" <KARI@Example.NO>" });
        Apart(one, two);
        Assert.Equal((await house.ConversationAsync(one.ConversationId)).Customer.Id, (await house.ConversationAsync(two.ConversationId)).Customer.Id);
    }

    [Theory, BothEngines]
    internal async Task A_mail_to_two_of_our_addresses_is_one_conversation_with_one_receipt(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var raw = System.Text.Encoding.UTF8.GetBytes((_kari with { To = $"{MailHouse.Address}, {MailHouse.SecondAddress}" }).ToString());
        var receipts = await house.ReceiveAsync(raw, [MailHouse.Address, MailHouse.SecondAddress]);
        await house.TakeInAsync();
        var one = await house.RowAsync(receipts[0].Id);
        var two = await house.RowAsync(receipts[1].Id);
        Assert.Equal(("new", "same-mail"), (one.Outcome, two.Outcome));
        Assert.Equal(one.ConversationId, two.ConversationId);
        Assert.Single((await house.ConversationAsync(one.ConversationId)).Messages);
        Assert.Equal(1, await house.SendAsync());
    }

    [Theory, BothEngines]
    internal async Task The_copy_to_our_second_address_that_comes_an_hour_later_is_the_same_mail(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var one = await house.DeliverAsync(_kari);
        house.Wait(TimeSpan.FromHours(1));
        var two = await house.DeliverAsync(_kari, MailHouse.SecondAddress);
        Assert.Equal("same-mail", two.Outcome);
        Assert.Equal(one.ConversationId, two.ConversationId);
    }

    [Theory, BothEngines]
    internal async Task An_answer_after_the_conversation_was_resolved_opens_it_again(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(_kari);
        var sent = await house.AnswerAsync(first.ConversationId!.Value, then: AfterAnswer.Resolve);
        Assert.Equal(ConversationStatus.Resolved, (await house.ConversationAsync(first.ConversationId)).Conversation.Status);
        house.Wait(TimeSpan.FromDays(30));
        Joined(first, await house.DeliverAsync(Letter.FromKari(text: "Det lekker igjen.").Answering(sent)), "our message id");
        var conversation = (await house.ConversationAsync(first.ConversationId)).Conversation;
        Assert.Equal(ConversationStatus.Open, conversation.Status);
        Assert.True(conversation.NextDueAt < Conversation.NothingDue);
    }

    [Theory, BothEngines]
    internal async Task Two_senders_without_an_address_do_not_know_each_other(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var one = await house.DeliverAsync("Subject: Uten avsender\nMessage-ID: <scanner@office>\n\nEtt dokument.\n", envelopeFrom: "");
        var two = await house.DeliverAsync("Subject: Re: Uten avsender\nIn-Reply-To: <scanner@office>\n\nEt annet dokument.\n", envelopeFrom: "");
        Apart(one, two);
    }

    private static void Joined(ReceivedMail first, ReceivedMail later, string by)
    {
        Assert.Equal($"reply by {by}", later.Outcome);
        Assert.Equal(first.ConversationId, later.ConversationId);
        Assert.Equal(ReceivedState.TakenIn, later.State);
    }

    private static void Apart(ReceivedMail first, ReceivedMail later)
    {
        Assert.Equal(ReceivedState.TakenIn, later.State);
        Assert.NotNull(later.ConversationId);
        Assert.NotEqual(first.ConversationId, later.ConversationId);
    }
}
