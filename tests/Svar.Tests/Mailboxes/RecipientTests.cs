using Svar.Conversations;
using Svar.Data;
using Svar.Mail.Smtp;
using Svar.Mailboxes;
using Svar.Mailboxes.Receiving;
using Svar.Tests.Data;
using Svar.Tests.House;

namespace Svar.Tests.Mailboxes;

/// <summary>Which addresses are ours, and what a sender hears of the others.</summary>
public class RecipientTests
{
    [Theory]
    [InlineData("<Postmaster>", "250 2.1.5")]
    [InlineData("<pOSTMASTER>", "250 2.1.5")]
    [InlineData("<postmaster@fjordogfell.example>", "250 2.1.5")]
    [InlineData("<PostMaster@BRE.example>", "250 2.1.5")]
    [InlineData("<postmaster@mx.fjordogfell.example>", "250 2.1.5")]
    [InlineData("<kundeservice@fjordogfell.example>", "250 2.1.5")]
    [InlineData("<kundeservice+a+b@fjordogfell.example>", "250 2.1.5")]
    [InlineData("<nobody@fjordogfell.example>", "550 5.1.1")]
    [InlineData("<nobody+kundeservice@bre.example>", "550 5.1.1")]
    [InlineData("<postmaster@elsewhere.example>", "550 5.7.1")]
    [InlineData("<kundeservice@elsewhere.example>", "550 5.7.1")]
    [InlineData("<kundeservice@sub.fjordogfell.example>", "550 5.7.1")]
    public async Task A_recipient_is_taken_when_the_address_is_ours(string path, string says)
    {
        await using var house = await MailHouse.OpenAsync(DatabaseEngine.Sqlite);
        Assert.StartsWith(says, await RecipientAsync(house, path), StringComparison.Ordinal);
    }

    [Theory, BothEngines]
    internal async Task Mail_to_the_postmaster_goes_to_the_default_mailbox_of_the_domain(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var mailboxes = (await house.AllAsync<Mailbox>()).ToDictionary(m => m.Id, m => m.Address);
        foreach (var (to, mailbox) in new[] { ("Postmaster", MailHouse.Address), ("postmaster@fjordogfell.example", MailHouse.Address), ("postmaster@bre.example", MailHouse.OtherBrandsAddress) })
        {
            var row = await house.DeliverAsync(Letter.FromKari($"Til {to}") with { To = to }, to);
            Assert.Equal(("new", mailbox, to), (row.Outcome, mailboxes[row.MailboxId], row.EnvelopeTo));
        }
    }

    [Theory, BothEngines]
    internal async Task An_answer_to_a_mailbox_whose_own_address_has_a_plus_finds_its_conversation(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        await house.Database.WriteAsync(
            db => Task.FromResult(db.Add(new Mailbox { Id = db.NextKey(), BrandId = house.Brand, Address = "shop+no@fjordogfell.example", DisplayName = "Shop" })),
            MailHouse.Cancel);
        var first = await house.DeliverAsync(Letter.FromKari(), "shop+no@fjordogfell.example");
        var sent = await house.AnswerAsync(first.ConversationId!.Value);
        var replyTo = sent.Read().ReplyTo[0].Address;
        Assert.StartsWith("shop+no+", replyTo, StringComparison.Ordinal);
        Assert.StartsWith("250", await RecipientAsync(house, $"<{replyTo}>"), StringComparison.Ordinal);

        var answer = await house.DeliverAsync(new Letter("Kari på jobb <kari@work.example>", "Teltet", "Fra en annen adresse.") { To = replyTo }, replyTo);
        Assert.Equal(("reply by reply address", first.ConversationId), (answer.Outcome, answer.ConversationId));
        Assert.Equal("loop", (await house.DeliverAsync(Letter.FromOla() with { From = replyTo })).Outcome);
    }

    private static async Task<string> RecipientAsync(MailHouse house, string path)
    {
        var bytes = path.Trim('<', '>');
        var recipient = new SmtpRecipient(SmtpPath.TryParse(bytes, out var read) ? read : new SmtpPath(bytes, ""));
        return (await house.Get<SmtpDoor>().AcceptRecipientAsync(null!, recipient, MailHouse.Cancel)).ToString();
    }
}
