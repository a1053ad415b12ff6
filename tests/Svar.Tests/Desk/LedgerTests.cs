using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Svar.Conversations;
using Svar.Data;
using Svar.Mailboxes.Receiving;
using Svar.Tests.Data;

namespace Svar.Tests.Desk;

public class LedgerTests
{
    [Theory]
    [BothEngines]
    internal async Task Mail_that_was_set_aside_is_shown_with_the_reason_and_becomes_a_conversation_when_somebody_says_so(DatabaseEngine engine)
    {
        await using var app = await DeskApp.StartAsync(engine);
        var mail = await app.MailAsync("""
            From: News <news@example.no>
            To: help@fjord.example
            Subject: Offers of the week
            List-Unsubscribe: <mailto:off@example.no>
            List-Id: <news.example.no>
            Precedence: bulk

            Buy now.
            """);
        Assert.Equal(ReceivedState.SetAside, mail.State);
        using var anna = await app.SignedInAsync(app.Anna);
        var page = await anna.ReadAsync("/desk/set-aside");
        Assert.Contains("Offers of the week", page, StringComparison.Ordinal);
        Assert.Contains("It is a newsletter", page, StringComparison.Ordinal);

        var retry = string.Create(CultureInfo.InvariantCulture, $"/desk/set-aside/{mail.Id}/retry");
        using var taken = await anna.SubmitAsync("/desk/set-aside", retry);

        Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        var after = await app.TakenInAsync(mail.Id);
        Assert.Equal(ReceivedState.TakenIn, after.State);
        Assert.Equal("Offers of the week", await app.ReadAsync(db => db.Set<Conversation>().Where(c => c.Id == after.ConversationId).Select(c => c.Subject).SingleAsync(DeskApp.Cancel)));
        using var again = await anna.SubmitAsync("/desk/set-aside", retry);
        Assert.Contains("Somebody has taken this mail in already", await again.Content.ReadAsStringAsync(DeskApp.Cancel), StringComparison.Ordinal);
    }
}
