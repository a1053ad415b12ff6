using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Svar.Conversations;
using Svar.Data;
using Svar.Tests.Data;

namespace Svar.Tests.Conversations.Api;

/// <summary>What the API refuses, and that it says all of it at once.</summary>
public class ApiInputTests
{
    [Fact]
    public async Task All_wrong_fields_are_reported_in_one_answer()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        var started = await house.PostAsync(
            "/api/v1/conversations", """{"brand":"nowhere","customer":{"name":"Kari","email":"nobody"},"subject":"","text":" ","kind":"rant","channel":"form"}""");
        started.IsProblem(422);
        Assert.Equal(["brand", "channel", "customer.email", "kind", "subject", "text"], Fields(started));

        await house.ReceiveAsync(ApiHouse.Letter("Jakke", "Hvor er jakken min?"));
        var replied = await house.PostAsync("/api/v1/conversations/FF-1001/replies", """{"text":"","then":"sleep","cc":["nobody","anna@example.com"]}""");
        replied.IsProblem(422);
        Assert.Equal(["cc", "text", "then"], Fields(replied));
        var changed = await house.PatchAsync("/api/v1/conversations/FF-1001", """{"status":"done","priority":"top","kind":"rant","tags":["ok","a\r\nb"]}""");
        changed.IsProblem(422);
        Assert.Equal(["kind", "priority", "status", "tags"], Fields(changed));
        Assert.Equal(["due", "kind", "limit", "status"], Fields(await house.GetAsync("/api/v1/conversations?status=x&kind=y&due=z&limit=0")));
    }

    [Theory]
    [InlineData("S\\r\\nBcc: eve@example.com", "Kari", "subject")]
    [InlineData("S\\u0000", "Kari", "subject")]
    [InlineData("S\\u0085x", "Kari", "subject")]
    [InlineData("S", "Kari\\nX: y", "customer.name")]
    public async Task A_line_of_text_has_no_control_characters(string subject, string name, string field)
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        (await house.PostAsync("/api/v1/conversations", $$"""{"brand":"fjord","customer":{"name":"{{name}}","email":"a@example.com"},"subject":"{{subject}}","text":"T"}""")).IsProblem(422, field);
    }

    [Fact]
    public async Task A_text_has_a_limit_that_is_said()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        await house.ReceiveAsync(ApiHouse.Letter("Jakke", "Hvor er jakken min?"));
        var longest = new string('x', 200_000);
        foreach (var (path, body) in new (string, object)[]
        {
            ("/api/v1/conversations/FF-1001/replies", new { text = longest + "x" }),
            ("/api/v1/conversations/FF-1001/notes", new { text = longest + "x" }),
            ("/api/v1/conversations", new { brand = "fjord", customer = new { email = "a@example.com" }, subject = "S", text = longest + "x" }),
            ("/api/v1/conversations", new { brand = "fjord", customer = new { name = "Per" }, subject = "S", text = longest + "x", channel = "phone" }),
        })
        {
            var answer = await house.PostAsync(path, body);
            answer.IsProblem(422, "text");
            Assert.Contains("200,000", answer.At("detail"), StringComparison.Ordinal);
        }

        Assert.Equal(201, (await house.PostAsync("/api/v1/conversations/FF-1001/notes", new { text = longest })).Status);
    }

    [Theory, BothEngines]
    internal async Task A_change_of_tags_is_a_new_version(DatabaseEngine engine)
    {
        await using var house = await ApiHouse.StartAsync(engine);
        await house.ReceiveAsync(ApiHouse.Letter("Jakke", "Hvor er jakken min?"));
        var seen = (await house.GetAsync("/api/v1/conversations/FF-1001")).ETag!;
        var tagged = await house.PatchAsync("/api/v1/conversations/FF-1001", new { tags = new[] { "retur" } }, ("If-Match", seen));
        Assert.Equal(200, tagged.Status);
        Assert.NotEqual(seen, tagged.ETag);
        (await house.PatchAsync("/api/v1/conversations/FF-1001", new { tags = Array.Empty<string>() }, ("If-Match", seen))).IsProblem(412, "If-Match");
        Assert.Equal(tagged.ETag, (await house.PatchAsync("/api/v1/conversations/FF-1001", new { tags = new[] { "retur" } }, ("If-Match", tagged.ETag!))).ETag);
    }

    [Theory, BothEngines]
    internal async Task Without_a_status_the_list_begins_with_what_is_to_be_done_and_every_page_follows(DatabaseEngine engine)
    {
        await using var house = await ApiHouse.StartAsync(engine);
        for (var i = 0; i < 12; i++)
        {
            await house.ReceiveAsync(ApiHouse.Letter($"Sak {i}", $"Hvor er pakken min, nummer {i}?", $"{i}@kari.example"));
        }

        string[] statuses = ["open", "waiting", "resolved", "spam"];
        for (var i = 0; i < 12; i++)
        {
            if (i % 4 > 0)
            {
                Assert.Equal(200, (await house.PatchAsync($"/api/v1/conversations/FF-{1001 + i}", new { status = statuses[i % 4] })).Status);
            }
        }

        // The resolved ones have a clock that was not met, as old ones have: it says nothing of what is next.
        await using (var db = house.Database.CreateDbContext())
        {
            var (early, day) = (TimeProvider.System.UtcNow().AddDays(-30), TimeProvider.System.UtcNow());
            await db.Set<Conversation>().Where(c => c.Status == ConversationStatus.Resolved).ExecuteUpdateAsync(set => set.SetProperty(c => c.NextDueAt, early), ApiHouse.Cancel);
            for (var i = 0; i < 12; i++)
            {
                var (number, due, last) = (1001 + i, day.AddHours(-i), day.AddHours(i));
                await db.Set<Conversation>().Where(c => c.Number == number).ExecuteUpdateAsync(set => set.SetProperty(c => c.LastMessageAt, last), ApiHouse.Cancel);
                await db.Set<Conversation>().Where(c => c.Number == number && c.Status == ConversationStatus.Open).ExecuteUpdateAsync(set => set.SetProperty(c => c.NextDueAt, due), ApiHouse.Cancel);
            }
        }

        string[] wanted = ["FF-1009", "FF-1005", "FF-1001", "FF-1002", "FF-1006", "FF-1010", "FF-1011", "FF-1007", "FF-1003", "FF-1012", "FF-1008", "FF-1004"];
        for (var limit = 1; limit <= 13; limit++)
        {
            var (seen, after, pages) = (new List<string?>(), "", 0);
            do
            {
                var page = await house.GetAsync($"/api/v1/conversations?limit={limit}{after}");
                Assert.Equal(200, page.Status);
                var items = page.Json.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("number").GetString()).ToList();
                Assert.InRange(items.Count, 1, limit);
                seen.AddRange(items);
                after = page.At("next") is { } next ? "&after=" + Uri.EscapeDataString(next) : "";
                pages++;
            }
            while (after.Length > 0 && pages < 20);
            Assert.Equal(wanted, seen);
            Assert.Equal((12 + limit - 1) / limit, pages);
        }

        (await house.GetAsync("/api/v1/conversations?after=9.x")).IsProblem(422, "after");
        (await house.GetAsync("/api/v1/conversations?after=1.x")).IsProblem(422, "after");
    }

    [Fact]
    public async Task The_description_lists_what_a_call_may_be_refused_with()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        var paths = (await ApiHouse.SendAsync(house.Anonymous(), HttpMethod.Get, "/openapi/v1.json")).Json.GetProperty("paths");
        string Of(string path, string method) => string.Join(
            ' ', paths.GetProperty(path).GetProperty(method).GetProperty("responses").EnumerateObject().Select(r => r.Name).Where(s => s[0] is '4' or '5').Order(StringComparer.Ordinal));

        Assert.Equal("401 403 422 503", Of("/api/v1/conversations", "get"));
        Assert.Equal("401 403 404 503", Of("/api/v1/conversations/{number}", "get"));
        Assert.Equal("400 401 403 409 413 415 422 503", Of("/api/v1/conversations", "post"));
        Assert.Equal("400 401 403 404 409 412 413 415 422 503", Of("/api/v1/conversations/{number}/replies", "post"));
        Assert.Equal("400 401 403 404 409 412 413 415 422 503", Of("/api/v1/conversations/{number}", "patch"));
        Assert.Equal("400 401 403 404 413 415 422 503", Of("/api/v1/mail", "post"));
        Assert.Equal("application/problem+json", Assert.Single(
            paths.GetProperty("/api/v1/conversations").GetProperty("post").GetProperty("responses").GetProperty("415").GetProperty("content").EnumerateObject()).Name);
    }

    private static List<string> Fields(ApiHouse.Reply answer) =>
        [.. answer.Json.GetProperty("errors").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)];
}
