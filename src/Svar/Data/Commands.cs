using System.Data.Common;

namespace Svar.Data;

/// <summary>Prepared commands, for the few places that write without change tracking.</summary>
internal static class Commands
{
    public static DbCommand Command(this DbTransaction transaction, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>Waits until no other transaction holds this lock, and holds it until the end of this one; nothing to do on SQLite, which has one writer.</summary>
    public static async Task LockAsync(this DbTransaction transaction, DatabaseEngine engine, long what, CancellationToken cancel)
    {
        if (engine == DatabaseEngine.PostgreSql)
        {
            await using var command = transaction.Command("SELECT pg_advisory_xact_lock(@what)", ("@what", what));
            await command.ExecuteNonQueryAsync(cancel);
        }
    }
}
