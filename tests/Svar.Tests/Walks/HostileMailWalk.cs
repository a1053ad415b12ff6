using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Svar.Desk.Threads;
using Svar.Mail.Html;

namespace Svar.Tests.Walks;

/// <summary>
/// Attacks by mail, cleaned and opened in a real browser: in the desk's sandboxed frame, and bare, with nothing but the cleaner between
/// them and the page. Nothing runs, nothing is fetched, nothing leaves its box.
/// </summary>
public sealed class HostileMailWalk(HostileMailWalk.OneBrowser one) : IClassFixture<HostileMailWalk.OneBrowser>
{
    private const int MailsOnAPage = 50;
    private const int MailsInAFrame = 10;
    private const string Host = "http://desk.example";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_runs_or_is_fetched_or_leaves_its_box_even_without_a_sandbox(bool published)
    {
        var cleaned = Cleaned(published);
        var browser = await one.StartedAsync();
        foreach (var mails in cleaned.Chunk(MailsOnAPage))
        {
            await using var visit = await Visit.OpenAsync(browser, new() { ["/"] = (BarePage(mails), null) });
            Assert.Empty(await visit.EndAsync());
            Assert.Equal(Enumerable.Range(0, mails.Length), await visit.Page.EvaluateAsync<int[]>("[...document.querySelectorAll('.box')].map(b => +b.dataset.number)"));
            Assert.Equal("[]", await visit.Page.EvaluateAsync<string>(LeavesItsBox));
            await visit.Page.EvaluateAsync(TouchEverything);
            Assert.Empty(await visit.EndAsync());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_runs_or_is_fetched_in_the_desks_frame(bool published)
    {
        var cleaned = Cleaned(published);
        var browser = await one.StartedAsync();
        foreach (var mails in cleaned.Chunk(MailsInAFrame).Select(some => string.Concat(some)).Chunk(MailsOnAPage / MailsInAFrame))
        {
            var answers = new Dictionary<string, (string, string?)>(StringComparer.Ordinal) { ["/"] = (FramesPage(mails.Length), null) };
            for (var i = 0; i < mails.Length; i++)
            {
                answers[$"/mail/{i}"] = (MailDocument.Of(mails[i], "light"), MailDocument.Policy("'self' data:"));
            }

            await using var visit = await Visit.OpenAsync(browser, answers);
            Assert.Empty(await visit.EndAsync());
            Assert.Equal(mails.Length, visit.Page.Frames.Count - 1);
            await visit.Page.WaitForFunctionAsync($"heard.size === {mails.Length}");
        }
    }

    [Fact]
    public async Task The_walk_notices_what_runs_fetches_and_leaves_its_box()
    {
        var browser = await one.StartedAsync();
        string[] mails = ["<img src=x:x onerror=pwned(1)>", "<img src=//evil.example/x>", "<div style='position:fixed;top:0;left:0;width:9px;height:9px'>x</div>", "<script>alert(1)</script>"];
        await using var visit = await Visit.OpenAsync(browser, new() { ["/"] = (BarePage(mails), null) });
        var seen = await visit.EndAsync();
        Assert.Contains("ran 1", seen);
        Assert.Contains("fetched http://evil.example/x", seen);
        Assert.Contains("dialog 1", seen);
        Assert.StartsWith("[\"2: ", await visit.Page.EvaluateAsync<string>(LeavesItsBox), StringComparison.Ordinal);
    }

    // an element is out when any of it can be seen beyond the box that clips it, or when it is not in the box at all
    private const string LeavesItsBox =
        """
        (() => {
          const out = [];
          for (const e of document.querySelectorAll('body *:not(.box)')) {
            const box = e.closest('.box');
            if (!box) { out.push('none: ' + e.outerHTML.slice(0, 99)); continue; }
            const style = getComputedStyle(e);
            if (style.position !== 'static' || style.zIndex !== 'auto' || style.transform !== 'none') out.push(box.dataset.number + ': ' + e.outerHTML.slice(0, 99));
            if (e.href && !/^(https?|mailto|tel):$/.test(e.protocol)) out.push(box.dataset.number + ' leads to ' + e.href);
            if (e.href && (e.target !== '_blank' || !e.rel.includes('noopener'))) out.push(box.dataset.number + ' opens in the desk: ' + e.outerHTML.slice(0, 99));
          }
          for (const box of document.querySelectorAll('.box')) {
            box.scrollIntoView({block: 'center'});
            const r = box.getBoundingClientRect();
            for (const [x, y] of [[5, r.top + 10], [r.right + 5, r.top + 10], [r.left + 10, r.top - 5], [r.left + 10, r.bottom + 5]]) {
              const hit = document.elementFromPoint(x, y);
              if (hit && hit !== document.body && hit !== document.documentElement) out.push(box.dataset.number + ' is covered by ' + hit.outerHTML.slice(0, 99));
            }
          }
          return JSON.stringify(out);
        })()
        """;

    private const string TouchEverything =
        """
        for (const e of document.querySelectorAll('.box *')) {
          for (const type of ['mouseover', 'mousedown', 'focus', 'toggle', 'error', 'load', 'animationstart', 'beforetoggle', 'contextmenu']) e.dispatchEvent(new Event(type));
          if (!e.closest('a')) e.click();
        }
        """;

    /// <summary>Our own mails, or DOMPurify's cases, of which dialogs and requests tell that something ran.</summary>
    private static List<string> Cleaned(bool published)
    {
        var options = new HtmlCleanOptions { ContentId = _ => "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=" };
        var mails = published ? Fixtures.Files("xss_dompurify", ".html").Select(File.ReadAllText) : HostileMails.All;
        return [.. mails.Select(html => HtmlCleaner.Clean(html, options).Html)];
    }

    private static string BarePage(IEnumerable<string> mails)
    {
        var page = new StringBuilder(
            "<!DOCTYPE html><html><head><meta charset=utf-8><title>bare</title><link rel=icon href='data:,'><style>body{margin:100px}.box{height:200px;margin-bottom:50px;overflow:hidden}</style>"
            + "<script>ran=[];pwned=n=>ran.push(n)</script></head><body>");
        var number = 0;
        foreach (var mail in mails)
        {
            page.Append(CultureInfo.InvariantCulture, $"<div class=box data-number={number++}>{mail}</div>");
        }

        return page.Append("</body></html>").ToString();
    }

    private static string FramesPage(int count)
    {
        var page = new StringBuilder(
            "<!DOCTYPE html><html><head><meta charset=utf-8><title>desk</title><link rel=icon href='data:,'>"
            + "<script>ran=[];pwned=n=>ran.push(n);heard=new Set();addEventListener('message',e=>e.data.svarMailHeight>=0?heard.add(e.source):pwned(0))</script></head><body>");
        for (var i = 0; i < count; i++)
        {
            page.Append(CultureInfo.InvariantCulture, $"<iframe src='/mail/{i}' sandbox='{MailDocument.Sandbox}' width=600 height=200></iframe>");
        }

        return page.Append("</body></html>").ToString();
    }

    /// <summary>For all tests, started by the first.</summary>
    public sealed class OneBrowser : IAsyncLifetime
    {
        private Browser? _browser;

        public ValueTask InitializeAsync() => default;

        internal async Task<Browser> StartedAsync() => _browser ??= await Browser.StartAsync();

        public ValueTask DisposeAsync() => _browser?.DisposeAsync() ?? default;
    }

    /// <summary>One page with everything that happens on it written down. No request leaves the browser.</summary>
    private sealed class Visit : IAsyncDisposable
    {
        private readonly ConcurrentQueue<string> _seen = new();

        private Visit(IPage page) => Page = page;

        public IPage Page { get; }

        public static async Task<Visit> OpenAsync(Browser browser, Dictionary<string, (string Html, string? Policy)> answers)
        {
            var visit = new Visit(await browser.OpenAsync("en"));
            var page = visit.Page;
            page.Dialog += (_, dialog) =>
            {
                visit._seen.Enqueue("dialog " + dialog.Message);
                _ = dialog.DismissAsync();
            };
            page.Popup += (_, popup) => visit._seen.Enqueue("popup " + popup.Url);
            page.PageError += (_, error) => visit._seen.Enqueue("error " + error);
            page.Console += (_, message) => visit._seen.Enqueue("console " + message.Text);
            await page.RouteAsync("**/*", async route =>
            {
                var url = route.Request.Url;
                if (url.StartsWith(Host + "/", StringComparison.Ordinal) && answers.Remove(url[Host.Length..], out var answer))
                {
                    var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = "text/html; charset=utf-8" };
                    if (answer.Policy is not null)
                    {
                        headers["Content-Security-Policy"] = answer.Policy;
                    }

                    await route.FulfillAsync(new RouteFulfillOptions { Body = answer.Html, Headers = headers });
                    return;
                }

                visit._seen.Enqueue("fetched " + url);
                await route.AbortAsync();
            });
            await page.GotoAsync(Host + "/");
            return visit;
        }

        /// <summary>After two frames have been drawn and what was loading has loaded: all that happened.</summary>
        public async Task<IReadOnlyList<string>> EndAsync()
        {
            await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await Page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            var ran = JsonSerializer.Deserialize<int[]>(await Page.EvaluateAsync<string>("JSON.stringify(ran)"))!;
            return [.. ran.Select(n => string.Create(CultureInfo.InvariantCulture, $"ran {n}")), .. _seen];
        }

        public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();
    }
}
