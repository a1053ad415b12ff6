using System.CommandLine;

namespace Svar.Commands;

internal static class TransferCommands
{
    public static Command Backup() => new("backup", "A consistent copy while Svar runs.");

    public static Command Restore() => new("restore", "Make a data folder from a backup.");
}
