using System.Text.Json;
using Svar.Accounts;
using Svar.Data;
using Svar.Tests.Data;

namespace Svar.Tests.Conversations.Api;

public class ConversationsApiTests
{
    private static readonly string[] _fieldsInLists =
        ["number", "brand", "subject", "status", "kind", "priority", "language", "tags", "assignee", "customer", "createdAt", "lastMessageAt", "promises"];

    private static readonly string[] _fieldsOfMessage =
        ["id", "direction", "channel", "from", "at", "text", "html", "quoted", "attachments", "messageId", "delivery"];

    [Theory, BothEngines]
    internal async Task A_conversation_has_the_shape_of_the_contract(DatabaseEngine engine)
    {
        await using var house = await ApiHouse.StartAsync(engine);
        await house.ReceiveAsync(ApiHouse.Letter("Jakken er revnet", "Hei! Jakken jeg kjøpte hos dere er revnet i sømmen. Hva kan dere gjøre?"));

        var list = await house.GetAsync("/api/v1/conversations");
        Assert.Equal(200, list.Status);
        var item = Assert.Single(list.Json.GetProperty("items").EnumerateArray());
        Assert.Equal(_fieldsInLists, item.EnumerateObject().Select(p => p.Name));
        Assert.Null(list.At("next"));

        var one = await house.GetAsync("/api/v1/conversations/FF-1001");
        Assert.Equal(200, one.Status);
        Assert.Equal([.. _fieldsInLists, "messages", "remedies"], one.Json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(_fieldsOfMessage, one.Json.GetProperty("messages")[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal("fjord", one.At("brand"));
        Assert.Equal("open", one.At("status"));
        Assert.Equal("nb", one.At("language"));
        Assert.Equal("Kari Nordmann", one.At("customer.name"));
        Assert.Equal("kari@kari.example", one.At("customer.email"));
        Assert.Equal("in", one.At("messages.0.direction"));
        Assert.Equal("email", one.At("messages.0.channel"));
        Assert.Equal("kari@kari.example", one.At("messages.0.from.address"));
        Assert.Contains("kjøpte", one.At("messages.0.text"), StringComparison.Ordinal);
        Assert.Equal("1@kari.example", one.At("messages.0.messageId"));
        Assert.Null(one.At("messages.0.delivery"));
        Assert.Equal("first", one.At("promises.0.clock"));
        Assert.Equal("running", one.At("promises.0.state"));
        Assert.EndsWith("Z", one.At("promises.0.dueAt"), StringComparison.Ordinal);
        Assert.EndsWith("Z", one.At("createdAt"), StringComparison.Ordinal);
        Assert.Matches("^\"[0-9]+\"$", one.ETag);
    }

    [Fact]
    public async Task Lists_go_by_cursor_and_end_with_null()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        for (var i = 0; i < 5; i++)
        {
            await house.ReceiveAsync(ApiHouse.Letter($"Sak {i}", $"Hvor er pakken min, nummer {i}?", $"{i}@kari.example"));
        }

        var seen = new List<string?>();
        var after = "";
        while (true)
        {
            var page = await house.GetAsync("/api/v1/conversations?limit=2" + after);
            seen.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("number").GetString()));
            if (page.At("next") is not { } next)
            {
                break;
            }

            after = "&after=" + next;
        }

        Assert.Equal(5, seen.Distinct().Count());
        Assert.Equal(5, seen.Count);
    }

    [Fact]
    public async Task Lists_are_narrowed_by_status_assignee_kind_due_and_words()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        await house.ReceiveAsync(ApiHouse.Letter("Jakke", "Hvor er jakken min?", "1@kari.example"));
        await house.ReceiveAsync(ApiHouse.Letter("Telt", "Teltet lekker, jeg klager på dette.", "2@kari.example"));
        await house.PatchAsync("/api/v1/conversations/FF-1002", new { status = "resolved", assignee = "me", kind = "complaint" });

        async Task<string> FindAsync(string query) => string.Join(
            ' ', (await house.GetAsync("/api/v1/conversations?" + query)).Json.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("number").GetString()));

        Assert.Equal("FF-1001", await FindAsync("status=open"));
        Assert.Equal("FF-1002", await FindAsync("status=resolved"));
        Assert.Equal("FF-1002", await FindAsync("assignee=me"));
        Assert.Equal("FF-1002", await FindAsync("assignee=anna@example.com"));
        Assert.Equal("FF-1001", await FindAsync("assignee=none"));
        Assert.Equal("FF-1002", await FindAsync("kind=complaint"));
        Assert.Equal("FF-1002", await FindAsync("q=lekker"));
        Assert.Equal("", await FindAsync("due=overdue"));
        Assert.Equal("FF-1001", await FindAsync("due=week&status=open"));
    }

    [Theory]
    [InlineData("eve@example.com")]
    [InlineData("rita@example.com")]
    [InlineData("olav@example.com")]
    public async Task Who_may_not_answer_in_a_brand_is_given_none_of_its_conversations_and_nothing_else_of_the_change_is_kept(string assignee)
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        await house.AsAsync("Rita", new Grant(house.Fjord, Role.Reader));
        await house.AsAsync("Olav", new Grant(house.Other, Role.Agent));
        await house.ReceiveAsync(ApiHouse.Letter("Jakke", "Hvor er jakken min?"));

        var refused = await house.PatchAsync("/api/v1/conversations/FF-1001", new { tags = new[] { "jakke" }, priority = "high", assignee });
        Assert.Equal(422, refused.Status);
        Assert.Contains(assignee, refused.Text, StringComparison.Ordinal);
        var after = await house.GetAsync("/api/v1/conversations/FF-1001");
        Assert.Equal("normal", after.At("priority"));
        Assert.Equal(0, after.Json.GetProperty("tags").GetArrayLength());
    }

    [Fact]
    public async Task A_change_of_which_one_part_is_refused_leaves_nothing_of_the_others()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        await house.ReceiveAsync(ApiHouse.Letter("Jakke", "Hvor er jakken min?"));
        var refused = await house.PatchAsync("/api/v1/conversations/FF-1001", new { assignee = "me", tags = new[] { new string('x', 1000) } });
        Assert.Equal(422, refused.Status);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await house.GetAsync("/api/v1/conversations/FF-1001")).Json.GetProperty("assignee").ValueKind);
    }

    [Theory]
    [InlineData("status=opne", "status", "open, waiting, resolved, spam")]
    [InlineData("kind=rant", "kind", "complaint")]
    [InlineData("due=tomorrow", "due", "overdue, today, week")]
    [InlineData("limit=0", "limit", "1 to 200")]
    [InlineData("limit=many", "limit", "1 to 200")]
    [InlineData("after=nowhere", "after", "next")]
    public async Task A_wrong_filter_is_told_with_the_right_ones(string query, string field, string wanted)
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        var answer = await house.GetAsync("/api/v1/conversations?" + query);
        answer.IsProblem(422, field);
        Assert.Contains(wanted, answer.At("detail"), StringComparison.Ordinal);
    }

    [Theory, BothEngines]
    internal async Task A_reply_waits_in_the_outbox_and_the_conversation_for_the_customer(DatabaseEngine engine)
    {
        await using var house = await ApiHouse.StartAsync(engine);
        await house.ReceiveAsync(ApiHouse.Letter("Jakke", "Hvor er jakken min?"));

        var reply = await house.PostAsync("/api/v1/conversations/FF-1001/replies", new { text = "Den er på vei.", html = "<p>Den er <b>på vei</b>.<script>x()</script></p>" });
        Assert.Equal(201, reply.Status);
        Assert.Equal("/api/v1/conversations/FF-1001", reply.Headers.Location?.ToString());
        Assert.Equal("out", reply.At("direction"));
        Assert.Equal("waiting", reply.At("delivery"));
        Assert.DoesNotContain("script", reply.At("html"), StringComparison.Ordinal);

        var one = await house.GetAsync("/api/v1/conversations/FF-1001");
        Assert.Equal("waiting", one.At("status"));
        Assert.Equal("anna@example.com", one.At("assignee"));
        Assert.Equal(reply.ETag, one.ETag);

        var outbox = await house.GetAsync("/api/v1/outbox?state=waiting");
        var mail = Assert.Single(outbox.Json.GetProperty("items").EnumerateArray(), m => m.GetProperty("to").GetString() == "kari@kari.example" && m.GetProperty("attempts").GetInt32() == 0);
        Assert.Equal(["id", "conversation", "to", "state", "attempts", "lastAnswer", "nextTryAt"], mail.EnumerateObject().Select(p => p.Name));
        Assert.Equal("FF-1001", mail.GetProperty("conversation").GetString());
    }

    [Fact]
    public async Task A_note_is_seen_by_staff_and_not_sent()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        await house.ReceiveAsync(ApiHouse.Letter("Jakke", "Hvor er jakken min?"));
        var note = await house.PostAsync("/api/v1/conversations/FF-1001/notes", new { text = "Ring lageret." });
        Assert.Equal(201, note.Status);
        Assert.Equal("note", note.At("direction"));
        Assert.Equal("Anna", note.At("from.name"));
        Assert.Null(note.At("from.address"));
        (await house.PostAsync("/api/v1/conversations/FF-1001/notes", new { text = " " })).IsProblem(422, "text");
    }

    [Theory, BothEngines]
    internal async Task A_conversation_begins_by_mail_telephone_or_post(DatabaseEngine engine)
    {
        await using var house = await ApiHouse.StartAsync(engine);
        var customer = new { name = "Ola", email = "ola@example.com" };
        var mail = await house.PostAsync("/api/v1/conversations", new { brand = "fjord", customer, subject = "Varen er kommet", text = "Du kan hente den.", channel = "email" });
        Assert.Equal(201, mail.Status);
        Assert.Equal("/api/v1/conversations/" + mail.At("number"), mail.Headers.Location?.ToString());
        Assert.Equal("out", mail.At("messages.0.direction"));
        Assert.Equal("waiting", mail.At("status"));

        var call = await house.PostAsync("/api/v1/conversations", new { brand = "fjord", customer = new { name = "Per" }, subject = "Telt", text = "Teltet lekker.", channel = "phone", kind = "complaint" });
        Assert.Equal(201, call.Status);
        Assert.Equal("phone", call.At("messages.0.channel"));
        Assert.Equal("complaint", call.At("kind"));
        Assert.Null(call.At("customer.email"));
        Assert.Equal("open", call.At("status"));
    }

    [Theory]
    [InlineData("""{"customer":{"email":"a@example.com"},"subject":"S","text":"T"}""", "brand")]
    [InlineData("""{"brand":"nowhere","customer":{"email":"a@example.com"},"subject":"S","text":"T"}""", "brand")]
    [InlineData("""{"brand":"bre","customer":{"email":"a@example.com"},"subject":"S","text":"T"}""", "brand")]
    [InlineData("""{"brand":"fjord","customer":{"email":"nobody"},"subject":"S","text":"T"}""", "customer.email")]
    [InlineData("""{"brand":"fjord","subject":"S","text":"T"}""", "customer.email")]
    [InlineData("""{"brand":"fjord","customer":{"email":"a@example.com"},"text":"T"}""", "subject")]
    [InlineData("""{"brand":"fjord","customer":{"email":"a@example.com"},"subject":"S","text":""}""", "text")]
    [InlineData("""{"brand":"fjord","customer":{"email":"a@example.com"},"subject":"S","text":"T","channel":"form"}""", "channel")]
    [InlineData("""{"brand":"fjord","customer":{"email":"a@example.com"},"subject":"S","text":"T","kind":"Complaint"}""", "kind")]
    public async Task A_wrong_field_is_named(string body, string field)
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        (await house.PostAsync("/api/v1/conversations", body)).IsProblem(422, field);
    }

    [Theory]
    [InlineData("{\n \"brand\": fjord}", "line 2", null)]
    [InlineData("{\"brand\":\"fjord\"", "line 1", null)]
    [InlineData("", "empty", null)]
    [InlineData("null", "null", null)]
    [InlineData("[]", "line 1", null)]
    [InlineData("{\"brnad\":\"fjord\"}", "The fields: brand", "brnad")]
    [InlineData("{\"subject\":5}", "not of the right type", "subject")]
    [InlineData("{\"customer\":{\"email\":[]}}", "not of the right type", "customer.email")]
    [InlineData("{\"subject\":\"a\",\"subject\":\"b\"}", "line 1", null)]
    public async Task Bad_JSON_is_told_where(string body, string where, string? field)
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        var answer = await house.PostAsync("/api/v1/conversations", body);
        answer.IsProblem(400, field);
        Assert.Contains(where, answer.At("detail"), StringComparison.Ordinal);
    }

    [Theory, BothEngines]
    internal async Task A_change_on_what_was_not_seen_is_refused(DatabaseEngine engine)
    {
        await using var house = await ApiHouse.StartAsync(engine);
        await house.ReceiveAsync(ApiHouse.Letter("Jakke", "Hvor er jakken min?"));
        var seen = (await house.GetAsync("/api/v1/conversations/FF-1001")).ETag!;

        var first = await house.PatchAsync("/api/v1/conversations/FF-1001", new { priority = "high", tags = new[] { "Retur", "retur" } }, ("If-Match", seen));
        Assert.Equal(200, first.Status);
        Assert.Equal("high", first.At("priority"));
        Assert.Equal("retur", first.At("tags.0"));
        Assert.NotEqual(seen, first.ETag);

        (await house.PatchAsync("/api/v1/conversations/FF-1001", new { priority = "low" }, ("If-Match", seen))).IsProblem(412, "If-Match");
        (await house.PostAsync("/api/v1/conversations/FF-1001/replies", new { text = "Hei" }, ("If-Match", seen))).IsProblem(412, "If-Match");
        (await house.PatchAsync("/api/v1/conversations/FF-1001", new { priority = "low" }, ("If-Match", "\"nonsense\""))).IsProblem(412, "If-Match");
        Assert.Equal(200, (await house.PatchAsync("/api/v1/conversations/FF-1001", new { priority = "low" }, ("If-Match", "*"))).Status);
        Assert.Equal(200, (await house.PatchAsync("/api/v1/conversations/FF-1001", new { priority = "normal" })).Status);
    }

    [Fact]
    public async Task Null_takes_the_assignee_away_and_a_missing_field_changes_nothing()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        await house.ReceiveAsync(ApiHouse.Letter("Jakke", "Hvor er jakken min?"));
        await house.PatchAsync("/api/v1/conversations/FF-1001", new { assignee = "me" });
        Assert.Equal("anna@example.com", (await house.PatchAsync("/api/v1/conversations/FF-1001", new { priority = "high" })).At("assignee"));
        Assert.Null((await house.PatchAsync("/api/v1/conversations/FF-1001", """{"assignee":null}""")).At("assignee"));
        (await house.PatchAsync("/api/v1/conversations/FF-1001", new { assignee = "stranger@example.com" })).IsProblem(422, "assignee");
    }

    [Theory, BothEngines]
    internal async Task An_attachment_comes_from_its_url_as_a_download(DatabaseEngine engine)
    {
        await using var house = await ApiHouse.StartAsync(engine);
        await house.ReceiveAsync(
            $"""
            From: kari@kari.example
            To: {ApiHouse.Address}
            Subject: Bilde
            Message-ID: <b@kari.example>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=x

            --x
            Content-Type: text/plain

            Se vedlegg.
            --x
            Content-Type: text/html; name="evil.html"
            Content-Disposition: attachment; filename="evil.html"

            <script>alert(1)</script>
            --x--
            """);
        var one = await house.GetAsync("/api/v1/conversations/FF-1001");
        Assert.Equal("evil.html", one.At("messages.0.attachments.0.name"));
        var url = one.At("messages.0.attachments.0.url")!;
        using var file = await house.Http.GetAsync(url, ApiHouse.Cancel);
        Assert.Contains("alert(1)", await file.Content.ReadAsStringAsync(ApiHouse.Cancel), StringComparison.Ordinal);
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Contains("sandbox", file.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);

        var stranger = await house.AsAsync("Stranger", new Grant(house.Other, Role.Admin));
        (await ApiHouse.SendAsync(stranger, HttpMethod.Get, url)).IsProblem(404);
        using var raw = await house.Http.GetAsync($"/api/v1/conversations/FF-1001/messages/{one.At("messages.0.id")}/raw", ApiHouse.Cancel);
        Assert.StartsWith("Received: from", await raw.Content.ReadAsStringAsync(ApiHouse.Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_brands_conversations_are_not_there()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        await house.ReceiveAsync(ApiHouse.Letter("Jakke", "Hvor er jakken min?"));
        var stranger = await house.AsAsync("Stranger", new Grant(house.Other, Role.Admin));
        (await ApiHouse.SendAsync(stranger, HttpMethod.Get, "/api/v1/conversations/FF-1001")).IsProblem(404);
        (await ApiHouse.SendAsync(stranger, HttpMethod.Patch, "/api/v1/conversations/FF-1001", new { status = "spam" })).IsProblem(404);
        Assert.Empty((await ApiHouse.SendAsync(stranger, HttpMethod.Get, "/api/v1/outbox")).Json.GetProperty("items").EnumerateArray());
        var reader = await house.AsAsync("Reader", new Grant(house.Fjord, Role.Reader), new Grant(house.Other, Role.Agent));
        (await ApiHouse.SendAsync(reader, HttpMethod.Post, "/api/v1/conversations/FF-1001/notes", new { text = "x" })).IsProblem(403);
        (await ApiHouse.SendAsync(house.Anonymous(), HttpMethod.Get, "/api/v1/conversations")).IsProblem(401);
    }

    [Fact]
    public async Task What_is_not_there_is_a_problem_document_too()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        (await house.GetAsync("/api/v1/nothing")).IsProblem(404);
        (await ApiHouse.SendAsync(house.Http, HttpMethod.Delete, "/api/v1/conversations")).IsProblem(405);
        (await house.PostAsync("/api/v1/conversations", new StringContent("a=b", System.Text.Encoding.UTF8, "application/x-www-form-urlencoded"))).IsProblem(415);
    }

    [Fact]
    public async Task The_description_lists_the_calls()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        var openapi = await ApiHouse.SendAsync(house.Anonymous(), HttpMethod.Get, "/openapi/v1.json");
        Assert.Equal(200, openapi.Status);
        var paths = openapi.Json.GetProperty("paths");
        foreach (var (path, method) in new[]
        {
            ("/api/v1/conversations", "get"), ("/api/v1/conversations", "post"), ("/api/v1/conversations/{number}", "get"), ("/api/v1/conversations/{number}", "patch"),
            ("/api/v1/conversations/{number}/replies", "post"), ("/api/v1/conversations/{number}/notes", "post"), ("/api/v1/mail", "post"), ("/api/v1/outbox", "get"),
            ("/api/v1/phone-wait", "put"), ("/health/ready", "get"),
        })
        {
            Assert.NotEqual("", paths.GetProperty(path).GetProperty(method).GetProperty("summary").GetString());
        }

        Assert.DoesNotContain(paths.EnumerateObject(), p => p.Name.StartsWith("/desk", StringComparison.Ordinal) || p.Name.StartsWith("/accounts", StringComparison.Ordinal));
        var parameters = paths.GetProperty("/api/v1/conversations/{number}/replies").GetProperty("post").GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString());
        Assert.Equal(["number", "Idempotency-Key", "If-Match"], parameters);
    }
}
