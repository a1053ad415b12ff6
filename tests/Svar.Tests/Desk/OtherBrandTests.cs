using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Svar.Conversations;
using Svar.Tests.Accounts;

namespace Svar.Tests.Desk;

public class OtherBrandTests
{
    [Fact]
    public async Task Nothing_of_another_brands_conversation_or_mail_can_be_reached_by_any_endpoint()
    {
        await using var app = await DeskApp.StartAsync();
        var mail = await app.MailAsync("""
            From: Kari <kari@example.no>
            To: help@fjord.example
            Subject: With a file
            Message-ID: <1@example.no>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/html

            <p>Hello</p>
            --b
            Content-Type: text/plain; name=a.txt
            Content-Disposition: attachment; filename=a.txt

            words
            --b--
            """);
        var message = await app.ReadAsync(db => db.Set<Message>().SingleAsync(m => m.ConversationId == mail.ConversationId, DeskApp.Cancel));
        var file = await app.ReadAsync(db => db.Set<MessageAttachment>().SingleAsync(a => a.MessageId == message.Id, DeskApp.Cancel));
        var number = (await app.ReadAsync(db => db.Set<Conversation>().SingleAsync(c => c.Id == mail.ConversationId, DeskApp.Cancel))).Number;
        var setAside = await app.MailAsync("""
            From: News <news@example.no>
            To: help@fjord.example
            Subject: Offers
            List-Unsubscribe: <mailto:off@example.no>
            List-Id: <news.example.no>
            Precedence: bulk

            Buy now.
            """);
        var theirs = await app.LetterAsync("other", "her own");
        using var lea = await app.SignedInAsync(app.Lea);
        using var anna = await app.SignedInAsync(app.Anna);
        var leasToken = Browser.TokenIn(await lea.ReadAsync("/desk/conversations/" + theirs));
        var annasToken = Browser.TokenIn(await anna.ReadAsync(string.Create(CultureInfo.InvariantCulture, $"/desk/conversations/FF-{number}")));

        var walked = 0;
        foreach (var route in app.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var pattern = route.RoutePattern.RawText!.TrimEnd('/');
            if (!pattern.StartsWith("/desk/conversations/", StringComparison.Ordinal) && !pattern.StartsWith("/desk/set-aside/", StringComparison.Ordinal))
            {
                continue;
            }

            walked++;
            var id = pattern.StartsWith("/desk/set-aside/", StringComparison.Ordinal) ? setAside.Id : pattern.Contains("/files/", StringComparison.Ordinal) ? file.Id : message.Id;
            var url = pattern.Replace("{number}", string.Create(CultureInfo.InvariantCulture, $"FF-{number}"), StringComparison.Ordinal)
                .Replace("{id:long}", id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            var isPost = route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0] == "POST";
            (string, string)[] Fields(string token) =>
                [("__RequestVerificationToken", token), ("mode", "note"), ("text", "Seen."), ("status", "open"), ("kind", "question"), ("priority", "high"), ("assignee", AccountsHouse.Email("Anna")), ("add", "x")];
            using var hers = isPost ? await lea.PostAsync(url, Fields(leasToken)) : await lea.GetAsync(url);
            Assert.True(hers.StatusCode == HttpStatusCode.NotFound, $"{url} answers {hers.StatusCode} to another brand");
            using var ours = isPost ? await anna.PostAsync(url, Fields(annasToken)) : await anna.GetAsync(url);
            Assert.True(ours.StatusCode != HttpStatusCode.NotFound, $"{url} answers {ours.StatusCode} to its own brand, so the walk proves nothing");
        }

        Assert.Equal(17, walked);
        Assert.DoesNotContain("With a file", await lea.ReadAsync("/desk?queue=open"), StringComparison.Ordinal);
        Assert.DoesNotContain("Offers", await lea.ReadAsync("/desk/set-aside"), StringComparison.Ordinal);
        Assert.DoesNotContain("With a file", await lea.ReadAsync("/desk?q=hello"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_may_look_and_may_not_write()
    {
        await using var app = await DeskApp.StartAsync();
        var number = await app.LetterAsync("fjord", "jacket");
        using var rita = await app.SignedInAsync(app.Rita);

        var page = await rita.ReadAsync("/desk/conversations/" + number);
        Assert.DoesNotContain("id=\"composer\"", page, StringComparison.Ordinal);
        using var refused = await rita.SubmitAsync("/desk/profile", $"/desk/conversations/{number}/messages", ("mode", "note"), ("text", "x"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }
}
