using System.CommandLine;
using System.CommandLine.Parsing;

namespace Svar.Commands;

/// <summary>The program's verbs. Data goes to stdout; what people should know goes to stderr.</summary>
internal static class CommandLine
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int BadUsage = 2;
    public const int NotBuilt = 3;

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Svar: customer-service e-mail that gets answered.")
        {
            ServeCommand.Create(),
            DemoCommand.Create(),
            MigrateCommand.Create(),
            UserCommands.Create(),
            TokenCommands.Create(),
            MailCommands.Create(),
            TextCommands.Create(),
            ClockCommand.Create(),
            TransferCommands.Backup(),
            TransferCommands.Restore(),
        };
        foreach (var command in NotBuiltCommands.Create())
        {
            root.Add(command);
        }

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            // The last command that is one: what follows it may be the mistake.
            var known = string.Join(' ', Names(parsed.CommandResult).Reverse());
            var what = parsed.UnmatchedTokens is [var unknown, ..] && parsed.CommandResult.Command.Subcommands.Count > 0 ? $"there is no verb '{unknown}'." : InPlainWords(parsed.Errors[0]);
            await Console.Error.WriteLineAsync($"svar: {what} See: svar {known}{(known.Length > 0 ? " " : "")}--help".ReplaceLineEndings(" "));
            return BadUsage;
        }

        try
        {
            // Verbs, and what serves in the background, work for every brand; a web request begins anew with none.
            Data.BrandScope.Enter(Data.BrandScope.All);
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (BadInputException e)
        {
            await Console.Error.WriteLineAsync("svar: " + e.Message);
            return BadUsage;
        }
        catch (Exception e) when (e is Data.BadSettingException or Data.Settings.BadSettingsException)
        {
            await Console.Error.WriteLineAsync("svar: " + e.Message);
            return BadUsage;
        }
        catch (CommandFailedException e)
        {
            await Console.Error.WriteLineAsync("svar: " + e.Message);
            return Failed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync("svar: " + e.Message);
            return Failed;
        }
        catch (Exception e) when (Data.Writing.IsUnavailable(e))
        {
            await Console.Error.WriteLineAsync("svar: the database cannot be used just now: " + e.Message);
            return Failed;
        }
        catch (OperationCanceledException)
        {
            return Failed;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync("svar: this is a fault of Svar's own, please report it: " + e);
            return Failed;
        }
    }

    // The library names the type that it wanted.
    private static string InPlainWords(ParseError error)
    {
        var (name, type, tokens) = error.SymbolResult switch
        {
            OptionResult option => (option.Option.Name, option.Option.ValueType, option.Tokens),
            ArgumentResult { Parent: OptionResult option } => (option.Option.Name, option.Option.ValueType, option.Tokens),
            ArgumentResult argument => (argument.Argument.Name, argument.Argument.ValueType, argument.Tokens),
            _ => ("", typeof(string), []),
        };
        return error.Message.Contains("System.", StringComparison.Ordinal) && tokens is [.., var given]
            ? $"{name} '{given.Value}': {Data.Settings.SettingValue.Wanted(null, type, null) ?? "another value"} is needed."
            : error.Message;
    }

    private static IEnumerable<string> Names(System.CommandLine.Parsing.CommandResult result)
    {
        for (var at = result; at.Parent is System.CommandLine.Parsing.CommandResult parent; at = parent)
        {
            yield return at.Command.Name;
        }
    }
}

/// <summary>What was given is wrong: one line that says what, where, and what would be right.</summary>
internal sealed class BadInputException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The input was right and the work could not be done.</summary>
internal sealed class CommandFailedException(string message, Exception? inner = null) : Exception(message, inner);
