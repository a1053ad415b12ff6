using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Svar.Accounts;
using Svar.Accounts.Asking;
using Svar.Conversations;
using Svar.Data;
using Svar.Tests.Data;
using Svar.Tests.House;
using Svar.Web.Api;

namespace Svar.Tests.Conversations.Api;

public class IdempotencyTests
{
    private static readonly object _call = new { brand = "fjord", customer = new { name = "Per" }, subject = "Telt", text = "Teltet lekker.", channel = "phone" };

    [Theory, BothEngines]
    internal async Task The_same_call_again_is_answered_the_same_and_done_once(DatabaseEngine engine)
    {
        await using var house = await ApiHouse.StartAsync(engine);
        var first = await house.PostAsync("/api/v1/conversations", _call, ("Idempotency-Key", "k1"));
        var again = await house.PostAsync("/api/v1/conversations", _call, ("Idempotency-Key", "k1"));
        Assert.Equal(201, first.Status);
        Assert.Equal((first.Status, first.Text, first.ETag, first.Headers.Location), (again.Status, again.Text, again.ETag, again.Headers.Location));
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.True(again.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(1, await CountAsync(house));
    }

    [Theory, BothEngines]
    internal async Task Many_at_once_are_done_once(DatabaseEngine engine)
    {
        await using var house = await ApiHouse.StartAsync(engine);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => house.PostAsync("/api/v1/conversations", _call, ("Idempotency-Key", "k1"))));
        Assert.All(answers, a => Assert.Equal(201, a.Status));
        Assert.Single(answers.Select(a => a.Text).Distinct(StringComparer.Ordinal));
        Assert.Equal(1, await CountAsync(house));
    }

    [Theory, BothEngines]
    internal async Task Another_body_under_the_same_key_is_a_mistake(DatabaseEngine engine)
    {
        await using var house = await ApiHouse.StartAsync(engine);
        await house.PostAsync("/api/v1/conversations", _call, ("Idempotency-Key", "k1"));
        var other = await house.PostAsync("/api/v1/conversations", new { brand = "fjord", customer = new { name = "Per" }, subject = "Sekk", text = "Sekken er fin.", channel = "phone" }, ("Idempotency-Key", "k1"));
        other.IsProblem(422, "Idempotency-Key");
        Assert.Equal(1, await CountAsync(house));
    }

    [Fact]
    public async Task A_refused_call_may_be_mended_under_its_key()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        (await house.PostAsync("/api/v1/conversations", new { brand = "fjord", subject = "Telt", text = "", channel = "phone" }, ("Idempotency-Key", "k1"))).IsProblem(422, "text");
        Assert.Equal(201, (await house.PostAsync("/api/v1/conversations", _call, ("Idempotency-Key", "k1"))).Status);
    }

    [Fact]
    public async Task A_key_counts_for_one_person_and_one_address()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        var jonas = await house.AsAsync("Jonas", new Grant(house.Fjord, Role.Agent));
        Assert.Equal(201, (await house.PostAsync("/api/v1/conversations", _call, ("Idempotency-Key", "k1"))).Status);
        Assert.Equal(201, (await ApiHouse.SendAsync(jonas, HttpMethod.Post, "/api/v1/conversations", _call, ("Idempotency-Key", "k1"))).Status);
        Assert.Equal(201, (await house.PostAsync("/api/v1/conversations/FF-1001/notes", new { text = "Ring." }, ("Idempotency-Key", "k1"))).Status);
        Assert.Equal(2, await CountAsync(house));
    }

    [Fact]
    public async Task A_call_whose_answer_was_lost_is_not_done_again()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        await house.PostAsync("/api/v1/conversations", _call, ("Idempotency-Key", "k1"));
        await using (var db = house.Database.CreateDbContext())
        {
            await db.Set<IdempotentCall>().ExecuteUpdateAsync(set => set.SetProperty(c => c.Status, (int?)null), ApiHouse.Cancel);
        }

        var again = await house.PostAsync("/api/v1/conversations", _call, ("Idempotency-Key", "k1"));
        again.IsProblem(409, "Idempotency-Key");
        Assert.Equal(1, await CountAsync(house));
    }

    [Fact]
    public async Task A_call_that_was_done_is_answered_so_although_its_answer_cannot_be_kept()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        await using (var db = house.Database.CreateDbContext())
        {
            // The key can be taken, the answer not stored: as on a disk that fills up in between.
            await db.Database.ExecuteSqlRawAsync(
                """
                CREATE TRIGGER full BEFORE UPDATE ON "IdempotentCall" BEGIN SELECT RAISE(ABORT, 'no'); END
                """, ApiHouse.Cancel);
        }

        var first = await house.PostAsync("/api/v1/conversations", _call, ("Idempotency-Key", "k1"));
        Assert.Equal(201, first.Status);
        (await house.PostAsync("/api/v1/conversations", _call, ("Idempotency-Key", "k1"))).IsProblem(409, "Idempotency-Key");
        Assert.Equal(1, await CountAsync(house));
    }

    [Fact]
    public async Task A_call_during_which_the_line_to_the_database_broke_is_not_done_again()
    {
        await using var house = await MailHouse.OpenAsync(DatabaseEngine.Sqlite);
        var calls = house.Get<IdempotentCalls>();
        var runs = 0;
        async Task<object?> CallAsync(Exception? fails)
        {
            var context = new DefaultHttpContext { Request = { Method = "POST", Path = "/api/v1/conversations", Headers = { [IdempotentCalls.Header] = "k1" } } };
            context.SetAsker(house.Anna);
            return await calls.RunAsync(EndpointFilterInvocationContext.Create(context), _ =>
            {
                runs++;
                return fails is null ? ValueTask.FromResult<object?>(ApiAnswer.Ok(new { })) : throw fails;
            });
        }

        var broken = Assert.IsType<ProblemHttpResult>(await CallAsync(new NpgsqlException("Exception while reading from stream", new IOException())));
        Assert.Equal(503, broken.StatusCode);
        Assert.DoesNotContain("Nothing was kept", broken.ProblemDetails.Detail, StringComparison.Ordinal);
        Assert.Equal(409, Assert.IsType<ProblemHttpResult>(await CallAsync(null)).StatusCode);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        await house.PostAsync("/api/v1/conversations", _call, ("Idempotency-Key", "k1"));
        await using (var db = house.Database.CreateDbContext())
        {
            var yesterday = TimeProvider.System.UtcNow().AddHours(-25);
            await db.Set<IdempotentCall>().ExecuteUpdateAsync(set => set.SetProperty(c => c.StartedAt, yesterday), ApiHouse.Cancel);
        }

        await house.PostAsync("/api/v1/conversations", _call, ("Idempotency-Key", "k1"));
        Assert.Equal(2, await CountAsync(house));
    }

    [Theory]
    [InlineData("with space")]
    [InlineData(null)]
    public async Task A_key_is_short_and_visible_ASCII(string? key)
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        (await house.PostAsync("/api/v1/conversations", _call, ("Idempotency-Key", key ?? new string('k', 201)))).IsProblem(422, "Idempotency-Key");
    }

    private static async Task<int> CountAsync(ApiHouse house)
    {
        await using var db = house.Database.CreateDbContext();
        return await db.Set<Conversation>().CountAsync(ApiHouse.Cancel);
    }
}
