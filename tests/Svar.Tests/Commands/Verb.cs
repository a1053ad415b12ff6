using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Svar.Tests.Commands;

/// <summary>What a verb of the built program did.</summary>
internal sealed record Verb(int Exit, string Out, string Err)
{
    public IReadOnlyList<JsonElement> Lines => [.. Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];

    public static Task<Verb> RunAsync(params string[] args) => PipeAsync(Array.Empty<byte>(), args);

    public static Task<Verb> PipeAsync(string input, params string[] args) => PipeAsync(Encoding.UTF8.GetBytes(input), args);

    public static Task<Verb> PipeAsync(byte[] input, string[] args) => PipeAsync(input, [], args);

    public static Task<Verb> WithAsync((string Name, string Value)[] environment, params string[] args) => PipeAsync([], environment, args);

    private static async Task<Verb> PipeAsync(byte[] input, (string Name, string Value)[] environment, string[] args)
    {
        var cancel = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "svar.dll"), .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var error = process.StandardError.ReadToEndAsync(cancel);
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancel);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // it did not want its input
        }

        await process.WaitForExitAsync(cancel);
        return new Verb(process.ExitCode, await output, await error);
    }

    /// <summary>Failed as the contract says: with this exit code, nothing on stdout, and one line on stderr.</summary>
    public void FailedWith(int exit, string says)
    {
        Assert.True(Exit == exit, $"exit {Exit}: {Err}");
        Assert.Equal("", Out);
        Assert.Single(Err.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("svar: ", Err, StringComparison.Ordinal);
        Assert.Contains(says, Err, StringComparison.Ordinal);
    }
}
