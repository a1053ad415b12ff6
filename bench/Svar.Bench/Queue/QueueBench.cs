using System.CommandLine;
using System.Diagnostics;
using Svar.Conversations;
using Svar.Data;

namespace Svar.Bench.Queue;

/// <summary>How fast the desk's lists are read when there is much behind them.</summary>
internal static class QueueBench
{
    public static Command Create()
    {
        var count = new Option<int>("--conversations") { DefaultValueFactory = _ => 100_000, Description = "conversations in the database" };
        var reads = new Option<int>("--reads") { DefaultValueFactory = _ => 200, Description = "reads of each list" };
        var plan = new Option<bool>("--plan") { Description = "print the plan of each query" };
        var engine = new Option<string>("--engine") { Description = "sqlite or postgresql", DefaultValueFactory = _ => "sqlite" };
        var folder = new Option<string?>("--keep") { Description = "keep the database in this folder and use it again", HelpName = "DIR" };
        var command = new Command("queue", "Reads of the desk's lists, p50 and p95.") { count, reads, plan, engine, folder };
        command.SetAction(async parsed =>
        {
            using var scratch = parsed.GetValue(folder) is null ? new Scratch(null) : null;
            var data = Directory.CreateDirectory(parsed.GetValue(folder) ?? scratch!.Folder).FullName;
            await using var server = parsed.GetValue(engine) == "postgresql" ? await PostgreSqlServer.StartAsync(Path.Combine(data, "pg")) : null;
            using var database = SvarDatabase.Open(server?.ConnectionString, data);
            if (server is not null || !File.Exists(Path.Combine(data, "svar.db")))
            {
                var (brand, mailbox, staff) = await BenchHouse.BuildAsync(database, staff: 12);
                var watch = Stopwatch.StartNew();
                database.IsFilling = true;
                await ManyConversations.FillAsync(database, brand, mailbox, staff, parsed.GetValue(count));
                database.IsFilling = false;
                Report.Line($"{parsed.GetValue(count)} conversations made in {watch.Elapsed.TotalSeconds:F0} s");
            }

            await MeasureAsync(database, parsed.GetValue(reads), parsed.GetValue(plan));
        });
        return command;
    }

    private static async Task MeasureAsync(SvarDatabase database, int reads, bool withPlan)
    {
        var list = new ConversationList(database, TimeProvider.System);
        long me;
        await using (var db = database.CreateDbContext())
        {
            me = db.Set<Accounts.Staff>().OrderBy(s => s.Id).Select(s => s.Id).First();
        }

        Report.Load();
        (string Name, ConversationListQuery Query)[] lists =
        [
            ("open", new(ConversationStatus.Open)),
            ("mine", new(ConversationStatus.Open, AssigneeId: me)),
            ("unassigned", new(ConversationStatus.Open, "none")),
            ("assignee by address", new(ConversationStatus.Open, "agent3@bench.example")),
            ("overdue", new(Due: DueFilter.Overdue)),
            ("complaints, open", new(ConversationStatus.Open, Kind: ConversationKind.Complaint)),
            ("waiting", new(ConversationStatus.Waiting)),
            ("resolved", new(ConversationStatus.Resolved)),
            ("resolved, newest first", new(ConversationStatus.Resolved, Order: ListOrder.NewestFirst)),
            ("words, newest first", new(Query: "word1f word2a", Order: ListOrder.NewestFirst)),
            ("all", new()),
            ("words", new(Query: "word1f word2a")),
        ];
        foreach (var (name, query) in lists)
        {
            await TimeAsync(name, reads, () => list.ReadAsync(query, CancellationToken.None));
        }

        var second = (await list.ReadAsync(new(ConversationStatus.Resolved), CancellationToken.None)).Value.Next;
        await TimeAsync("resolved, second page", reads, () => list.ReadAsync(new(ConversationStatus.Resolved, After: second), CancellationToken.None));
        ConversationListQuery[] counted = [new(ConversationStatus.Open), new(ConversationStatus.Open, AssigneeId: me), new(ConversationStatus.Open, "none"), new(Due: DueFilter.Overdue), new(ConversationStatus.Waiting)];
        await TimeAsync("counts of five lists", reads, () => list.CountAsync(counted, 100, CancellationToken.None));
        Report.Load();
        if (withPlan)
        {
            using var plans = new QueryPlans(database);
            foreach (var (name, query) in lists)
            {
                await plans.PrintAsync(name, () => list.ReadAsync(query, CancellationToken.None));
            }

            await plans.PrintAsync("counts", () => list.CountAsync(counted, 100, CancellationToken.None));
            await plans.PrintAsync("resolved, second page", () => list.ReadAsync(new(ConversationStatus.Resolved, After: second), CancellationToken.None));
        }
    }

    private static async Task TimeAsync(string name, int reads, Func<Task> read)
    {
        for (var i = 0; i < 10; i++)
        {
            await read();
        }

        var times = new List<double>(reads);
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        for (var i = 0; i < reads; i++)
        {
            var from = Stopwatch.GetTimestamp();
            await read();
            times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        process.Refresh();
        Report.Line($"{name,-22} p50 {Report.Quantile(times, 0.5),7:F2} ms, p95 {Report.Quantile(times, 0.95),7:F2} ms, CPU {(process.TotalProcessorTime - cpu).TotalMilliseconds / reads:F2} ms");
    }
}
