using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Svar.Cluster;
using Svar.Data;
using Svar.Tests.Data;
using Svar.Tests.House;

namespace Svar.Tests.Cluster;

/// <summary>Several nodes on one PostgreSQL.</summary>
public class DutyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_node_holds_the_duty_and_the_other_takes_it_over_in_a_later_term()
    {
        await using var files = await TestDatabase.CreateAsync(DatabaseEngine.PostgreSql);
        var (one, two) = (new Counted(), new Counted());
        using var first = Runner(files, one);
        using var second = Runner(files, two);
        await first.StartAsync(Cancel);
        await MailHouse.UntilAsync(() => Task.FromResult(one.IsAtWork), "the first node begins");
        await second.StartAsync(Cancel);
        await AskedAgainAsync(files);
        Assert.False(two.IsAtWork);
        var old = one.Terms.Single();

        await first.StopAsync(Cancel);
        await MailHouse.UntilAsync(() => Task.FromResult(two.IsAtWork), "the second node takes over", 10);
        var now = two.Terms.Single();
        Assert.Equal((1, 2), (old.Epoch, now.Epoch));

        // The first one may not know yet that it has lost the duty: what it writes fails.
        await using var db = files.Database.CreateDbContext();
        await using (var transaction = await db.Database.BeginTransactionAsync(Cancel))
        {
            await Assert.ThrowsAsync<DutyLostException>(() => old.CheckAsync(transaction.GetDbTransaction(), Cancel));
        }

        await using (var transaction = await db.Database.BeginTransactionAsync(Cancel))
        {
            await now.CheckAsync(transaction.GetDbTransaction(), Cancel);
        }

        await second.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_node_whose_connection_is_cut_stops_and_somebody_begins_anew()
    {
        await using var files = await TestDatabase.CreateAsync(DatabaseEngine.PostgreSql);
        var duty = new Counted();
        using var runner = Runner(files, duty);
        await runner.StartAsync(Cancel);
        await MailHouse.UntilAsync(() => Task.FromResult(duty.IsAtWork), "it begins");
        await using (var db = files.Database.CreateDbContext())
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())", Cancel);
        }

        await MailHouse.UntilAsync(() => Task.FromResult(duty.Terms.Count == 2), "it is begun anew", 15);
        Assert.Equal([1, 2], duty.Terms.Select(t => t.Epoch));
        Assert.Equal(1, duty.MostAtOnce);
        await runner.StopAsync(Cancel);
    }

    [Fact]
    public async Task Intake_in_a_lost_term_writes_nothing()
    {
        await using var house = await MailHouse.OpenAsync(DatabaseEngine.PostgreSql);
        await house.Database.WriteAsync(
            db =>
            {
                db.Add(new DutyOwner { Name = "take in mail", Epoch = 2, Node = "another", Since = house.Time.Now });
                return Task.CompletedTask;
            },
            Cancel);
        await house.ReceiveAsync(Letter.FromKari());
        await Assert.ThrowsAsync<DutyLostException>(() => house.TakeInAsync(new DutyTerm("take in mail", 1, DatabaseEngine.PostgreSql)));
        Assert.Equal(0, await house.ConversationsAsync());
        Assert.Equal(1, await house.TakeInAsync(new DutyTerm("take in mail", 2, DatabaseEngine.PostgreSql)));
        Assert.Equal(1, await house.ConversationsAsync());
    }

    [Fact]
    public async Task A_nudge_reaches_the_other_node_and_comes_once_to_its_own()
    {
        await using var files = await TestDatabase.CreateAsync(DatabaseEngine.PostgreSql);
        var (here, there) = (new Nudges(), new Nudges());
        using var one = new NodeLink(files.Database, here, NullLogger<NodeLink>.Instance, TimeProvider.System);
        using var two = new NodeLink(files.Database, there, NullLogger<NodeLink>.Instance, TimeProvider.System);
        await one.StartAsync(Cancel);
        await two.StartAsync(Cancel);
        using var mine = here.Subscribe(NudgeTopic.Conversation);
        using var theirs = there.Subscribe(NudgeTopic.Conversation);
        using var deaf = there.Subscribe(NudgeTopic.Outbox);

        // The other link may not listen yet; a nudge may be lost, and is not waited for.
        var sent = 0;
        await MailHouse.UntilAsync(
            () =>
            {
                here.Publish(new Nudge(NudgeTopic.Conversation, 7, ++sent));
                return Task.FromResult(theirs.Reader.TryPeek(out _));
            },
            "the nudge arrives");
        Assert.True(theirs.Reader.TryRead(out var heard));
        Assert.Equal((NudgeTopic.Conversation, 7), (heard.Topic, heard.BrandId));
        Assert.Equal(sent, mine.Reader.Count);
        Assert.False(deaf.Reader.TryRead(out _));
        await one.StopAsync(Cancel);
        await two.StopAsync(Cancel);
    }

    [Fact]
    public async Task The_server_too_is_told_to_notice_a_lost_node_within_seconds()
    {
        await using var files = await TestDatabase.CreateAsync(DatabaseEngine.PostgreSql);
        await using var connection = new NpgsqlConnection(NodeLink.Direct(files.Database.ConnectionString));
        await connection.OpenAsync(Cancel);
        await using var ask = new NpgsqlCommand("SELECT current_setting('tcp_keepalives_idle') || ' ' || current_setting('tcp_keepalives_interval') || ' ' || current_setting('tcp_keepalives_count')", connection);
        Assert.Equal("2 1 2", await ask.ExecuteScalarAsync(Cancel));
    }

    /// <summary>Whoever does not hold the lock has asked for it in vain, and once more.</summary>
    private static async Task AskedAgainAsync(TestDatabase files)
    {
        var asked = new HashSet<DateTime>();
        await MailHouse.UntilAsync(
            async () =>
            {
                await using var db = files.Database.CreateDbContext();
                asked.UnionWith(await db.Database.SqlQuery<DateTime>(
                    $"SELECT query_start AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'SELECT pg_try_advisory_lock%'").ToListAsync(Cancel));
                return asked.Count >= 2;
            },
            "the second node has asked twice");
    }

    private static DutyRunner Runner(TestDatabase files, IDuty duty) => new([duty], files.Database, Opening.AtOnce(), NullLogger<DutyRunner>.Instance, TimeProvider.System);

    private sealed class Counted : IDuty
    {
        private int _atWork;
        private int _most;

        public string Name => "count";

        public ConcurrentQueue<DutyTerm> Terms { get; } = new();

        public bool IsAtWork => Volatile.Read(ref _atWork) > 0;

        public int MostAtOnce => Volatile.Read(ref _most);

        public async Task RunAsync(DutyTerm term, CancellationToken cancel)
        {
            Terms.Enqueue(term);
            _most = Math.Max(_most, Interlocked.Increment(ref _atWork));
            try
            {
                await Task.Delay(Timeout.Infinite, cancel);
            }
            finally
            {
                Interlocked.Decrement(ref _atWork);
            }
        }
    }
}
