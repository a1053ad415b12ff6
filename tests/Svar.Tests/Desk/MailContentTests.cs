using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Svar.Conversations;

namespace Svar.Tests.Desk;

public class MailContentTests
{
    private const string Mail = """
        From: Kari <kari@example.no>
        To: help@fjord.example
        Subject: Pictures
        Message-ID: <2@example.no>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: multipart/related; boundary=r

        --r
        Content-Type: text/html; charset=utf-8

        <p>Look: <img src="cid:one"></p><script>alert(1)</script><div class="gmail_quote"><div>On Monday Anna wrote:</div><blockquote class="gmail_quote">Older words</blockquote></div>
        --r
        Content-Type: image/png; name=one.png
        Content-ID: <one>
        Content-Disposition: inline; filename=one.png
        Content-Transfer-Encoding: base64

        iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=
        --r--
        --b
        Content-Type: text/html; name=page.html
        Content-Disposition: attachment; filename=page.html

        <script>alert(1)</script>
        --b
        Content-Type: application/pdf; name=label.pdf
        Content-Disposition: attachment; filename=label.pdf
        Content-Transfer-Encoding: base64

        JVBERi0xLjQ=
        --b--
        """;

    [Fact]
    public async Task A_mail_stands_in_a_frame_of_its_own_with_its_pictures_and_without_its_scripts()
    {
        await using var app = await DeskApp.StartAsync();
        var (number, _) = await ReceiveAsync(app);
        using var anna = await app.SignedInAsync(app.Anna);
        var page = await anna.ReadAsync("/desk/conversations/" + number);
        var frame = Regex.Match(page, "<iframe[^>]* src=\"(?<url>[^\"]+)\" sandbox=\"(?<sandbox>[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1));
        Assert.DoesNotContain("allow-same-origin", frame.Groups["sandbox"].Value, StringComparison.Ordinal);

        using var answer = await anna.GetAsync(frame.Groups["url"].Value);
        var mail = await answer.Content.ReadAsStringAsync(DeskApp.Cancel);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("sandbox ", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("alert", mail, StringComparison.Ordinal);
        Assert.Contains("Older words", mail[mail.IndexOf("<details", StringComparison.Ordinal)..], StringComparison.Ordinal);
        var picture = WebUtility.HtmlDecode(Regex.Match(mail, "src=\"(?<url>/desk/inline/[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["url"].Value);

        // The frame's origin is opaque: its requests carry no cookie.
        using var nobody = new HttpClient { BaseAddress = anna.Http.BaseAddress };
        using var shown = await nobody.GetAsync(picture, DeskApp.Cancel);
        Assert.Equal("image/png", shown.Content.Headers.ContentType?.MediaType);
        using var forged = await nobody.GetAsync(picture[..^4] + "AAAA", DeskApp.Cancel);
        Assert.Equal(HttpStatusCode.NotFound, forged.StatusCode);
    }

    [Fact]
    public async Task Pictures_from_elsewhere_are_loaded_for_who_asks_for_them_and_nothing_else_is_let_in()
    {
        await using var app = await DeskApp.StartAsync();
        var mail = await app.MailAsync("From: Kari <kari@example.no>\nTo: help@fjord.example\nSubject: News\nMessage-ID: <9@example.no>\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<img src=\"http://cdn.example/a.jpg\" alt=\"Boots\"><script>alert(1)</script>\n");
        var number = await app.ReadAsync(db => db.Set<Conversation>().Where(c => c.Id == mail.ConversationId).Select(c => c.Number).SingleAsync(DeskApp.Cancel));
        using var anna = await app.SignedInAsync(app.Anna);
        var page = await anna.ReadAsync(FormattableString.Invariant($"/desk/conversations/FF-{number}"));
        var frame = Regex.Match(page, "<iframe[^>]* src=\"(?<url>[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["url"].Value;

        using var heldBack = await anna.GetAsync(frame);
        using var shown = await anna.GetAsync(frame + "?pictures=show");

        var policies = new[] { heldBack, shown }.Select(a => Assert.Single(a.Headers.GetValues("Content-Security-Policy"))).ToArray();
        Assert.DoesNotContain("https:", policies[0].Replace($"{anna.Http.BaseAddress}", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(policies[0].Replace(" data:;", " data: https:;", StringComparison.Ordinal), policies[1]);
        Assert.StartsWith("sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox;", policies[1], StringComparison.Ordinal);
        Assert.Contains("<img data-blocked-src=\"http://cdn.example/a.jpg\" alt=\"Boots\">", await heldBack.Content.ReadAsStringAsync(DeskApp.Cancel), StringComparison.Ordinal);
        var html = await shown.Content.ReadAsStringAsync(DeskApp.Cancel);
        Assert.Contains("<img src=\"https://cdn.example/a.jpg\" alt=\"Boots\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain("alert", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nAQID\n", "This mail is encrypted")]
    [InlineData("Content-Type: multipart/encrypted; boundary=b\n\n--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: application/octet-stream; name=encrypted.asc\n\n-----BEGIN PGP MESSAGE-----\n--b--\n", "This mail is encrypted")]
    [InlineData("Content-Type: text/plain\n\n \n", "There are no words in this mail.")]
    public async Task A_mail_without_words_says_why(string body, string told)
    {
        await using var app = await DeskApp.StartAsync();
        var mail = await app.MailAsync("From: Kari <kari@example.no>\nTo: help@fjord.example\nSubject: Hei\nMessage-ID: <12@example.no>\nMIME-Version: 1.0\n" + body);
        var number = await app.ReadAsync(db => db.Set<Conversation>().Where(c => c.Id == mail.ConversationId).Select(c => c.Number).SingleAsync(DeskApp.Cancel));
        using var anna = await app.SignedInAsync(app.Anna);
        Assert.Contains(told, await anna.ReadAsync(FormattableString.Invariant($"/desk/conversations/FF-{number}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_first_mail_quotes_stands_nowhere_else_and_is_open()
    {
        await using var app = await DeskApp.StartAsync();
        var first = await app.MailAsync("From: Kari <kari@example.no>\nTo: help@fjord.example\nSubject: Fwd: Tent\nMessage-ID: <13@example.no>\n\nSee below.\n\n---------- Forwarded message ---------\nFrom: Ola <ola@example.no>\nDate: Mon, 2 Mar 2026 at 10:00\nSubject: Tent\nTo: Kari <kari@example.no>\n\nIt is torn.\n");
        var conversation = await app.ReadAsync(db => db.Set<Conversation>().SingleAsync(c => c.Id == first.ConversationId, DeskApp.Cancel));
        await app.MailAsync($"From: Kari <kari@example.no>\nTo: help@fjord.example\nSubject: Re: Tent [FF-{conversation.Number}]\nMessage-ID: <14@example.no>\nReferences: <13@example.no>\n\nAnd wet.\n\nOn Mon, 2 Mar 2026 Kari <kari@example.no> wrote:\n> See below.\n");
        using var anna = await app.SignedInAsync(app.Anna);
        var page = await anna.ReadAsync(FormattableString.Invariant($"/desk/conversations/FF-{conversation.Number}"));
        Assert.Equal([true, false], Regex.Matches(page, "<details class=\"quoted\"(?<open> open)?", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(m => m.Groups["open"].Success));
    }

    [Fact]
    public async Task Only_pictures_and_documents_that_cannot_act_are_shown_and_all_else_is_saved()
    {
        await using var app = await DeskApp.StartAsync();
        var (number, files) = await ReceiveAsync(app);
        using var anna = await app.SignedInAsync(app.Anna);
        var seen = new Dictionary<string, (string? Disposition, string? Type)>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            using var answer = await anna.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/desk/conversations/{number}/files/{file.Id}"));
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Contains("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            seen[file.Name] = (answer.Content.Headers.ContentDisposition?.DispositionType, answer.Content.Headers.ContentType?.MediaType);
        }

        Assert.Equal(("inline", "image/png"), seen["one.png"]);
        Assert.Equal(("inline", "application/pdf"), seen["label.pdf"]);
        Assert.Equal(("attachment", "application/octet-stream"), seen["page.html"]);
    }

    [Fact]
    public async Task The_raw_mail_is_shown_as_text()
    {
        await using var app = await DeskApp.StartAsync();
        var (number, _) = await ReceiveAsync(app);
        using var anna = await app.SignedInAsync(app.Anna);
        var raw = Regex.Match(await anna.ReadAsync("/desk/conversations/" + number), "href=\"(?<url>[^\"]+/raw)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["url"].Value;

        using var answer = await anna.GetAsync(raw);

        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("Received: by test\r\nFrom: Kari", await answer.Content.ReadAsStringAsync(DeskApp.Cancel), StringComparison.Ordinal);
    }

    private static async Task<(string Number, List<MessageAttachment> Files)> ReceiveAsync(DeskApp app)
    {
        var mail = await app.MailAsync(Mail);
        var conversation = await app.ReadAsync(db => db.Set<Conversation>().SingleAsync(c => c.Id == mail.ConversationId, DeskApp.Cancel));
        return (Conversation.Reference("FF", conversation.Number), await app.ReadAsync(db => db.Set<MessageAttachment>().ToListAsync(DeskApp.Cancel)));
    }
}
