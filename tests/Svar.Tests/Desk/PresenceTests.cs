using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Svar.Accounts;
using Svar.Cluster;
using Svar.Conversations;
using Svar.Data;
using Svar.Desk.Drafts;
using Svar.Desk.Live;
using Svar.Tests.Accounts;
using Svar.Tests.Data;
using Svar.Tests.House;

namespace Svar.Tests.Desk;

/// <summary>Who is at a conversation, and when others hear of it.</summary>
public class PresenceTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task An_answer_and_a_note_are_two_drafts_and_sending_one_keeps_the_other()
    {
        await using var app = await DeskApp.StartAsync();
        var number = await app.LetterAsync("fjord", "Jacket");
        var id = (await app.RowAsync(number)).Id;
        await app.Get<DraftStore>().SaveAsync(app.Anna, id, DraftMode.Reply, "Dear Kari, your jacket", DeskApp.Cancel);
        using var anna = await app.SignedInAsync(app.Anna);
        await app.Get<DraftStore>().SaveAsync(app.Anna, id, DraftMode.Note, "Ask Jonas", DeskApp.Cancel);
        using var sent = await anna.SubmitAsync($"/desk/conversations/{number}", $"/desk/conversations/{number}/messages", ("mode", "note"), ("text", "Ask Jonas about it"));
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var left = await app.ReadAsync(db => db.Set<Draft>().AsNoTracking().SingleAsync(DeskApp.Cancel));
        Assert.Equal((DraftMode.Reply, "Dear Kari, your jacket"), (left.Mode, left.Text));
    }

    [Fact]
    public void It_is_told_when_somebody_comes_writes_pauses_and_goes_and_not_otherwise()
    {
        var presence = new Presence(new Nudges(), _time);
        foreach (var (state, isTold) in ((PresenceState, bool)[])[
            (PresenceState.Gone, false), (PresenceState.Reading, true), (PresenceState.Reading, false), (PresenceState.Writing, true), (PresenceState.Writing, false),
            (PresenceState.Reading, false), (PresenceState.NotWriting, true), (PresenceState.Gone, true), (PresenceState.Gone, false)])
        {
            presence.Is(state, 1, 7, 42);
            Assert.Equal(isTold, presence.Changes.TryRead(out _));
        }

        Assert.Empty(presence.Others(7, 1));
    }

    [Fact]
    public void Who_says_nothing_more_ceases_to_write_and_then_leaves()
    {
        var presence = new Presence(new Nudges(), _time);
        presence.Is(PresenceState.Writing, 1, 7, 42);
        Assert.True(Assert.Single(presence.Others(7, 1)).IsWriting);
        Assert.Empty(presence.Others(7, 42));
        Assert.Empty(presence.Others(8, 1));

        _time.Advance(Presence.WritingFor);
        Assert.False(Assert.Single(presence.Others(7, 1)).IsWriting);
        _time.Advance(Presence.ReadingFor - Presence.WritingFor);
        Assert.Empty(presence.Others(7, 1));

        while (presence.Changes.TryRead(out _))
        {
        }

        presence.Sweep();
        Assert.Equal(new PresenceChange(1, 7), presence.Changes.TryRead(out var change) ? change : default);
        presence.Sweep();
        Assert.False(presence.Changes.TryRead(out _));
    }

    [Fact]
    public async Task It_reaches_the_pages_of_another_node()
    {
        await using var files = await TestDatabase.CreateAsync(DatabaseEngine.PostgreSql);
        var (here, there) = (new Nudges(), new Nudges());
        var (mine, theirs) = (new Presence(here, TimeProvider.System), new Presence(there, TimeProvider.System));
        using var one = new NodeLink(files.Database, here, NullLogger<NodeLink>.Instance, TimeProvider.System);
        using var two = new NodeLink(files.Database, there, NullLogger<NodeLink>.Instance, TimeProvider.System);
        using var heard = new PresenceLink(theirs, there, TimeProvider.System);
        await one.StartAsync(DeskApp.Cancel);
        await two.StartAsync(DeskApp.Cancel);
        await heard.StartAsync(DeskApp.Cancel);

        await MailHouse.UntilAsync(
            () =>
            {
                mine.Is(PresenceState.Writing, 1, 7, 42);
                return Task.FromResult(theirs.Others(7, 1) is [{ StaffId: 42, IsWriting: true }]);
            },
            "the other node knows");
        Assert.True(theirs.Changes.TryRead(out _));
        await heard.StopAsync(DeskApp.Cancel);
        await two.StopAsync(DeskApp.Cancel);
        await one.StopAsync(DeskApp.Cancel);
    }

    [Theory]
    [BothEngines]
    internal async Task The_stream_tells_at_once_who_came_who_writes_and_that_an_answer_waits_to_go_out(DatabaseEngine engine)
    {
        await using var app = await DeskApp.StartAsync(engine);
        var number = await app.LetterAsync("fjord", "jacket");
        var page = "/desk/conversations/" + number;
        using var anna = await app.SignedInAsync(app.Anna);
        using var jonas = await app.SignedInAsync(app.Jonas);
        using var stream = await OpenAsync(anna);

        using var came = await jonas.SubmitAsync(page, page + "/presence", ("state", "reading"));
        Assert.Equal(HttpStatusCode.NoContent, came.StatusCode);
        await TellsAsync(stream, "presence", number);
        Assert.Contains("Jonas is reading", await anna.ReadAsync(page + "/others"), StringComparison.Ordinal);

        using var writes = await jonas.SubmitAsync(page, page + "/presence", ("state", "writing"));
        await TellsAsync(stream, "presence", number);
        Assert.Contains("Jonas is writing", await anna.ReadAsync(page + "/others"), StringComparison.Ordinal);

        using var sent = await jonas.SubmitAsync(page, page + "/messages", ("mode", "reply"), ("text", "On its way."), ("then", "wait"));
        await TellsAsync(stream, "conversation", number);
        var html = await anna.ReadAsync(page);
        Assert.Contains("data-goes", html, StringComparison.Ordinal);
        Assert.Contains("Jonas has just answered this customer", html, StringComparison.Ordinal);
        Assert.DoesNotContain("/undo\"", html, StringComparison.Ordinal);

        using var gone = await jonas.SubmitAsync(page, page + "/presence", ("state", "gone"));
        Assert.DoesNotContain("Jonas", await anna.ReadAsync(page + "/others"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_who_may_answer_in_this_brand_writes_here_or_keeps_a_draft()
    {
        await using var app = await DeskApp.StartAsync();
        var number = await app.LetterAsync("fjord", "jacket");
        var page = "/desk/conversations/" + number;
        var mixed = await app.StaffAsync("Mia", new Grant(app.Fjord, Role.Reader), new Grant(app.Other, Role.Agent));
        using var mia = await app.SignedInAsync(mixed);

        using var reads = await mia.SubmitAsync(page, page + "/presence", ("state", "reading"));
        using var writes = await mia.SubmitAsync(page, page + "/presence", ("state", "writing"));
        using var draft = await mia.SubmitAsync(page, page + "/draft", ("mode", "reply"), ("text", "Half an ans"));
        using var nonsense = await mia.SubmitAsync(page, page + "/presence", ("state", "7"));

        Assert.Equal(
            [HttpStatusCode.NoContent, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.UnprocessableEntity],
            [reads.StatusCode, writes.StatusCode, draft.StatusCode, nonsense.StatusCode]);
        Assert.False(Assert.Single(app.Get<Presence>().Others((await app.RowAsync(number)).Id, 0)).IsWriting);
        Assert.False(await app.Get<DraftStore>().SaveAsync(mixed, (await app.RowAsync(number)).Id, DraftMode.Reply, "x", DeskApp.Cancel));
    }

    private static async Task<StreamReader> OpenAsync(Browser browser)
    {
        var answer = await browser.Http.GetAsync("/desk/events", HttpCompletionOption.ResponseHeadersRead, DeskApp.Cancel);
        var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(DeskApp.Cancel));
        Assert.Equal("retry: 3000", await reader.ReadLineAsync(DeskApp.Cancel));
        return reader;
    }

    /// <summary>Reads on until that is told; ends with the test's time.</summary>
    private static async Task TellsAsync(StreamReader stream, string what, string number)
    {
        while (await stream.ReadLineAsync(DeskApp.Cancel) != "event: " + what)
        {
        }

        Assert.Equal("data: " + number, await stream.ReadLineAsync(DeskApp.Cancel));
    }
}
