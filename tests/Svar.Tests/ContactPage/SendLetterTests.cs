using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Svar.ContactPage;
using Svar.ContactPage.Form;
using Svar.Data;
using Svar.Mail.Messages;
using Svar.Mailboxes.Contents;
using Svar.Mailboxes.Receiving;
using Svar.Tests.Data;

namespace Svar.Tests.ContactPage;

public sealed class SendLetterTests
{
    [Theory, BothEngines]
    internal async Task A_letter_is_received_once_though_the_form_is_sent_twice_and_its_page_shows_reference_and_promise(DatabaseEngine engine)
    {
        await using var house = await ContactHouse.OpenAsync(engine);
        var token = await house.TokenAsync();
        var (first, _) = await house.PostAsync(token);
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        var (second, _) = await house.PostAsync(token);

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (first.StatusCode, second.StatusCode));
        var row = Assert.Single(await house.LedgerAsync());
        Assert.Equal((1, MailSource.Form, "kari@example.com"), (row.Repeats, row.Source, row.EnvelopeFrom));

        var (sent, html) = await house.SentAsync(second);
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        Assert.Contains("FF-1001", html, StringComparison.Ordinal);
        Assert.Contains("today at 15:12", html, StringComparison.Ordinal);
        Assert.Contains("kari@example.com", html, StringComparison.Ordinal);
        Assert.True(sent.Headers.CacheControl!.NoStore);
        Assert.Equal(html, (await house.SentAsync(first)).Html);
        Assert.Single(await house.LedgerAsync());
    }

    [Theory, BothEngines]
    internal async Task A_second_matter_soon_after_the_first_has_its_own_receipt_and_the_sixth_within_an_hour_is_told_that_none_comes(DatabaseEngine engine)
    {
        await using var house = await ContactHouse.OpenAsync(engine);
        for (var number = 1; number <= 6; number++)
        {
            var (answer, _) = await house.PostAsync(await house.TokenAsync(), (WriteField.Message, $"Sak {number}"));
            var (_, html) = await house.SentAsync(answer);
            Assert.Contains($"FF-100{number}", html, StringComparison.Ordinal);
            var text = ContactHouse.Seen(html, ".reading");
            Assert.Contains(number <= 5 ? "We have sent a receipt to the same address" : "No receipt goes out by e-mail for this message", text, StringComparison.Ordinal);
            Assert.True(number <= 5 || text.Contains("at most 5 an hour", StringComparison.Ordinal), text);
            house.Clock.Advance(TimeSpan.FromMinutes(5));
        }
    }

    [Theory, BothEngines]
    internal async Task Whoever_types_anothers_address_and_reference_begins_a_conversation_and_joins_none(DatabaseEngine engine)
    {
        await using var house = await ContactHouse.OpenAsync(engine);
        await house.SentAsync((await house.PostAsync(await house.TokenAsync())).Answer);
        var (_, html) = await house.SentAsync((await house.PostAsync(await house.TokenAsync(), (WriteField.Message, "FF-1001\r\n\r\nIkke send noe, jeg har flyttet."))).Answer);
        Assert.Contains("FF-1002", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_letter_is_a_mail_from_the_customer_to_the_mailbox()
    {
        await using var house = await ContactHouse.OpenAsync();
        using var form = ContactHouse.Fields(await house.TokenAsync());
        form.Add(new ByteArrayContent([0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3]), "files", "C:\\fakepath\\../../jakke.exe");
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes("<html><script>alert(1)</script>")), "files", "../../../etc/passwd");
        var (answer, html) = await house.PostAsync(form);
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, html);

        var mail = await MailAsync(house);
        Assert.Equal("Kari Nordmann <kari@example.com>", mail.From.Single().ToString());
        Assert.Equal("help@fjord.example", mail.To.Single().Address);
        Assert.Equal("Hei!", mail.Subject);
        Assert.Contains("Glidelåsen på jakka røk", mail.TextPart, StringComparison.Ordinal);
        Assert.Contains("Order number: 10042", mail.TextPart, StringComparison.Ordinal);
        Assert.Contains("About: Something went wrong", mail.TextPart, StringComparison.Ordinal);
        Assert.Equal("complaint", mail.Headers.Text("X-Svar-Kind"));
        Assert.Equal([("jakke.exe", "image/jpeg"), ("passwd", "text/plain")], mail.Attachments.Select(a => (a.Name, a.ContentType)));
        Assert.Empty(mail.Defects);
    }

    [Fact]
    public async Task Other_words_in_the_same_form_are_another_letter()
    {
        await using var house = await ContactHouse.OpenAsync();
        var token = await house.TokenAsync();
        await house.PostAsync(token);
        await house.PostAsync(token, (WriteField.Message, "Og en ting til."));
        Assert.Equal(2, (await house.LedgerAsync()).Count);
    }

    [Fact]
    public async Task A_form_without_token_or_with_a_foreign_or_an_old_one_comes_back_with_its_text_and_a_new_token()
    {
        await using var house = await ContactHouse.OpenAsync();
        await ContactHouse.AddShopAsync(house.Database, "other", "OT");
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        var own = await house.TokenAsync("/b/fjord/write");
        var foreign = await house.TokenAsync("/b/other/write");
        foreach (var token in new[] { "", "nonsense", own[..^3] + "AAA", foreign })
        {
            await RefusedAsync(token);
        }

        house.Clock.Advance(FormTokens.Life + TimeSpan.FromMinutes(1));
        await RefusedAsync(own);
        Assert.Empty(await house.LedgerAsync());

        async Task RefusedAsync(string token)
        {
            using var form = ContactHouse.Fields(token);
            var (answer, html) = await house.PostAsync(form, "/b/fjord/write");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            var page = ContactHouse.Parse(html);
            Assert.Contains("Glidelåsen", page.QuerySelector("#message")!.TextContent, StringComparison.Ordinal);
            Assert.NotNull(page.QuerySelector(".error-summary a[href='#formToken']"));
            Assert.NotEqual(token, ContactHouse.TokenIn(html), StringComparer.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_missing_is_said_at_its_field_and_the_same_form_can_then_be_sent()
    {
        await using var house = await ContactHouse.OpenAsync();
        var token = await house.TokenAsync();
        var (answer, html) = await house.PostAsync(token, (WriteField.Email, "kari@example"), (WriteField.Name, " "), (WriteField.Message, "\r\n"), (WriteField.About, "nonsense"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = ContactHouse.Parse(html);
        Assert.Equal(["#message", "#name", "#email"], page.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")!), StringComparer.Ordinal);
        Assert.Equal(token, ContactHouse.TokenIn(html));
        Assert.Empty(await house.LedgerAsync());
        Assert.Equal(HttpStatusCode.SeeOther, (await house.PostAsync(token)).Answer.StatusCode);
    }

    [Theory]
    [InlineData("help@fjord.example")]
    [InlineData("HELP@Fjord.example")]
    [InlineData("kari nordmann@example.com")]
    [InlineData("kari@example..com")]
    [InlineData("kari@example.com\r\nBcc: all@example.com")]
    [InlineData("\"kari")]
    [InlineData("<kari@example.com>")]
    public async Task An_address_that_no_answer_could_reach_is_not_taken(string email)
    {
        await using var house = await ContactHouse.OpenAsync();
        var (answer, html) = await house.PostAsync(await house.TokenAsync(), (WriteField.Email, email));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.NotNull(ContactHouse.Parse(html).QuerySelector(".error-summary a[href='#email']"));
    }

    [Fact]
    public async Task Somebody_who_is_signed_in_may_write_too_and_no_other_form_loses_its_guard()
    {
        await using var house = await ContactHouse.OpenAsync();
        var (cookie, name) = await house.SignInAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/write") { Content = ContactHouse.Fields(await house.TokenAsync()) };
        request.Headers.Add("Cookie", cookie);
        using var sent = await house.Http.SendAsync(request, ContactHouse.Cancel);
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);

        using var profile = new HttpRequestMessage(HttpMethod.Post, "/desk/profile") { Content = new FormUrlEncodedContent([KeyValuePair.Create("name", name + " 2")]) };
        profile.Headers.Add("Cookie", cookie);
        using var refused = await house.Http.SendAsync(profile, ContactHouse.Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Who_is_far_ahead_of_the_pace_is_told_to_wait_and_keeps_the_text()
    {
        await using var house = await ContactHouse.OpenAsync();
        var token = await house.TokenAsync();
        var pace = house.Services.GetRequiredService<PostPace>();
        while (pace.Take("127.0.0.1") is not null)
        {
        }

        var (answer, html) = await house.PostAsync(token);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(1), answer.Headers.RetryAfter!.Delta);
        Assert.Contains("Glidelåsen", ContactHouse.Seen(html, "#message"), StringComparison.Ordinal);
        Assert.Equal(token, ContactHouse.TokenIn(html));
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.SeeOther, (await house.PostAsync(token)).Answer.StatusCode);
    }

    [Fact]
    public async Task Who_fills_in_the_hidden_field_is_asked_again_and_loses_nothing()
    {
        await using var house = await ContactHouse.OpenAsync();
        var (answer, html) = await house.PostAsync(await house.TokenAsync(), (WriteField.Trap, "https://buy.example"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("Glidelåsen", ContactHouse.Seen(html, "#message"), StringComparison.Ordinal);
        Assert.Empty(await house.LedgerAsync());
    }

    [Fact]
    public async Task Text_of_ten_megabytes_and_two_thousand_fields_are_refused_and_a_long_text_is_kept()
    {
        await using var house = await ContactHouse.OpenAsync();
        var token = await house.TokenAsync();
        var (tooMuch, page) = await house.PostAsync(token, (WriteField.Message, new string('a', 10_000_000)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooMuch.StatusCode);
        Assert.Contains("more than we can take", page, StringComparison.Ordinal);

        using var fields = ContactHouse.Fields(token, [.. Enumerable.Range(0, 2000).Select(i => ($"field{i}", "x"))]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await house.PostAsync(fields)).Answer.StatusCode);
        using var pairs = new FormUrlEncodedContent(Enumerable.Range(0, 2000).Select(i => KeyValuePair.Create($"field{i}", "x")));
        Assert.Equal(HttpStatusCode.BadRequest, (await house.PostAsync(pairs)).Answer.StatusCode);

        var (tooLong, html) = await house.PostAsync(token, (WriteField.Message, new string('b', 30_000)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong.StatusCode);
        Assert.Equal(30_000, ContactHouse.Parse(html).QuerySelector("#message")!.TextContent.Length);
        Assert.Empty(await house.LedgerAsync());
    }

    [Fact]
    public async Task Files_that_are_too_large_or_too_many_do_not_cost_the_text()
    {
        await using var house = await ContactHouse.OpenAsync();
        var token = await house.TokenAsync();
        using var large = ContactHouse.Fields(token);
        large.Add(new ByteArrayContent(new byte[12 * 1024 * 1024]), "files", "a.bin");
        large.Add(new ByteArrayContent(new byte[50 * 1024 * 1024]), "files", "b.bin");
        await RefusedAsync(large, "20 MB");
        using var many = ContactHouse.Fields(token);
        for (var i = 0; i < 11; i++)
        {
            many.Add(new ByteArrayContent([1]), "files", $"{i}.bin");
        }

        await RefusedAsync(many, "At most 10 files");

        using var enough = ContactHouse.Fields(token);
        enough.Add(NoFile());
        for (var i = 0; i < 10; i++)
        {
            enough.Add(new ByteArrayContent(new byte[2_000_000]), "files", $"{i}.bin");
        }

        Assert.Equal(HttpStatusCode.SeeOther, (await house.PostAsync(enough)).Answer.StatusCode);
        var mail = await MailAsync(house);
        Assert.Equal(10, mail.Attachments.Count);
        Assert.All(mail.Attachments, a => Assert.Equal(2_000_000, a.Size));

        async Task RefusedAsync(MultipartFormDataContent form, string says)
        {
            var (answer, html) = await house.PostAsync(form);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Contains("Glidelåsen", ContactHouse.Seen(html, "#message"), StringComparison.Ordinal);
            Assert.Contains(says, html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_form_that_is_none_is_refused_with_a_page()
    {
        await using var house = await ContactHouse.OpenAsync();
        foreach (var (type, body, status) in new[]
        {
            ("application/json", "{}", HttpStatusCode.UnsupportedMediaType), ("multipart/form-data", "x", HttpStatusCode.BadRequest),
            ("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\ncut", HttpStatusCode.BadRequest),
            ("multipart/form-data; boundary=b", "--b\r\nnonsense\r\n\r\n--b--", HttpStatusCode.BadRequest),
        })
        {
            using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            var (answer, html) = await house.PostAsync(content);
            Assert.Equal(status, answer.StatusCode);
            Assert.Contains("We could not read that", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task When_the_database_cannot_take_it_the_text_stays_and_the_same_form_succeeds_later()
    {
        await using var house = await ContactHouse.OpenAsync();
        var token = await house.TokenAsync();
        using (new Outage(house.Database))
        {
            house.Clock.Advance(TimeSpan.FromMinutes(1));
            var (answer, html) = await house.PostAsync(token);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            var page = ContactHouse.Parse(html);
            Assert.Contains("Glidelåsen", page.QuerySelector("#message")!.TextContent, StringComparison.Ordinal);
            Assert.Contains("has not been sent", page.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
            Assert.Contains("800 00 123", html, StringComparison.Ordinal);
            Assert.Equal(token, ContactHouse.TokenIn(html));
            Assert.Equal(HttpStatusCode.OK, (await house.BrowseAsync("/")).Answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.SeeOther, (await house.PostAsync(token)).Answer.StatusCode);
        Assert.Single(await house.LedgerAsync());
    }

    // What a browser sends for a file field in which nothing was chosen.
    private static ByteArrayContent NoFile() => new([])
    {
        Headers = { { "Content-Type", "application/octet-stream" }, { "Content-Disposition", "form-data; name=\"files\"; filename=\"\"" } },
    };

    private static async Task<MailMessage> MailAsync(ContactHouse house)
    {
        var row = Assert.Single(await house.LedgerAsync());
        await using var db = house.Database.CreateDbContext();
        return MailMessage.Parse((await db.ReadContentAsync(row.ContentId, ContactHouse.Cancel))!);
    }
}
