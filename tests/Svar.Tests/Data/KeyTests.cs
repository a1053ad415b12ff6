using Microsoft.EntityFrameworkCore;
using Svar.Brands;
using Svar.Data;

namespace Svar.Tests.Data;

public class KeyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    internal async Task Keys_are_unique_over_users_at_once_and_after_a_new_start(DatabaseEngine engine)
    {
        await using var files = await TestDatabase.CreateAsync(engine);
        var keys = new System.Collections.Concurrent.ConcurrentBag<long>();
        await TakeAsync(files.Database, keys);

        // A second process on the same database, beside the first, and one after it.
        using var beside = new SvarDatabase(engine, files.Database.ConnectionString);
        await Task.WhenAll(TakeAsync(files.Database, keys), TakeAsync(beside, keys));
        using var after = new SvarDatabase(engine, files.Database.ConnectionString);
        await TakeAsync(after, keys);
        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.All(keys, k => Assert.True(k > 0));
    }

    [Theory, BothEngines]
    internal async Task A_write_that_needs_more_keys_than_are_at_hand_gets_them_and_a_failed_one_gives_none_away_twice(DatabaseEngine engine)
    {
        await using var files = await TestDatabase.CreateAsync(engine);
        var kept = await files.Database.WriteAsync(db => Task.FromResult(Enumerable.Range(0, 10_000).Select(_ => db.NextKey()).ToList()), Cancel);
        await Assert.ThrowsAsync<InvalidOperationException>(() => files.Database.WriteAsync<int>(
            db =>
            {
                for (var i = 0; i < 10_000; i++)
                {
                    db.NextKey();
                }

                throw new InvalidOperationException("rolled back");
            },
            Cancel));
        var more = await files.Database.WriteAsync(db => Task.FromResult(Enumerable.Range(0, 10_000).Select(_ => db.NextKey()).ToList()), Cancel);
        Assert.Equal(20_000, kept.Concat(more).Distinct().Count());
    }

    [Theory, BothEngines]
    internal async Task Without_keys_at_hand_and_without_a_transaction_it_says_so(DatabaseEngine engine)
    {
        await using var files = await TestDatabase.CreateAsync(engine);
        await using var db = files.Database.CreateDbContext();
        Assert.Throws<InvalidOperationException>(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                db.NextKey();
            }
        });
    }

    [Theory, BothEngines]
    internal async Task Counters_are_apart_and_have_no_gaps(DatabaseEngine engine)
    {
        await using var files = await TestDatabase.CreateAsync(engine);
        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i => (Counter: i % 2, First: await files.Database.Keys.ReserveAsync($"counter {i % 2}", 3, Cancel))));
        foreach (var counter in taken.GroupBy(t => t.Counter))
        {
            Assert.Equal(Enumerable.Range(0, 10).Select(i => 1L + (3 * i)), counter.Select(t => t.First).Order());
        }
    }

    [Theory, BothEngines]
    internal async Task Writers_that_read_and_write_the_same_row_lose_nothing(DatabaseEngine engine)
    {
        await using var files = await TestDatabase.CreateAsync(engine);
        var id = await files.Database.WriteAsync(
            db =>
            {
                var brand = new Brand { Id = db.NextKey(), Slug = "f", Name = "F", NumberPrefix = "F", PhoneWaitMinutes = 0 };
                db.Add(brand);
                return Task.FromResult(brand.Id);
            },
            Cancel);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
            async () =>
            {
                for (var i = 0; i < 10; i++)
                {
                    await files.Database.WriteAsync(async db => (await db.Set<Brand>().SingleAsync(b => b.Id == id, Cancel)).PhoneWaitMinutes++, Cancel);
                }
            },
            Cancel)));
        await using var db = files.Database.CreateDbContext();
        var row = await db.Set<Brand>().SingleAsync(Cancel);
        Assert.Equal((40, 40), (row.PhoneWaitMinutes, row.Version));
    }

    [Fact]
    public async Task The_write_gate_lets_writers_through_in_their_order()
    {
        using var gate = new WriteGate(DatabaseEngine.Sqlite);
        var order = new List<int>();
        var first = await gate.EnterAsync(Cancel);
        var waiting = Enumerable.Range(0, 20).Select(async i =>
        {
            using var pass = await gate.EnterAsync(Cancel);
            order.Add(i);
        }).ToList();
        Assert.Empty(order);
        first.Dispose();
        await Task.WhenAll(waiting);
        Assert.Equal(Enumerable.Range(0, 20), order);
    }

    private static Task TakeAsync(SvarDatabase database, System.Collections.Concurrent.ConcurrentBag<long> keys) => Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(
        async () =>
        {
            for (var i = 0; i < 300; i++)
            {
                var count = 1 + (((i * 7) + worker) % 40);
                var first = await database.Keys.NextRangeAsync(count, Cancel);
                for (var k = first; k < first + count; k++)
                {
                    keys.Add(k);
                }
            }
        },
        Cancel)));
}
