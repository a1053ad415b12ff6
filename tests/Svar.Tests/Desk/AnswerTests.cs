using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Svar.Conversations;
using Svar.Data;
using Svar.Desk.Drafts;
using Svar.Mail.Messages;
using Svar.Mailboxes.Contents;
using Svar.Mailboxes.Sending;
using Svar.ServiceLevels;
using Svar.Tests.Accounts;
using Svar.Tests.Data;

namespace Svar.Tests.Desk;

public class AnswerTests
{
    [Theory]
    [BothEngines]
    internal async Task An_answer_waits_in_the_outbox_and_leads_back_to_its_conversation(DatabaseEngine engine)
    {
        await using var app = await DeskApp.StartAsync(engine);
        var number = await app.LetterAsync("fjord", "jacket");
        using var anna = await app.SignedInAsync(app.Anna);

        using var sent = await WriteAsync(anna, number, "reply", "It is on its way.\r\n\r\nAnna", "resolve");

        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.StartsWith($"/desk/conversations/{number}?", sent.Headers.Location!.ToString(), StringComparison.Ordinal);
        var mail = await app.ReadAsync(db => db.Set<OutgoingMail>().SingleAsync(o => o.Kind == OutgoingKind.Answer, DeskApp.Cancel));
        Assert.Equal((OutgoingState.Waiting, "kari@example.no"), (mail.State, mail.EnvelopeTo));
        var row = await app.RowAsync(number);
        Assert.Equal((ConversationStatus.Resolved, app.Anna.StaffId), (row.Status, row.AssigneeId));
        var page = await anna.ReadAsync(sent.Headers.Location.ToString());
        Assert.Contains("On its way, and resolved.", page, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(page, "/undo\"", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [BothEngines]
    internal async Task Who_answers_what_somebody_else_has_answered_meanwhile_is_shown_it_and_keeps_the_words(DatabaseEngine engine)
    {
        await using var app = await DeskApp.StartAsync(engine);
        var number = await app.LetterAsync("fjord", "jacket");
        using var anna = await app.SignedInAsync(app.Anna);
        using var jonas = await app.SignedInAsync(app.Jonas);
        var seen = await FieldsAsync(anna, number);
        using var first = await WriteAsync(jonas, number, "reply", "Jonas was here.", "wait");

        using var second = await anna.PostAsync($"/desk/conversations/{number}/messages", [("mode", "reply"), ("text", "Two answers <at once>"), ("then", "wait"), .. seen]);

        var page = await second.Content.ReadAsStringAsync(DeskApp.Cancel);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Contains("Jonas wrote in this conversation while you were writing", page, StringComparison.Ordinal);
        Assert.Contains("Two answers &lt;at once&gt;</textarea>", page, StringComparison.Ordinal);
        Assert.Contains("Jonas was here.", page, StringComparison.Ordinal);
        Assert.Equal(1, await app.ReadAsync(db => db.Set<OutgoingMail>().CountAsync(o => o.Kind == OutgoingKind.Answer, DeskApp.Cancel)));
    }

    [Theory]
    [BothEngines]
    internal async Task An_answer_taken_back_stands_in_the_composer_again_and_never_goes_out(DatabaseEngine engine)
    {
        await using var app = await DeskApp.StartAsync(engine);
        var number = await app.LetterAsync("fjord", "jacket");
        using var anna = await app.SignedInAsync(app.Anna);
        using var sent = await WriteAsync(anna, number, "reply", "Too early.", "wait");
        var undo = Regex.Match(await anna.ReadAsync("/desk/conversations/" + number), "action=\"(?<url>[^\"]+/undo)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["url"].Value;

        using var undone = await anna.SubmitAsync("/desk/conversations/" + number, undo);

        Assert.Equal(HttpStatusCode.Redirect, undone.StatusCode);
        Assert.Equal(OutgoingState.Undone, await app.ReadAsync(db => db.Set<OutgoingMail>().Where(o => o.Kind == OutgoingKind.Answer).Select(o => o.State).SingleAsync(DeskApp.Cancel)));
        Assert.Equal(ConversationStatus.Open, (await app.RowAsync(number)).Status);
        var page = await anna.ReadAsync("/desk/conversations/" + number);
        Assert.Contains("Too early.</textarea>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("message is-out", page, StringComparison.Ordinal);

        using var again = await anna.SubmitAsync("/desk/conversations/" + number, undo);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_typed_since_an_answer_was_sent_stands_below_its_words_when_it_is_taken_back(bool hasScript)
    {
        await using var app = await DeskApp.StartAsync();
        var number = await app.LetterAsync("fjord", "jacket");
        var page = "/desk/conversations/" + number;
        using var anna = await app.SignedInAsync(app.Anna);
        using var sent = await WriteAsync(anna, number, "reply", "Too early.", "wait");
        var undo = Regex.Match(await anna.ReadAsync(page), "action=\"(?<url>[^\"]+/undo)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["url"].Value;
        using var saved = await anna.SubmitAsync(page, page + "/draft", ("mode", "reply"), ("text", "P.S. The z"));

        using var undone = hasScript ? await anna.SubmitAsync(page, undo, ("typed", "P.S. The zipper")) : await anna.SubmitAsync(page, undo);

        Assert.Contains($"Too early.\n\nP.S. The z{(hasScript ? "ipper" : "")}</textarea>", WebUtility.HtmlDecode(await anna.ReadAsync(page)).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_is_resolved_from_the_list_and_what_is_open_stays_open()
    {
        await using var app = await DeskApp.StartAsync();
        var open = await app.LetterAsync("fjord", "jacket");
        var row = await app.LetterAsync("fjord", "boots");
        var page = $"/desk/conversations/{open}?queue=open";
        using var anna = await app.SignedInAsync(app.Anna);
        var token = Browser.TokenIn(await anna.ReadAsync(page));
        var version = (await app.RowAsync(row)).Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains($"id=\"row-{row}\" href=\"/desk/conversations/{row}?queue=open\" data-row data-version=\"{version}\"", await anna.ReadAsync("/desk?queue=open"), StringComparison.Ordinal);

        using var request = new HttpRequestMessage(HttpMethod.Post, $"/desk/conversations/{row}/status")
        {
            Content = new FormUrlEncodedContent([new("status", "resolved"), new("version", version), new("__RequestVerificationToken", token)]),
        };
        request.Headers.Add("HX-Request", "true");
        request.Headers.Add("HX-Target", "list");
        request.Headers.Add("HX-Current-URL", "http://localhost" + page);
        using var resolved = await anna.Http.SendAsync(request, DeskApp.Cancel);

        Assert.Equal(ConversationStatus.Resolved, (await app.RowAsync(row)).Status);
        Assert.Equal($"{page}&done=status.resolved&on={row}", resolved.Headers.Location!.ToString());
        var html = await anna.ReadAsync(resolved.Headers.Location!.ToString());
        Assert.Contains($"data-number=\"{open}\"", html, StringComparison.Ordinal);
        Assert.Contains($"<span>{row}: Resolved.</span>", html, StringComparison.Ordinal);
        Assert.Matches($"action=\"/desk/conversations/{row}/steps/[0-9]+/undo\"[^>]*hx-target=\"#list\"", html);
    }

    [Fact]
    public async Task What_is_resolved_is_late_with_nothing()
    {
        await using var app = await DeskApp.StartAsync();
        await app.Database.WriteAsync(
            db =>
            {
                db.Add(new TargetRule { Id = db.NextKey(), BrandId = app.Fjord, FirstWithin = "PT4H" });
                return Task.FromResult(0);
            },
            DeskApp.Cancel);
        var number = await app.LetterAsync("fjord", "jacket");
        var page = "/desk/conversations/" + number;
        app.Clock.Advance(TimeSpan.FromDays(20));
        using var again = await app.SignedInAsync(app.Anna);
        Assert.Contains("class=\"left late\"", await again.ReadAsync(page), StringComparison.Ordinal);

        using var resolved = await again.SubmitAsync(page, page + "/status", ("status", "resolved"));

        var html = await again.ReadAsync(page);
        Assert.DoesNotContain("class=\"left", html[html.IndexOf("<article", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Contains("not answered", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_stands_in_the_thread_and_in_no_mail()
    {
        await using var app = await DeskApp.StartAsync();
        var number = await app.LetterAsync("fjord", "jacket");
        using var anna = await app.SignedInAsync(app.Anna);

        using var noted = await WriteAsync(anna, number, "note", "She is a club member.", "note");

        Assert.Equal(HttpStatusCode.Redirect, noted.StatusCode);
        Assert.Contains("message is-note", await anna.ReadAsync("/desk/conversations/" + number), StringComparison.Ordinal);
        Assert.Equal(0, await app.ReadAsync(db => db.Set<OutgoingMail>().CountAsync(DeskApp.Cancel)));
    }

    [Fact]
    public async Task An_empty_answer_comes_back_with_the_reason_at_the_form()
    {
        await using var app = await DeskApp.StartAsync();
        var number = await app.LetterAsync("fjord", "jacket");
        using var anna = await app.SignedInAsync(app.Anna);

        using var answer = await WriteAsync(anna, number, "reply", "  ", "wait");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("id=\"composer-error\"", await answer.Content.ReadAsStringAsync(DeskApp.Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_goes_along()
    {
        await using var app = await DeskApp.StartAsync();
        var number = await app.LetterAsync("fjord", "jacket");
        using var anna = await app.SignedInAsync(app.Anna);
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in (IEnumerable<(string, string)>)[("mode", "reply"), ("text", "See the label."), ("then", "wait"), .. await FieldsAsync(anna, number)])
        {
            form.Add(new StringContent(value), name);
        }

        var file = new ByteArrayContent(Encoding.UTF8.GetBytes("the label"));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        form.Add(file, "files", "label.txt");
        using var sent = await anna.Http.PostAsync($"/desk/conversations/{number}/messages", form, DeskApp.Cancel);

        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var raw = await app.ReadAsync(async db => await db.ReadContentAsync(await db.Set<OutgoingMail>().Select(o => o.ContentId).SingleAsync(DeskApp.Cancel), DeskApp.Cancel));
        Assert.Equal("label.txt", Assert.Single(MailMessage.Parse(raw!).Attachments).Name);
        Assert.Contains("label.txt", await anna.ReadAsync("/desk/conversations/" + number), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_one_chooses_on_an_old_page_overwrites_nothing_and_the_last_step_can_be_taken_back()
    {
        await using var app = await DeskApp.StartAsync();
        var number = await app.LetterAsync("fjord", "jacket");
        using var anna = await app.SignedInAsync(app.Anna);
        var seen = await FieldsAsync(anna, number);

        using var first = await anna.PostAsync($"/desk/conversations/{number}/priority", [("priority", "high"), .. seen]);
        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        using var second = await anna.PostAsync($"/desk/conversations/{number}/priority", [("priority", "low"), .. seen]);
        Assert.Contains("Nothing was overwritten", await second.Content.ReadAsStringAsync(DeskApp.Cancel), StringComparison.Ordinal);
        Assert.Equal(Priority.High, (await app.RowAsync(number)).Priority);

        using var resolved = await anna.PostAsync($"/desk/conversations/{number}/status", [("status", "resolved"), .. await FieldsAsync(anna, number)]);
        var page = await anna.ReadAsync(resolved.Headers.Location!.ToString());
        var undo = WebUtility.HtmlDecode(Regex.Match(page, "action=\"(?<url>[^\"]+/steps/[0-9]+/undo)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["url"].Value);
        using var back = await anna.SubmitAsync("/desk/conversations/" + number, undo);
        Assert.Equal(ConversationStatus.Open, (await app.RowAsync(number)).Status);

        using var nonsense = await anna.PostAsync($"/desk/conversations/{number}/kind", [("kind", "42"), .. await FieldsAsync(anna, number)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nonsense.StatusCode);
    }

    [Fact]
    public async Task It_is_taken_tagged_and_untagged_and_the_thread_tells_so()
    {
        await using var app = await DeskApp.StartAsync();
        var number = await app.LetterAsync("fjord", "jacket");
        using var anna = await app.SignedInAsync(app.Anna);
        var page = "/desk/conversations/" + number;

        using var taken = await anna.SubmitAsync(page, page + "/assignee", ("assignee", AccountsHouse.Email("Jonas")));
        using var tagged = await anna.SubmitAsync(page, page + "/tags", ("add", "Zipper, winter"));
        using var untagged = await anna.SubmitAsync(page, page + "/tags", ("remove", "winter"));

        var html = await anna.ReadAsync(page);
        Assert.Contains("Anna gave it to Jonas", html, StringComparison.Ordinal);
        Assert.Contains("Anna took off the tag winter", html, StringComparison.Ordinal);
        Assert.Equal(["zipper"], await app.ReadAsync(db => db.Set<ConversationTag>().Select(t => t.Tag).ToListAsync(DeskApp.Cancel)));
    }

    [Theory]
    [BothEngines]
    internal async Task A_draft_survives_a_colleagues_change_and_is_gone_when_it_is_sent(DatabaseEngine engine)
    {
        await using var app = await DeskApp.StartAsync(engine);
        var number = await app.LetterAsync("fjord", "jacket");
        var page = "/desk/conversations/" + number;
        using var anna = await app.SignedInAsync(app.Anna);
        using var jonas = await app.SignedInAsync(app.Jonas);

        using var saved = await anna.SubmitAsync(page, page + "/draft", ("mode", "reply"), ("text", "Half an ans"));
        Assert.Equal(HttpStatusCode.NoContent, saved.StatusCode);
        using var note = await anna.SubmitAsync(page, page + "/draft", ("mode", "note"), ("text", "Half a note"));
        using var taken = await jonas.SubmitAsync(page, page + "/assignee", ("assignee", AccountsHouse.Email("Jonas")));

        var html = await anna.ReadAsync(page);
        Assert.Contains("Half a note</textarea>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Half a", await jonas.ReadAsync(page), StringComparison.Ordinal);
        Assert.Contains("Anna is writing", await jonas.ReadAsync(page), StringComparison.Ordinal);

        using var sent = await WriteAsync(anna, number, "note", "Half a note", "note");
        using var lateSave = await anna.SubmitAsync(page, page + "/draft", ("mode", "note"), ("text", "Half a note"));
        var left = await app.ReadAsync(db => db.Set<Draft>().AsNoTracking().SingleAsync(DeskApp.Cancel));
        Assert.Equal((DraftMode.Reply, "Half an ans"), (left.Mode, left.Text));
    }

    [Fact]
    public async Task A_call_is_logged_with_its_promise_and_a_mail_is_begun()
    {
        await using var app = await DeskApp.StartAsync();
        using var anna = await app.SignedInAsync(app.Anna);

        using var logged = await anna.SubmitAsync("/desk/new?channel=phone", "/desk/new", ("channel", "phone"), ("brand", "fjord"), ("name", "Ola"), ("email", ""), ("phone", "900 00 000"), ("subject", "Tent"), ("text", "Wants a new pole"), ("kind", "question"));
        var call = await anna.ReadAsync(logged.Headers.Location!.ToString());
        Assert.Contains("telephone call", call, StringComparison.Ordinal);
        Assert.Contains("tel:90000000", call, StringComparison.Ordinal);

        using var begun = await anna.SubmitAsync("/desk/new", "/desk/new", ("channel", "email"), ("brand", "fjord"), ("name", "Ola"), ("email", "ola@example.no"), ("subject", "Your order"), ("text", "It is delayed."), ("kind", ""));
        Assert.Equal(HttpStatusCode.Redirect, begun.StatusCode);
        Assert.Equal("ola@example.no", await app.ReadAsync(db => db.Set<OutgoingMail>().Select(o => o.EnvelopeTo).SingleAsync(DeskApp.Cancel)));

        using var foreign = await anna.SubmitAsync("/desk/new", "/desk/new", ("channel", "email"), ("brand", "other"), ("email", "nowhere"), ("text", "Hello"), ("subject", "s"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, foreign.StatusCode);
    }

    private static async Task<HttpResponseMessage> WriteAsync(Browser browser, string number, string mode, string text, string then) =>
        await browser.PostAsync($"/desk/conversations/{number}/messages", [("mode", mode), ("text", text), ("then", then), .. await FieldsAsync(browser, number)]);

    /// <summary>The hidden fields of the conversation's forms.</summary>
    private static async Task<(string, string)[]> FieldsAsync(Browser browser, string number)
    {
        var html = await browser.ReadAsync("/desk/conversations/" + number);
        var version = Regex.Match(html, "name=\"version\" value=\"(?<version>[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["version"].Value;
        return [("version", version), ("__RequestVerificationToken", Browser.TokenIn(html))];
    }
}
