using System.CommandLine;

namespace Svar.Commands;

/// <summary>Verbs that have a name and nothing behind it yet: they say so, and answer nothing.</summary>
internal static class NotBuiltCommands
{
    public static IEnumerable<Command> Create() => Create(
        ("faq", "topics and suggestions from messages"),
        ("letter", "a finished letter from its facts"),
        ("staffing", "people needed for a volume and a target"),
        ("audit", "grade a contact page"),
        ("study", "a mystery-shopping study by real mail"),
        ("import", "bring in data from elsewhere"),
        ("export", "write out all data"));

    public static IEnumerable<Command> Create(params IEnumerable<(string Name, string Description)> verbs)
    {
        foreach (var (name, description) in verbs)
        {
            var command = new Command(name, $"{description} (not built yet)") { TreatUnmatchedTokensAsErrors = false };
            command.SetAction(async (_, cancel) =>
            {
                await Console.Error.WriteLineAsync($"svar: '{name}' is not built yet".AsMemory(), cancel);
                return CommandLine.NotBuilt;
            });
            yield return command;
        }
    }
}
