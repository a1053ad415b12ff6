using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Svar.Desk.Queues;
using Svar.Desk.Threads;
using Svar.Tests.Web;
using Svar.Web;

namespace Svar.Tests.Desk;

public sealed class DeskViewTests
{
    private static readonly DateTime Now = new(2026, 11, 19, 10, 12, 0, DateTimeKind.Utc);

    [Fact]
    public void The_only_script_that_may_run_beside_a_mail_is_the_one_that_tells_its_height()
    {
        var document = MailDocument.Of("<p>Hei</p><script>alert(1)</script>", "auto");
        var policy = MailDocument.Policy("'self'");
        var scripts = Regex.Matches(document, "<script>(?<script>.*?)</script>", RegexOptions.Singleline, TimeSpan.FromSeconds(1)).Select(m => m.Groups["script"].Value).ToList();
        var allowed = scripts.Where(s => policy.Contains(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(s))), StringComparison.Ordinal));
        Assert.Equal(2, scripts.Count);
        Assert.Contains("svarMailHeight", Assert.Single(allowed), StringComparison.Ordinal);
        Assert.DoesNotContain("allow-same-origin", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("'unsafe-inline'", policy.Split("style-src")[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<div dir=ltr>Hei</div>", "plain")]
    [InlineData("<p style='color:#1F497D'>Hei</p>", "paper")]
    [InlineData("<table bgcolor=white><tr><td>Hei</table>", "paper")]
    public void A_mail_with_colours_of_its_own_stands_on_paper(string html, string expected) =>
        Assert.Contains($"class=\"{expected} dark\"", MailDocument.Of(html, "dark"), StringComparison.Ordinal);

    [Fact]
    public async Task An_address_of_the_desk_that_is_none_keeps_the_desk_around_it_for_who_is_signed_in()
    {
        await using var app = await DeskApp.StartAsync();
        using var anna = await app.SignedInAsync(app.Anna);
        foreach (var path in new[] { "/desk/conversations/FF-9999", "/desk/nothing" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Accept", "text/html");
            using var answer = await anna.Http.SendAsync(request, DeskApp.Cancel);
            var html = await answer.Content.ReadAsStringAsync(DeskApp.Cancel);
            Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Contains("<h1>There is no such page</h1>", html, StringComparison.Ordinal);
            Assert.Contains("data-search", html, StringComparison.Ordinal);
            Assert.DoesNotContain("Messages that you have sent us", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_page_for_staff_has_the_same_links()
    {
        await using var app = await DeskApp.StartAsync();
        using var anna = await app.SignedInAsync(app.Anna);
        var links = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in new[] { "/desk", "/desk/set-aside", "/desk/new", "/desk/profile" })
        {
            var html = await anna.ReadAsync(path);
            var top = html[html.IndexOf("<header class=\"bar\"", StringComparison.Ordinal)..html.IndexOf("</header>", StringComparison.Ordinal)];
            links.Add(string.Join(' ', Regex.Matches(top, "href=\"(?<url>[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(m => m.Groups["url"].Value)));
        }

        Assert.Equal("/desk /desk /desk/new /desk/set-aside /desk /desk/new /desk/set-aside /desk/profile", Assert.Single(links));
    }

    [Fact]
    public async Task Words_of_a_mail_are_shown_as_words_in_the_list_and_in_the_thread()
    {
        const string Hostile = "<img src=x onerror=alert(1)>";
        var row = new QueueRow("FF-1042", "/desk/conversations/FF-1042", Hostile, Hostile, Hostile, "complaint", Now.AddMinutes(-5), Now);
        var queue = new QueueModel("Due soon", "/desk", Now, [row], "FF-1042");
        var thread = new ThreadItem(1, ThreadItemKind.In, Hostile, Now, Hostile, Quoted: Hostile, Address: Hostile, To: [Hostile, Hostile], Attachments: [new ThreadAttachment(Hostile, 3_400_000, "/a")]);
        var conversation = new ConversationModel(
            "FF-1042", Hostile, "/desk/conversations/FF-1042", "/desk", Now, "1", "open", "high", null, null, "anna", [], [new PromiseRow("first", "missed", Now.AddMinutes(-5), null)],
            [thread], new CustomerPanelModel(Hostile, Hostile, null, [], []), new ComposerModel(Hostile, Hostile), [Hostile]);
        await using var host = await PageHost.StartAsync(e =>
        {
            e.MapGet("/queue", () => WebRoom.Page<QueueView>(new { Model = queue }));
            e.MapGet("/conversation", () => WebRoom.Page<ConversationView>(new { Model = conversation }));
        });
        foreach (var url in new[] { "/queue", "/conversation" })
        {
            var (_, html) = await host.BrowseAsync(url);
            Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
            Assert.Contains("class=\"left late\"", html, StringComparison.Ordinal);
            Assert.DoesNotContain(" style=\"", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_reader_sees_the_thread_and_no_form()
    {
        var conversation = new ConversationModel(
            "FF-1042", null, "/desk/conversations/FF-1042", "/desk", Now, "1", "open", "normal", null, null, "per", [], [], [],
            new CustomerPanelModel("", "kari@example.no", null, [], []), new ComposerModel("kari@example.no"), [], CanWrite: false);
        await using var host = await PageHost.StartAsync(e => e.MapGet("/conversation", () => WebRoom.Page<ConversationView>(new { Model = conversation })));
        var (_, html) = await host.BrowseAsync("/conversation");
        Assert.Contains("(no subject)", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", html, StringComparison.Ordinal);
    }
}
