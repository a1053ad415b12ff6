using System.CommandLine;

namespace Svar.Commands;

internal static class DemoCommand
{
    public static Command Create() => new("demo", "The example shop.");
}
