using System.Net;
using Svar.Accounts;
using Svar.Accounts.People;
using Svar.Conversations;
using Svar.Data;
using Svar.Tests.Accounts;
using Svar.Tests.Data;

namespace Svar.Tests.Desk;

public class LiveTests
{
    [Theory]
    [BothEngines]
    internal async Task An_open_desk_is_told_what_changes_in_its_own_brands_and_nothing_of_others(DatabaseEngine engine)
    {
        await using var app = await DeskApp.StartAsync(engine);
        var theirs = await app.LetterAsync("other", "theirs");
        var ours = await app.LetterAsync("fjord", "ours");
        using var anna = await app.SignedInAsync(app.Anna);
        using var stream = await OpenAsync(anna);

        await ChangeAsync(app, app.Lea, theirs);
        await ChangeAsync(app, app.Jonas, ours);

        var told = await ReadUntilAsync(stream, "event: queue");
        Assert.Contains("data: " + ours, told);
        Assert.DoesNotContain("data: " + theirs, told);
    }

    [Fact]
    public async Task The_stream_ends_when_the_account_is_closed()
    {
        await using var app = await DeskApp.StartAsync();
        var number = await app.LetterAsync("fjord", "ours");
        using var anna = await app.SignedInAsync(app.Anna);
        using var stream = await OpenAsync(anna);
        var admin = Asker.Of(app.Jonas.StaffId!.Value, "Jonas", [new Grant(null, Role.Admin)]);
        Assert.Equal(CloseAccountResult.Closed, await app.Get<CloseAccount>().HandleAsync(admin, app.Anna.StaffId!.Value, DeskApp.Cancel));

        await ChangeAsync(app, app.Jonas, number);

        Assert.DoesNotContain("data: " + number, await ReadUntilAsync(stream, "nothing more"));
        using var again = await anna.GetAsync("/desk/events");
        Assert.NotEqual(HttpStatusCode.OK, again.StatusCode);
    }

    private static async Task ChangeAsync(DeskApp app, Asker who, string number)
    {
        var id = await app.Get<ConversationReader>().FindAsync(number, DeskApp.Cancel);
        var changed = await app.Get<ChangeConversation>().HandleAsync(who, id!.Value, new ConversationChange(Priority: Priority.High), DeskApp.Cancel);
        Assert.True(changed.IsDone);
    }

    /// <summary>The stream, when the server has begun it.</summary>
    private static async Task<StreamReader> OpenAsync(Browser browser)
    {
        var answer = await browser.Http.GetAsync("/desk/events", HttpCompletionOption.ResponseHeadersRead, DeskApp.Cancel);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(DeskApp.Cancel));
        Assert.Equal("retry: 3000", await reader.ReadLineAsync(DeskApp.Cancel));
        return reader;
    }

    /// <summary>The lines up to that one, or to the end of the stream.</summary>
    private static async Task<List<string>> ReadUntilAsync(StreamReader stream, string last)
    {
        var lines = new List<string>();
        while (await stream.ReadLineAsync(DeskApp.Cancel) is { } line && line != last)
        {
            lines.Add(line);
        }

        return lines;
    }
}
