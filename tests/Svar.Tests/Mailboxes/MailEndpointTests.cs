using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Svar.Accounts;
using Svar.Cluster;
using Svar.Data;
using Svar.Mailboxes;
using Svar.Mailboxes.Receiving;
using Svar.Tests.Conversations.Api;
using Svar.Tests.Data;

namespace Svar.Tests.Mailboxes;

public class MailEndpointTests
{
    private static readonly string _letter = ApiHouse.Letter("Jakke", "Hvor er jakken min?");

    [Theory, BothEngines]
    internal async Task A_mail_is_durable_when_202_is_said_and_the_same_again_is_a_repeat(DatabaseEngine engine)
    {
        await using var house = await ApiHouse.StartAsync(engine);
        var first = await PostAsync(house, _letter);
        Assert.Equal(202, first.Status);
        Assert.Equal(["id", "repeat"], first.Json.EnumerateObject().Select(p => p.Name));
        Assert.Equal("False", first.At("repeat"));
        await using (var db = house.Database.CreateDbContext())
        {
            var row = await db.Set<ReceivedMail>().SingleAsync(ApiHouse.Cancel);
            Assert.Equal(first.At("id"), row.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(MailSource.Http, row.Source);
            Assert.StartsWith("Received: from [127.0.0.1]\r\n\tby ", row.Trace, StringComparison.Ordinal);
        }

        var again = await PostAsync(house, _letter);
        Assert.Equal((202, first.At("id"), "True"), (again.Status, again.At("id"), again.At("repeat")));
    }

    [Fact]
    public async Task A_detail_of_the_address_is_kept()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        Assert.Equal(202, (await PostAsync(house, _letter, "kundeservice%2Babc@FJORDOGFELL.example")).Status);
        await using var db = house.Database.CreateDbContext();
        Assert.Equal("kundeservice+abc@FJORDOGFELL.example", (await db.Set<ReceivedMail>().SingleAsync(ApiHouse.Cancel)).EnvelopeTo);
    }

    [Fact]
    public async Task An_address_that_is_none_of_ours_or_of_another_brand_is_not_found()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        (await PostAsync(house, _letter, "nobody@elsewhere.example")).IsProblem(404, "to");
        (await PostAsync(house, _letter, ApiHouse.OtherAddress)).IsProblem(404, "to");
        (await PostAsync(house, _letter, "")).IsProblem(422, "to");
        var reader = await house.AsAsync("Reader", new Grant(house.Fjord, Role.Agent), new Grant(house.Other, Role.Reader));
        (await ApiHouse.SendAsync(reader, HttpMethod.Post, "/api/v1/mail?to=" + ApiHouse.OtherAddress, ApiHouse.Mail(_letter))).IsProblem(403);
        Assert.Equal(0, await CountAsync(house));
    }

    [Fact]
    public async Task What_is_no_mail_is_refused()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        (await PostAsync(house, "")).IsProblem(400);
        (await house.PostAsync("/api/v1/mail?to=" + ApiHouse.Address, "{}")).IsProblem(415);
        Assert.Equal(0, await CountAsync(house));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_mail_that_is_too_large_is_refused_whether_its_length_is_told_or_not(bool isTold)
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite, null, ("Mailboxes:MaxMessageSize", "65536"));
        var bytes = new byte[isTold ? 65_537 : 100_000];
        HttpContent body = isTold ? new ByteArrayContent(bytes) : new StreamContent(new Unmeasured(bytes));
        body.Headers.ContentType = new("message/rfc822");
        (await house.PostAsync("/api/v1/mail?to=" + ApiHouse.Address, body)).IsProblem(413);
        Assert.Equal(0, await CountAsync(house));
    }

    [Fact]
    public async Task A_large_mail_comes_whole()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        var raw = _letter + "\n" + string.Join('\n', Enumerable.Range(0, 300_000).Select(i => $"linje {i} {i * 7919 % 10007}"));
        Assert.Equal(202, (await PostAsync(house, raw)).Status);
        await using var db = house.Database.CreateDbContext();
        var row = await db.Set<ReceivedMail>().SingleAsync(ApiHouse.Cancel);
        var kept = await Svar.Mailboxes.Contents.ContentStore.ReadContentAsync(db, row.ContentId, ApiHouse.Cancel);
        Assert.Equal(raw.ReplaceLineEndings("\r\n"), System.Text.Encoding.UTF8.GetString(kept!));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(house.Folder, "spool")));
    }

    [Fact]
    public async Task A_database_that_cannot_write_now_is_503_with_Retry_After()
    {
        using var gone = SvarDatabase.Sqlite(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"), "no-such-folder", "svar.db"));
        await using var house = await ApiHouse.StartAsync(
            DatabaseEngine.Sqlite, services => services.AddSingleton(s => new ReceiveMail(gone, s.GetRequiredService<Nudges>(), new MailCounts(), TimeProvider.System)));
        var answer = await PostAsync(house, _letter);
        answer.IsProblem(503);
        Assert.NotNull(answer.Headers.RetryAfter?.Delta);
        Assert.Equal(0, await CountAsync(house));
    }

    private static Task<ApiHouse.Reply> PostAsync(ApiHouse house, string raw, string to = ApiHouse.Address) => house.PostAsync("/api/v1/mail?to=" + to, ApiHouse.Mail(raw));

    private static async Task<int> CountAsync(ApiHouse house)
    {
        await using var db = house.Database.CreateDbContext();
        return await db.Set<ReceivedMail>().CountAsync(ApiHouse.Cancel);
    }

    private sealed class Unmeasured(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
