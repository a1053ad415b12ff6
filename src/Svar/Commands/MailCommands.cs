using System.CommandLine;

namespace Svar.Commands;

internal static class MailCommands
{
    public static Command Create() => new("mail", "Mail.");
}
