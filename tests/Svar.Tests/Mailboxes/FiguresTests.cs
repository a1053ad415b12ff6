using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Svar.Cluster;
using Svar.Conversations;
using Svar.Data;
using Svar.Mailboxes;
using Svar.Tests.Data;
using Svar.Tests.House;

namespace Svar.Tests.Mailboxes;

/// <summary>What <c>/metrics</c> asks the database for, as often as somebody asks for it.</summary>
public class FiguresTests
{
    /// <summary>Indexes that hold only rows which wait for something.</summary>
    private static readonly string[] _ofThoseThatWait = ["IX_ReceivedMail_Pending", "IX_OutgoingMail_NextTryAt", "IX_FolderMail_Unsettled"];

    /// <summary>A table of settings: a handful of rows.</summary>
    private const string Few = "ImapAccount";

    [Fact]
    public async Task No_figure_walks_through_a_table()
    {
        // From the beginning: a context that found nobody listening does not look again for a second.
        using var asked = new AskedOf();
        await using var house = await MailHouse.OpenAsync(DatabaseEngine.Sqlite);
        await house.DeliverAsync(Letter.FromKari());
        asked.Of(house.Database);
        foreach (var figures in house.Get<IEnumerable<IFigures>>())
        {
            await figures.ReadAsync(MailHouse.Cancel);
        }

        Assert.NotEmpty(asked.Questions);
        await using var connection = new SqliteConnection(house.Database.ConnectionString);
        await connection.OpenAsync(MailHouse.Cancel);
        foreach (var (sql, parameters) in asked.Questions)
        {
            await using var explain = connection.CreateCommand();
            explain.CommandText = "EXPLAIN QUERY PLAN " + sql;
            foreach (var (name, value) in parameters)
            {
                explain.Parameters.AddWithValue(name, value);
            }

            await using var steps = await explain.ExecuteReaderAsync(MailHouse.Cancel);
            while (await steps.ReadAsync(MailHouse.Cancel))
            {
                var step = steps.GetString(3);
                Assert.True(
                    (step.StartsWith("SEARCH", StringComparison.Ordinal) && step.Contains("USING COVERING INDEX", StringComparison.Ordinal)) || _ofThoseThatWait.Any(index => step.Contains(index, StringComparison.Ordinal)) || sql.Contains(Few, StringComparison.Ordinal),
                    $"{step}: {sql}");
            }
        }
    }

    [Theory, BothEngines]
    internal async Task Mail_is_counted_by_what_became_of_it(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(Letter.FromKari());
        await house.ReceiveAsync(Letter.FromKari());
        await house.DeliverAsync(Letter.FromOla() with { From = MailHouse.SecondAddress });
        await house.ReceiveAsync(Letter.FromOla());
        var read = await ReadAsync(house);
        Assert.Equal(3, read["svar_mail_received"]);
        Assert.Equal(1, read["svar_mail_taken_in"]);
        Assert.Equal(1, read["svar_mail_set_aside"]);
        Assert.Equal((1, 0), (read["svar_mail_pending"], read["svar_mail_failed"]));
        Assert.Equal((1, 0, 0), (read["svar_conversations_open"], read["svar_conversations_waiting"], read["svar_conversations_overdue"]));

        await house.AnswerAsync(first.ConversationId!.Value);
        await house.TakeInAsync();
        house.Wait(TimeSpan.FromHours(30));
        read = await ReadAsync(house);
        Assert.Equal((2, 0), (read["svar_mail_taken_in"], read["svar_mail_pending"]));
        Assert.Equal((1, 1, 1), (read["svar_conversations_open"], read["svar_conversations_waiting"], read["svar_conversations_overdue"]));
    }

    private static async Task<Dictionary<string, double>> ReadAsync(MailHouse house)
    {
        var read = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var figures in house.Get<IEnumerable<IFigures>>())
        {
            foreach (var figure in await figures.ReadAsync(MailHouse.Cancel))
            {
                read[figure.Name] = figure.Value;
            }
        }

        return read;
    }

    /// <summary>The commands that one database is given.</summary>
    private sealed class AskedOf : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly List<IDisposable> _subscriptions = [];
        private volatile string? _file;

        public AskedOf() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

        public List<(string Sql, List<(string Name, object Value)> Parameters)> Questions { get; } = [];

        /// <summary>From now on.</summary>
        public void Of(SvarDatabase database) => _file = Path.GetFullPath(database.File!);

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name)
            {
                _subscriptions.Add(value.Subscribe(this));
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value is { Key: var key, Value: CommandExecutedEventData { Command: SqliteCommand command } } && key == RelationalEventId.CommandExecuted.Name
                && command.Connection?.DataSource is { } file && Path.GetFullPath(file) == _file && command.CommandText.Contains("SELECT", StringComparison.Ordinal))
            {
                Questions.Add((command.CommandText, [.. command.Parameters.Cast<SqliteParameter>().Select(p => (p.ParameterName, p.Value!))]));
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose() => _subscriptions.ForEach(s => s.Dispose());
    }
}
