using System.Text;
using Microsoft.EntityFrameworkCore;
using Svar.Conversations;
using Svar.Conversations.Answers;
using Svar.Data;
using Svar.Mailboxes.Contents;
using Svar.Mailboxes.Receiving;
using Svar.Tests.Data;
using Svar.Tests.House;

namespace Svar.Tests.Intake;

/// <summary>Bad mail is data: whatever comes is a row, and what a person may have written is a conversation.</summary>
public class OddMailTests
{
    [Theory, BothEngines]
    internal async Task An_empty_mail_is_a_visible_conversation(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var row = await house.DeliverAsync([], envelopeFrom: "kari@example.no");
        Assert.Equal((ReceivedState.TakenIn, "unreadable"), (row.State, row.Outcome));
        var view = await house.ConversationAsync(row.ConversationId);
        Assert.Equal(["kari@example.no"], view.CustomerAddresses);
        Assert.Contains("kunne ikke leses som e-post", view.Messages[0].Message.Text, StringComparison.Ordinal);
        Assert.Contains("tom", view.Messages[0].Message.Text, StringComparison.Ordinal);
        Assert.Equal("mail.eml", Assert.Single(view.Messages[0].Attachments).Name);
    }

    [Theory, BothEngines]
    internal async Task Bytes_that_are_no_mail_are_a_visible_conversation(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var noise = new byte[20_000];
        new Random(7).NextBytes(noise);
        foreach (var raw in (byte[][])[noise, "\0\0\0"u8.ToArray(), ":\r\n:\r\n"u8.ToArray(), [.. Enumerable.Repeat((byte)'\n', 5000)], Encoding.ASCII.GetBytes(new string('x', 300_000))])
        {
            var row = await house.DeliverAsync(raw, envelopeFrom: "kari@example.no");
            Assert.Equal((ReceivedState.TakenIn, "unreadable"), (row.State, row.Outcome));
            var message = (await house.ConversationAsync(row.ConversationId)).Messages[0];
            Assert.StartsWith("Dette kunne ikke leses som e-post", message.Message.Text, StringComparison.Ordinal);
            Assert.StartsWith("Dette kunne ikke leses som e-post", (await house.ConversationAsync(row.ConversationId)).Conversation.Snippet, StringComparison.Ordinal);
            Assert.Equal(("mail.eml", (long)raw.Length), (Assert.Single(message.Attachments).Name, message.Attachments[0].Size));
        }

        Assert.Empty(house.Log.Errors);
        Assert.Equal(0, await house.SendAsync());
    }

    [Theory, BothEngines]
    internal async Task Words_without_any_header_are_shown_below_the_notice(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var row = await house.DeliverAsync("Hei, pakken kom aldri fram.\nHilsen Kåre\n", envelopeFrom: "kari@example.no");
        var message = (await house.ConversationAsync(row.ConversationId)).Messages[0].Message;
        Assert.StartsWith("Dette kunne ikke leses som e-post", message.Text, StringComparison.Ordinal);
        Assert.Contains("Hei, pakken kom aldri fram.\nHilsen Kåre", message.Text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory, BothEngines]
    internal async Task Stored_bytes_that_are_damaged_make_a_conversation_and_hold_nobody_up(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var damaged = await house.ReceiveAsync(Letter.FromKari());
        var whole = await house.ReceiveAsync(Letter.FromOla());
        var content = (await house.RowAsync(damaged.Id)).ContentId;
        await house.Database.WriteAsync(db => db.Set<ContentPiece>().Where(p => p.ContentId == content).ExecuteUpdateAsync(s => s.SetProperty(p => p.Bytes, new byte[] { 1, 2, 3 }), MailHouse.Cancel), MailHouse.Cancel);
        Assert.Equal(2, await house.TakeInAsync());
        Assert.Equal("new", (await house.RowAsync(whole.Id)).Outcome);
        var row = await house.RowAsync(damaged.Id);
        Assert.Equal((ReceivedState.TakenIn, "unreadable"), (row.State, row.Outcome));
        var view = await house.ConversationAsync(row.ConversationId);
        Assert.Equal("mail.eml", view.Messages[0].Attachments[0].Name);
        Assert.Equal(["kari@example.no"], view.CustomerAddresses);
        Assert.Equal(1, await house.SendAsync());
    }

    [Theory, BothEngines]
    internal async Task NUL_and_half_characters_are_kept_as_U_FFFD(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var row = await house.DeliverAsync(
            """
            From: =?utf-8?Q?Ka=00ri=ED=A0=80?= <kari@example.no>
            Subject: =?utf-16le?B?AABUANgA2GUAbAB0AA==?= =?utf-8?Q?tel=00t?=
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            <p>Hei &#0; &#xD800; =00 =ED=A0=80 der</p>
            """,
            envelopeFrom: "ka\0ri@example.no");
        Assert.Equal("new", row.Outcome);
        var view = await house.ConversationAsync(row.ConversationId);
        foreach (var text in (string[])[view.Conversation.Subject, view.Conversation.Snippet, view.Messages[0].Message.Text, view.Messages[0].Message.FromName, view.Customer.Name, row.EnvelopeFrom!])
        {
            Assert.DoesNotContain('\0', text);
            Assert.Equal(text, new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(new UTF8Encoding(false, true).GetBytes(text)));
        }

        Assert.Contains('\uFFFD', view.Conversation.Subject);
        Assert.Empty(house.Log.Errors);
    }

    [Theory, BothEngines]
    internal async Task A_mail_of_two_thousand_parts_is_one_conversation_with_its_files(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var raw = new StringBuilder("From: kari@example.no\r\nSubject: Mange filer\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSe vedlegg.\r\n");
        for (var i = 0; i < 2000; i++)
        {
            raw.Append("--b\r\nContent-Type: application/octet-stream; name=\"f").Append(i).Append(".bin\"\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nAAEC\r\n");
        }

        var row = await house.DeliverAsync(raw.Append("--b--\r\n").ToString());
        var files = (await house.ConversationAsync(row.ConversationId)).Messages[0].Attachments;
        Assert.InRange(files.Count, 500, 2000);
        Assert.Equal(files.Count, files.Select(f => f.Id).Distinct().Count());
        Assert.Equal(3, (await house.Get<MessageContents>().FileAsync(row.ConversationId!.Value, files[^1].Id, MailHouse.Cancel))!.Bytes.Length);
        Assert.Empty(house.Log.Errors);

        // The keys that the mail took beyond those at hand are not handed out again.
        await house.DeliverAsync(Letter.FromOla());
        Assert.Empty(house.Log.Errors);
    }

    [Theory, BothEngines]
    internal async Task Two_megabytes_of_different_words_are_taken_in_and_found(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var text = new StringBuilder("førsteordet ");
        for (var i = 0; text.Length < 2_000_000; i++)
        {
            text.Append("ord").Append(i.ToString("x", System.Globalization.CultureInfo.InvariantCulture)).Append(i % 12 == 0 ? '\n' : ' ');
        }

        var row = await house.DeliverAsync(Letter.FromKari(text: text.Append(new string('x', 5000)).ToString()));
        Assert.Equal("new", row.Outcome);
        Assert.Equal(1, await house.ReadAsync(db => SearchRows.Find(db, Svar.Language.Search.TextAnalysis.QueryTerms("førsteordet", "nb")).CountAsync(MailHouse.Cancel)));
        Assert.Empty(house.Log.Errors);
    }

    [Theory, BothEngines]
    internal async Task A_sender_with_a_name_in_other_letters_and_an_international_domain_is_one_customer(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var one = await house.DeliverAsync(Letter.FromKari() with { From = "Åse Ødegård <åse@blåbærsyltetøy.no>" });
        var two = await house.DeliverAsync(Letter.FromKari("Sko", "Sko.") with { From = "=?utf-8?B?w4VzZQ==?= <ÅSE@xn--blbrsyltety-y8ao3x.no>" });
        var view = await house.ConversationAsync(one.ConversationId);
        Assert.Equal("Åse Ødegård", view.Customer.Name);
        Assert.Equal(view.Customer.Id, (await house.ConversationAsync(two.ConversationId)).Customer.Id);
    }

    [Theory, BothEngines]
    internal async Task Without_From_the_envelope_tells_who_wrote(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var row = await house.DeliverAsync("Subject: Uten avsender\n\nHei, jeg fant ingen knapp.\n", envelopeFrom: "kari@example.no");
        Assert.Equal(["kari@example.no"], (await house.ConversationAsync(row.ConversationId)).CustomerAddresses);
    }

    [Theory, BothEngines]
    internal async Task An_answer_to_somebody_without_a_usable_address_is_refused_in_words(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        foreach (var from in (string[])["From: ingen adresse her\n", "", "From: <>\n", "From: a@b@c, ,,\n"])
        {
            var row = await house.DeliverAsync($"{from}Subject: Uten avsender {from.Length}\n\nHei.\n", envelopeFrom: "");
            Assert.NotNull(row.ConversationId);
            var outcome = await house.ReplyAsync(row.ConversationId.Value, new Reply("Hei"));
            Assert.True(!outcome.IsDone && outcome.Refusal!.Kind == RefusalKind.Conflict, from);
        }

        Assert.Empty(house.Log.Errors);
    }

    [Theory, BothEngines]
    internal async Task An_endless_address_and_endless_ids_are_a_conversation(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var noise = string.Concat(Enumerable.Range(0, 4000).Select(i => (char)('a' + (i * 7919 % 26))));
        var row = await house.DeliverAsync(new Letter($"{noise}@example.com", noise, "Hei") { Id = noise + "@x", References = [noise + "1@x", noise + "2@x"], To = $"{noise}@y.example" }, envelopeFrom: "kari@example.no");
        Assert.Equal(ReceivedState.TakenIn, row.State);
        Assert.NotNull(row.ConversationId);
    }

    [Theory, BothEngines]
    internal async Task A_danger_to_life_is_urgent(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var row = await house.DeliverAsync(Letter.FromKari("Brann", "Det begynte å brenne i primusen, og sønnen min fikk brannskader i ansiktet."));
        Assert.Equal(Priority.Urgent, (await house.ConversationAsync(row.ConversationId)).Conversation.Priority);
    }
}
