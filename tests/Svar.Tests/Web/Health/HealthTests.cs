using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Data;
using Svar.Mailboxes.Receiving;
using Svar.Tests.Conversations.Api;
using Svar.Tests.Data;

namespace Svar.Tests.Web.Health;

public class HealthTests
{
    [Theory, BothEngines]
    internal async Task A_house_that_is_well_says_so_check_by_check(DatabaseEngine engine)
    {
        await using var house = await ApiHouse.StartAsync(engine);
        Assert.Equal("ok", (await ApiHouse.SendAsync(house.Anonymous(), HttpMethod.Get, "/health/live")).At("status"));
        var ready = await ApiHouse.SendAsync(house.Anonymous(), HttpMethod.Get, "/health/ready");
        Assert.Equal((200, "ok"), (ready.Status, ready.At("status")));
        Assert.Equal(["database", "fetching", "intake", "outbox"], ready.Json.GetProperty("checks").EnumerateArray().Select(c => c.GetProperty("name").GetString()).Order(StringComparer.Ordinal));
    }

    [Theory, BothEngines]
    internal async Task Mail_that_waits_too_long_makes_it_not_ready(DatabaseEngine engine)
    {
        await using var house = await ApiHouse.StartAsync(engine);
        using var posted = await house.Http.PostAsync("/api/v1/mail?to=" + ApiHouse.Address, ApiHouse.Mail(ApiHouse.Letter("Jakke", "Hvor er den?")), ApiHouse.Cancel);
        Assert.Equal(200, (await house.GetAsync("/health/ready")).Status);
        await using (var db = house.Database.CreateDbContext())
        {
            var longAgo = TimeProvider.System.UtcNow().AddMinutes(-6);
            await db.Set<ReceivedMail>().ExecuteUpdateAsync(set => set.SetProperty(m => m.ReceivedAt, longAgo), ApiHouse.Cancel);
        }

        var ready = await house.GetAsync("/health/ready");
        Assert.Equal((503, "failing"), (ready.Status, ready.At("status")));
        var intake = Assert.Single(ready.Json.GetProperty("checks").EnumerateArray(), c => c.GetProperty("status").GetString() == "failing");
        Assert.Equal("intake", intake.GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_database_of_another_version_is_not_ready()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        await using (var db = house.Database.CreateDbContext())
        {
            await db.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('9999_Later', '11')", ApiHouse.Cancel);
        }

        var ready = await house.GetAsync("/health/ready");
        Assert.Equal(503, ready.Status);
        Assert.Contains("9999_Later", ready.Text, StringComparison.Ordinal);
    }

    [Theory, BothEngines]
    internal async Task Figures_are_told_in_OpenMetrics(DatabaseEngine engine)
    {
        await using var house = await ApiHouse.StartAsync(engine);
        await house.ReceiveAsync(ApiHouse.Letter("Jakke", "Hvor er den?"));
        using var answer = await house.Anonymous().GetAsync("/metrics", ApiHouse.Cancel);
        Assert.Equal("application/openmetrics-text; version=1.0.0; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        var text = await answer.Content.ReadAsStringAsync(ApiHouse.Cancel);
        Assert.Contains("# TYPE svar_mail_received counter\n", text, StringComparison.Ordinal);
        Assert.Contains("\nsvar_mail_received_total 1\n", text, StringComparison.Ordinal);
        Assert.Contains("\nsvar_mail_taken_in_total 1\n", text, StringComparison.Ordinal);
        Assert.Contains("\nsvar_mail_pending 0\n", text, StringComparison.Ordinal);
        Assert.Contains("\nsvar_conversations_open 1\n", text, StringComparison.Ordinal);
        Assert.EndsWith("# EOF\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_elsewhere_only_a_token_for_every_brand_sees_figures_and_details()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        (string, string) proxied = ("X-Forwarded-For", "203.0.113.7");
        Assert.Equal(401, (await ApiHouse.SendAsync(house.Anonymous(), HttpMethod.Get, "/metrics", null, proxied)).Status);
        Assert.Equal(403, (await ApiHouse.SendAsync(house.Http, HttpMethod.Get, "/metrics", null, proxied)).Status);
        var ready = await ApiHouse.SendAsync(house.Anonymous(), HttpMethod.Get, "/health/ready", null, proxied);
        Assert.Equal((200, "ok"), (ready.Status, ready.At("status")));
        Assert.Null(ready.At("checks"));
        var everywhere = await house.AsAsync("Owner", new Grant(null, Role.Reader));
        Assert.Equal(200, (await ApiHouse.SendAsync(everywhere, HttpMethod.Get, "/metrics", null, proxied)).Status);
    }

    [Theory]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("X-Forwarded-Host", "svar.example")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Real-IP", "203.0.113.7")]
    [InlineData("Host", "desk.example.com")]
    [InlineData("Host", "10.0.0.5:5080")]
    public async Task What_a_proxy_on_this_machine_asks_is_not_asked_by_this_machine(string header, string value)
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        Assert.Equal(401, (await ApiHouse.SendAsync(house.Anonymous(), HttpMethod.Get, "/metrics", null, (header, value))).Status);
        Assert.Null((await ApiHouse.SendAsync(house.Anonymous(), HttpMethod.Get, "/health/ready", null, (header, value))).At("checks"));
    }

    [Fact]
    public async Task A_plain_proxy_that_speaks_HTTP_1_0_is_none_of_this_machine()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Version = new Version(1, 0) };
        using var answer = await house.Anonymous().SendAsync(request, ApiHouse.Cancel);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    public async Task By_any_name_of_this_machine_its_operator_sees_all(string host)
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        Assert.Equal(200, (await ApiHouse.SendAsync(house.Anonymous(), HttpMethod.Get, "/metrics", null, ("Host", host))).Status);
    }
}
