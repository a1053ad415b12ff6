using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Svar.Mail.Tests.Messages.Foreign;

/// <summary>Lets a Python program read mails, all in one run.</summary>
internal static class ForeignProgram
{
    public static async Task<IReadOnlyList<ForeignReading>> ReadAsync(string python, string script, IReadOnlyList<byte[]> mails, string missing)
    {
        var cancel = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("svar-foreign-").FullName;
        try
        {
            for (var i = 0; i < mails.Count; i++)
            {
                await File.WriteAllBytesAsync(Path.Combine(folder, i.ToString("D5", CultureInfo.InvariantCulture)), mails[i], cancel);
            }

            using var process = Start(python, script, folder, missing);
            var output = process.StandardOutput.ReadToEndAsync(cancel);
            var errors = process.StandardError.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            var said = await errors;
            Assert.SkipWhen(said.Contains("No module named 'gi'", StringComparison.Ordinal) || said.Contains("Namespace GMime not available", StringComparison.Ordinal), missing);
            Assert.True(process.ExitCode == 0, said);
            return [.. (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Process Start(string python, string script, string folder, string missing)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(python, ["-c", script, folder])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = Encoding.UTF8,
            })!;
        }
        catch (Win32Exception)
        {
            Assert.Skip(missing);
            throw;
        }
    }

    private static ForeignReading Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        string[] People(string name) => [.. root.GetProperty(name).EnumerateArray().Select(a => ForeignReading.Person(a[0].GetString()!, a[1].GetString()!))];
        return new(
            root.GetProperty("subject").GetString()!,
            People("from"),
            People("to"),
            People("cc"),
            People("replyTo"),
            root.GetProperty("id").GetString()!,
            root.GetProperty("inReplyTo").GetString()!,
            [.. root.GetProperty("references").EnumerateArray().Select(id => id.GetString()!)],
            root.GetProperty("date").GetString()!,
            ForeignReading.Lines(root.GetProperty("text").GetString()),
            ForeignReading.Lines(root.GetProperty("html").GetString()),
            [.. root.GetProperty("files").EnumerateArray().Select(f => new ForeignFile(f[0].GetString()!, f[1].GetString()!, f[2].GetBoolean(), f[3].GetString()!, f[4].GetInt32(), f[5].GetString()!))],
            [.. root.GetProperty("defects").EnumerateArray().Select(d => d.GetString()!)]);
    }
}
