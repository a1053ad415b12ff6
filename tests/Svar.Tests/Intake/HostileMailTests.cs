using Microsoft.EntityFrameworkCore;
using Svar.Conversations;
using Svar.Conversations.Answers;
using Svar.Data;
using Svar.Mailboxes.Receiving;
using Svar.Mailboxes.Sending;
using Svar.Tests.Data;
using Svar.Tests.House;

namespace Svar.Tests.Intake;

/// <summary>Mail by which somebody wants our mail to go where it should not.</summary>
public class HostileMailTests
{
    [Theory, BothEngines]
    internal async Task An_address_that_holds_others_in_quotes_leads_to_itself_alone(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var row = await house.DeliverAsync(new Letter("\"x,a@victim.example,b@victim.example\"@evil.example", "Hei", "Hvor er pakken min?"));
        Assert.Equal(0, await house.SendAsync());

        var sent = await house.AnswerAsync(row.ConversationId!.Value, "Hei, den kommer i morgen.");
        Assert.Equal("\"x,a@victim.example,b@victim.example\"@evil.example", Assert.Single(sent.EnvelopeTo));
    }

    [Theory]
    [InlineData("Reply-To: attacker@evil.example", "kari@example.no")]
    [InlineData("Reply-To: kari.hjemme@example.no", "kari.hjemme@example.no")]
    public async Task In_a_conversation_that_goes_on_a_strangers_reply_address_is_not_followed(string line, string answered)
    {
        await using var house = await MailHouse.OpenAsync(DatabaseEngine.Sqlite);
        var row = await house.DeliverAsync(Letter.FromKari() with { Id = "1@kari" });
        await house.AnswerAsync(row.ConversationId!.Value);
        var again = await house.DeliverAsync(Letter.FromKari("Re: Teltet [FF-1001]", "Send heller pengene.") with { Id = "2@kari", Lines = [line] });
        Assert.Equal(row.ConversationId, again.ConversationId);
        Assert.Equal(answered, Assert.Single((await house.AnswerAsync(row.ConversationId.Value, "Det gjør vi.")).EnvelopeTo));
    }

    [Fact]
    public async Task Who_begins_a_conversation_says_where_they_are_answered()
    {
        await using var house = await MailHouse.OpenAsync(DatabaseEngine.Sqlite);
        var row = await house.DeliverAsync(Letter.FromKari() with { Lines = ["Reply-To: kari@work.example"] });
        Assert.Equal("kari@work.example", Assert.Single((await house.AnswerAsync(row.ConversationId!.Value)).EnvelopeTo));
    }

    [Theory]
    [InlineData("https://evil.example/login Nordmann", "Hei!")]
    [InlineData("Vinn! 1000 kr", "Hei!")]
    [InlineData("Anne-Grethe O’Brien", "Hei, Anne-Grethe!")]
    [InlineData("Žofie", "Hei, Žofie!")]
    public async Task A_receipt_greets_by_a_name_and_carries_nobodys_words(string name, string greeting)
    {
        await using var house = await MailHouse.OpenAsync(DatabaseEngine.Sqlite);
        await house.DeliverAsync(new Letter($"\"{name}\" <kari@example.no>", "Hei", "Hei, hvor er pakken min? Jeg har ventet lenge."));
        await house.SendAsync();
        Assert.StartsWith(greeting + "\n", house.Post.Letters[^1].Read().TextPart, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_null_sender_gets_no_receipt_though_the_door_knows_no_envelope()
    {
        await using var house = await MailHouse.OpenAsync(DatabaseEngine.Sqlite);
        var raw = System.Text.Encoding.UTF8.GetBytes("Return-Path: <>\r\n" + Letter.FromKari());
        using var bytes = await Svar.Mailboxes.Contents.ContentSpool.OfAsync(raw, Path.Combine(house.Folder, "spool"), MailHouse.Cancel);
        var mailbox = (await house.Get<Svar.Mailboxes.MailboxDirectory>().FindAsync(MailHouse.Address, MailHouse.Cancel))!.Value.Mailbox;
        await house.Get<ReceiveMail>().HandleAsync(new Arrival([new ArrivalRecipient(mailbox.BrandId, mailbox.Id, mailbox.Address)], bytes, MailSource.Http, null, ""), MailHouse.Cancel);
        Assert.Equal(1, await house.TakeInAsync());
        Assert.Equal(0, await house.SendAsync());
    }

    [Theory, BothEngines]
    internal async Task A_token_of_one_brand_means_nothing_to_another_also_within_a_batch(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var row = await house.DeliverAsync(Letter.FromKari() with { Id = "1@kari" });
        var token = (await house.ConversationAsync(row.ConversationId)).Conversation.ReplyToken;
        string With(string address) => address.Replace("@", $"+{token}@", StringComparison.Ordinal);
        var ours = await house.ReceiveAsync(System.Text.Encoding.UTF8.GetBytes(Letter.FromKari("Sv: Teltet", "Mer om teltet.").ToString()), With(MailHouse.Address));
        var theirs = await house.ReceiveAsync(System.Text.Encoding.UTF8.GetBytes(Letter.FromOla().ToString()), With(MailHouse.OtherBrandsAddress));
        await house.TakeInAsync();
        var went = await house.ReadAsync(db => db.Set<ReceivedMail>().AsNoTracking().ToDictionaryAsync(m => m.Id, MailHouse.Cancel));
        Assert.Equal(row.ConversationId, went[ours.Id].ConversationId);
        Assert.NotEqual(row.ConversationId, went[theirs.Id].ConversationId);
        Assert.Equal(house.OtherBrand, (await house.ConversationAsync(went[theirs.Id].ConversationId)).Conversation.BrandId);
        Assert.DoesNotContain(went.Values, m => m.State == ReceivedState.Failed || m.Outcome == "unreadable");
    }

    [Theory, BothEngines]
    internal async Task Whatever_happens_in_a_conversation_raises_its_version(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var row = await house.DeliverAsync(Letter.FromKari());
        async Task<int> VersionAsync() => (await house.ConversationAsync(row.ConversationId)).Conversation.Version;
        var first = await VersionAsync();
        Assert.True((await house.Get<AddNote>().HandleAsync(house.Anna, row.ConversationId!.Value, "Kjent feil.", MailHouse.Cancel)).IsDone);
        Assert.True(await VersionAsync() > first);
        Assert.Equal(RefusalKind.Conflict, (await house.ReplyAsync(row.ConversationId.Value, new Reply("Hei", ExpectedVersion: first))).Refusal!.Kind);
    }

    [Theory, BothEngines]
    internal async Task Tags_that_several_add_and_take_away_at_once_are_all_heeded(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var id = (await house.DeliverAsync(Letter.FromKari())).ConversationId!.Value;
        var change = house.Get<ChangeConversation>();
        await change.HandleAsync(house.Anna, id, new ConversationChange(Tags: ["gammel"]), MailHouse.Cancel);
        var done = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => change.HandleAsync(
            house.Anna, id, i == 0 ? new ConversationChange { RemoveTags = ["gammel"] } : new ConversationChange { AddTags = [$"tag{i}"] }, MailHouse.Cancel)));
        Assert.All(done, d => Assert.True(d.IsDone));
        Assert.Equal(
            ["tag1", "tag2", "tag3", "tag4", "tag5"],
            await house.ReadAsync(db => db.Set<ConversationTag>().Where(t => t.ConversationId == id).Select(t => t.Tag).Order().ToListAsync(MailHouse.Cancel)));
    }

    [Fact]
    public async Task A_link_to_an_account_is_not_kept_once_its_mail_is_sent()
    {
        await using var house = await MailHouse.OpenAsync(DatabaseEngine.Sqlite);
        await house.Database.WriteAsync(db => house.Get<Svar.Accounts.IAccountMail>().SendAsync(db, "new@example.com", "Ny", "nb", "Velkommen", "https://desk.example/accounts/invitation?key=geheim", MailHouse.Cancel), MailHouse.Cancel);
        Assert.Equal(1, await house.SendAsync());
        Assert.Contains("geheim", house.Post.Letters[^1].Read().TextPart, StringComparison.Ordinal);
        var content = await house.ReadAsync(db => db.Set<OutgoingMail>().Where(m => m.Kind == OutgoingKind.Account).Select(m => m.ContentId).SingleAsync(MailHouse.Cancel));
        Assert.Null(await house.ReadAsync(db => Svar.Mailboxes.Contents.ContentStore.ReadContentAsync(db, content, MailHouse.Cancel)));
    }

    [Theory]
    [InlineData(MailSource.Form, ConversationKind.Compliment)]
    [InlineData(MailSource.Smtp, ConversationKind.Other)]
    internal async Task The_kind_that_a_letter_names_is_heeded_only_from_our_own_form(MailSource source, ConversationKind kind)
    {
        await using var house = await MailHouse.OpenAsync(DatabaseEngine.Sqlite);
        var raw = System.Text.Encoding.UTF8.GetBytes((Letter.FromOla() with { Lines = ["X-Svar-Kind: compliment"] }).ToString());
        using var bytes = await Svar.Mailboxes.Contents.ContentSpool.OfAsync(raw, Path.Combine(house.Folder, "spool"), MailHouse.Cancel);
        var mailbox = (await house.Get<Svar.Mailboxes.MailboxDirectory>().FindAsync(MailHouse.Address, MailHouse.Cancel))!.Value.Mailbox;
        await house.Get<ReceiveMail>().HandleAsync(new Arrival([new ArrivalRecipient(mailbox.BrandId, mailbox.Id, mailbox.Address)], bytes, source, "ola@example.com", ""), MailHouse.Cancel);
        await house.TakeInAsync();
        Assert.Equal(kind, await house.ReadAsync(db => db.Set<Conversation>().Select(c => c.Kind).SingleAsync(MailHouse.Cancel)));
    }
}
