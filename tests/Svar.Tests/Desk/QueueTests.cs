using System.Net;
using System.Text.RegularExpressions;
using Svar.Conversations;
using Svar.Data;
using Svar.Tests.Accounts;
using Svar.Tests.Data;

namespace Svar.Tests.Desk;

public class QueueTests
{
    [Theory]
    [BothEngines]
    internal async Task What_is_due_first_stands_first_and_what_is_not_due_stands_last(DatabaseEngine engine)
    {
        await using var app = await DeskApp.StartAsync(engine);
        var never = await app.LetterAsync("fjord", "never");
        var late = await app.LetterAsync("fjord", "late", dueAt: app.Now.AddHours(-2));
        var tomorrow = await app.LetterAsync("fjord", "tomorrow", dueAt: app.Now.AddHours(20), assignee: app.Anna);
        var soon = await app.LetterAsync("fjord", "soon", dueAt: app.Now.AddHours(1));
        await app.LetterAsync("other", "another brand's", dueAt: app.Now.AddHours(-3));
        using var anna = await app.SignedInAsync(app.Anna);

        Assert.Equal([late, soon, tomorrow, never], await RowsAsync(anna, "/desk?queue=open"));
        Assert.Equal([late, soon], await RowsAsync(anna, "/desk?queue=due"));
        Assert.Equal([late, soon, never], await RowsAsync(anna, "/desk?queue=unassigned"));
        Assert.Equal([tomorrow], await RowsAsync(anna, "/desk"));
        Assert.Equal("1 3 2 4", string.Join(' ', Regex.Matches(await anna.ReadAsync("/desk"), "class=\"count\">(?<count>[^<]+)", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(m => m.Groups["count"].Value)));
    }

    [Theory]
    [BothEngines]
    internal async Task A_search_finds_words_and_numbers_of_ones_own_brands_alone(DatabaseEngine engine)
    {
        await using var app = await DeskApp.StartAsync(engine);
        var ours = await app.LetterAsync("fjord", "zipper", "The zipper of my anorak broke");
        var theirs = await app.LetterAsync("other", "zipper", "The zipper of my anorak broke");
        await app.LetterAsync("fjord", "tent", "A tent pole is missing");
        using var anna = await app.SignedInAsync(app.Anna);

        Assert.Equal([ours], await RowsAsync(anna, "/desk?q=zippers+anorak"));
        Assert.Empty(await RowsAsync(anna, "/desk?q=" + theirs));
        using var byNumber = await anna.GetAsync("/desk?q=" + ours.ToLowerInvariant());
        Assert.Equal("/desk/conversations/" + ours, byNumber.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_row_brings_its_conversation_alone_and_a_form_brings_the_list_too()
    {
        await using var app = await DeskApp.StartAsync();
        var number = await app.LetterAsync("fjord", "jacket");
        using var anna = await app.SignedInAsync(app.Anna);
        anna.Http.DefaultRequestHeaders.Add("HX-Target", "conversation");
        var page = $"/desk/conversations/{number}?queue=open";

        Assert.DoesNotContain("id=\"queues\"", await anna.ReadAsync(page), StringComparison.Ordinal);
        anna.Http.DefaultRequestHeaders.Referrer = new Uri(anna.Http.BaseAddress!, page);
        using var changed = await anna.SubmitAsync(page, $"/desk/conversations/{number}/priority", ("priority", "high"));
        Assert.Equal(page + "&done=changed", changed.Headers.Location!.ToString());
        Assert.Contains("id=\"queues\"", await anna.ReadAsync(changed.Headers.Location.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_queue_goes_on_by_key_and_counts_to_a_hundred()
    {
        await using var app = await DeskApp.StartAsync();
        var brand = await app.LetterAsync("fjord", "the first");
        var like = await app.RowAsync(brand);
        await using (var db = app.Database.CreateDbContext())
        {
            for (var i = 0; i < 119; i++)
            {
                db.Add(new Conversation
                {
                    Id = db.NextKey(),
                    BrandId = like.BrandId,
                    Number = 5000 + i,
                    ReplyToken = RandomToken.New(),
                    CaseSecret = RandomToken.New(),
                    CustomerId = like.CustomerId,
                    MailboxId = like.MailboxId,
                    Channel = Channel.Email,
                    Subject = "",
                    CreatedAt = app.Now,
                    LastMessageAt = app.Now,
                    NextDueAt = app.Now.AddHours(i / 3),
                });
            }

            await db.SaveChangesAsync(DeskApp.Cancel);
        }

        using var anna = await app.SignedInAsync(app.Anna);
        var seen = new List<string>();
        var url = "/desk?queue=open";
        while (url.Length > 0)
        {
            var html = await anna.ReadAsync(url);
            Assert.Contains("99&#x2B;", html, StringComparison.Ordinal);
            seen.AddRange(Rows(html));
            url = WebUtility.HtmlDecode(Regex.Match(html, "class=\"more\" href=\"(?<url>[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["url"].Value);
        }

        Assert.Equal(120, seen.Count);
        Assert.Equal(seen, seen.Distinct(StringComparer.Ordinal));
        Assert.Equal(brand, seen[^1]);
        using var noCursor = await anna.GetAsync("/desk?queue=open&after=nonsense");
        Assert.Equal("/desk?queue=open", noCursor.Headers.Location?.ToString());
    }

    private static async Task<List<string>> RowsAsync(Browser browser, string url) => Rows(await browser.ReadAsync(url));

    private static List<string> Rows(string html) =>
        [.. Regex.Matches(html, "id=\"row-(?<number>[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(m => m.Groups["number"].Value)];
}
