using System.Text.Json;

namespace Svar.Transfer;

/// <summary>What a backup says of itself, in <c>manifest.json</c>.</summary>
/// <param name="Format">1. A later one is not read.</param>
/// <param name="Svar">Version of the program that made it.</param>
/// <param name="Migration">Version of the database.</param>
/// <param name="Rows">Of each table, by which the copy is counted again.</param>
internal sealed record BackupManifest(
    int Format, string Svar, string Migration, string Engine, DateTime CreatedAt, IReadOnlyList<BackupFile> Files, IReadOnlyDictionary<string, long> Rows)
{
    public const int ThisFormat = 1;
    public const string Name = "manifest.json";
    public const string Database = "svar.db";

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
}

/// <param name="Name">Within the backup and within the data folder.</param>
/// <param name="Sha256">Of the bytes before compression, lower-case hexadecimal.</param>
internal sealed record BackupFile(string Name, long Size, string Sha256);

/// <summary>A backup or a restore was not done; the message says why, and nothing was left half-done.</summary>
internal sealed class TransferException(string message, Exception? inner = null) : Exception(message, inner);
