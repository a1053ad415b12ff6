using Microsoft.EntityFrameworkCore;

namespace Svar.Data;

/// <summary>Which migrations a database has had.</summary>
internal static class Versions
{
    /// <summary>Brings the database to this program's version; from what, to what ('' is an empty database).</summary>
    /// <exception cref="BadSettingException">the database belongs to a later version.</exception>
    public static async Task<(string From, string To)> MigrateAsync(SvarDatabase database, CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        var from = await CurrentAsync(db, cancel);
        RefuseLater(db, from);
        await db.Database.MigrateAsync(cancel);
        return (from, db.Database.GetMigrations().Last());
    }

    /// <exception cref="BadSettingException">the database is of another version.</exception>
    public static async Task RequireCurrentAsync(SvarDatabase database, CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        var from = await CurrentAsync(db, cancel);
        RefuseLater(db, from);
        if (from != db.Database.GetMigrations().Last())
        {
            throw new BadSettingException("database", from.Length == 0 ? "empty" : $"at version {from}", $"at version {db.Database.GetMigrations().Last()}: run 'svar migrate'");
        }
    }

    /// <summary>The version of a database; '' when it is empty or not there.</summary>
    public static async Task<string> OfAsync(SvarDatabase database, CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        return await CurrentAsync(db, cancel);
    }

    private static async Task<string> CurrentAsync(SvarDb db, CancellationToken cancel) =>
        await db.Database.CanConnectAsync(cancel) ? (await db.Database.GetAppliedMigrationsAsync(cancel)).LastOrDefault() ?? "" : "";

    private static void RefuseLater(SvarDb db, string from)
    {
        if (from.Length > 0 && !db.Database.GetMigrations().Contains(from, StringComparer.Ordinal))
        {
            throw new BadSettingException("database", $"at version {from}", $"of this program's version or older ({db.Database.GetMigrations().Last()}): start the newer Svar");
        }
    }
}
