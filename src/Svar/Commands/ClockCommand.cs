using System.CommandLine;
using Svar.BusinessHours;
using Svar.ServiceLevels;

namespace Svar.Commands;

internal static class ClockCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE.json") { Description = "hours, targets and events of one conversation; - is stdin" };
        var command = new Command("clock", "The promises of one conversation, explained. Example: svar clock case.json") { file };
        command.SetAction(async (parsed, cancel) =>
        {
            var json = await InputFiles.TextAsync(parsed.GetValue(file)!, cancel);
            try
            {
                await Console.Out.WriteLineAsync(ClockFile.Explain(json));
                return CommandLine.Done;
            }
            catch (JsonInputException e)
            {
                throw new BadInputException($"{parsed.GetValue(file)}: {e.Message}", e);
            }
        });
        return command;
    }
}
