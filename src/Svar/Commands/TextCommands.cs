using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Svar.Language.Detection;
using Svar.Language.Kinds;
using Svar.Language.Stemming;

namespace Svar.Commands;

/// <summary>What Svar knows of texts, for other programs: a line in, a line out.</summary>
internal static class TextCommands
{
    public static Command Create()
    {
        var command = new Command("text", "Language, stem and kind of texts on stdin. Example: svar text language < lines.txt") { Language(), Stem(), Kind() };
        foreach (var notBuilt in NotBuiltCommands.Create(("tone", "how courteous texts are"), ("facts", "order, product, date and wish in texts")))
        {
            command.Add(notBuilt);
        }

        return command;
    }

    private static Command Language()
    {
        var command = new Command("language", "The language of each line; 'und' when unsure. Example: echo 'Hvor er pakken min?' | svar text language");
        command.SetAction(async (_, cancel) =>
        {
            await using var lines = new JsonLines();
            await foreach (var (text, _) in InputLines.ReadAsync(cancel))
            {
                var guess = LanguageDetector.Detect(text);
                await lines.WriteAsync(new { language = guess.Language, confidence = Math.Round(guess.Confidence, 4) }, cancel);
            }

            return CommandLine.Done;
        });
        return command;
    }

    private static Command Stem()
    {
        var language = new Option<string>("--language") { Description = "ISO 639-1: nb, nn, en, da, sv, de, nl, fr, es, fi", HelpName = "L", Required = true };
        var command = new Command("stem", "The stem of the word on each line. Example: echo kundene | svar text stem --language nb") { language };
        command.SetAction(async (parsed, cancel) =>
        {
            var stemmer = Stemmer.For(parsed.GetValue(language))
                ?? throw new BadInputException($"--language '{parsed.GetValue(language)}': there are stemmers for nb, nn, en, da, sv, de, nl, fr, es and fi");
            await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 64 * 1024);
            await foreach (var (word, _) in InputLines.ReadAsync(cancel))
            {
                await output.WriteAsync(stemmer.Stem(word).AsMemory(), cancel);
                await output.WriteAsync('\n');
            }

            return CommandLine.Done;
        });
        return command;
    }

    private static Command Kind()
    {
        var command = new Command("kind", """Whether messages are complaints, compliments, questions, suggestions or other. Example: echo '{"id":1,"text":"Jakken er revnet"}' | svar text kind""");
        command.SetAction(async (_, cancel) =>
        {
            await using var lines = new JsonLines();
            await foreach (var (line, number) in InputLines.ReadAsync(cancel))
            {
                if (line.Length == 0)
                {
                    continue;
                }

                var message = Read(line, number);
                var guess = MessageKinds.KindOf(message.Text!, message.Language);
                await lines.WriteAsync(new { id = message.Id, kind = guess.Kind.ToString().ToLowerInvariant(), confidence = Math.Round(guess.Confidence, 4) }, cancel);
            }

            return CommandLine.Done;
        });
        return command;
    }

    private static TextLine Read(string line, int number)
    {
        try
        {
            var read = JsonSerializer.Deserialize<TextLine>(line, Shared.Json);
            return read is { Text: not null, Id.ValueKind: JsonValueKind.String or JsonValueKind.Number }
                ? read
                : throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"stdin, line {number}: 'id' (a string or number) and 'text' (a string) are needed"));
        }
        catch (JsonException e)
        {
            throw new BadInputException(
                string.Create(CultureInfo.InvariantCulture, $"stdin, line {number}, byte {e.BytePositionInLine + 1}: no JSON object such as {{\"id\":1,\"text\":\"…\"}}"), e);
        }
    }

    private sealed record TextLine(JsonElement Id, string? Text, string? Language);
}

/// <summary>The lines of stdin, in strict UTF-8.</summary>
internal static class InputLines
{
    public static async IAsyncEnumerable<(string Line, int Number)> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        using var reader = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        for (var number = 1; ; number++)
        {
            string? line;
            try
            {
                line = await reader.ReadLineAsync(cancel);
            }
            catch (DecoderFallbackException e)
            {
                throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"stdin is not UTF-8 near line {number}"), e);
            }

            if (line is null)
            {
                yield break;
            }

            yield return (line, number);
        }
    }
}
