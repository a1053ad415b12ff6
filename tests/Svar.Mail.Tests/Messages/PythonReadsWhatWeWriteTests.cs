using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Svar.Mail.Addresses;
using Svar.Mail.Messages;

namespace Svar.Mail.Tests.Messages;

/// <summary>An independent reader, Python's email package, sees in our mails what we put there.</summary>
public sealed class PythonReadsWhatWeWriteTests
{
    private const string Script = """
        import sys, json, email, email.policy
        m = email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.default)
        def people(name):
            return [[a.display_name, a.addr_spec] for a in m[name].addresses] if m[name] else []
        body = m.get_body(('plain',))
        html = m.get_body(('html',))
        print(json.dumps({
            'subject': m['Subject'], 'from': people('From'), 'to': people('To'), 'id': m['Message-ID'], 'inReplyTo': m['In-Reply-To'],
            'references': (m['References'] or '').split(), 'date': m['Date'].datetime.isoformat() if m['Date'] else None,
            'text': body.get_content() if body else None, 'html': html.get_content() if html else None,
            'files': [[p.get_filename(), p.get_content_type(), p.get_payload(decode=True).hex()] for p in m.walk() if p.get_filename()],
            'defects': [str(d) for p in m.walk() for d in p.defects] + [str(d) for h in m.values() for d in h.defects],
        }))
        """;

    // names fit into one encoded word: Python 3.11 keeps the space between two of them in a name, against RFC 2047 §6.2
    public static TheoryData<string, string, string> Letters => new()
    {
        { "Plain subject", "Anna Berg", "Short words.\n" },
        { "Spørsmål om telt", "Kåre Østby", "Hei på deg,\n\nher er svaret.  \nFrom meg\n.\n" },
        { "Список 日本語 🏕️ " + string.Concat(Enumerable.Repeat("lang tittel med ord ", 12)).TrimEnd(), "\"Борис\" (друг)", "Привет, мир\n" },
        { "=?utf-8?Q?not=20encoded?= \"quotes\" <a@b>", "Berg, Anna", new string('x', 2000) + "\n=\n=20\n\ttabs\t\n" },
        { new string('s', 300), new string('n', 60), "日本語のテキスト。\n行\n" },
    };

    [Theory]
    [MemberData(nameof(Letters))]
    public async Task Python_reads_back_what_was_written(string subject, string name, string text)
    {
        byte[] file = [0, 1, 2, 250, 10, 13, 61];
        var references = Enumerable.Range(0, 60).Select(i => $"reference-{i}@mail.example.com").ToList();
        var mail = new MailComposer
        {
            From = [new MailAddress(name, "from@example.com")],
            To = [new MailAddress(name, "to@xn--blbrsyltety-y8ao3x.no"), new MailAddress("second@example.com")],
            Subject = subject,
            Date = new DateTimeOffset(2026, 10, 23, 15, 10, 0, TimeSpan.FromHours(2)),
            MessageId = "id@example.com",
            InReplyTo = references[^1],
            References = references,
            Text = text,
            Html = "<p>" + text + "</p>",
            InlineFiles = [new OutgoingFile("logo.png", "image/png", file) { ContentId = "logo@example.com" }],
            Attachments = [new OutgoingFile(name + ".pdf", "application/pdf", file), new OutgoingFile("plain.bin", "application/octet-stream", file)],
        };
        using var read = await AskPythonAsync(mail.ToBytes());
        var root = read.RootElement;
        Assert.Equal(subject, root.GetProperty("subject").GetString());
        Assert.Equal(name, root.GetProperty("from")[0][0].GetString());
        Assert.Equal("from@example.com", root.GetProperty("from")[0][1].GetString());
        Assert.Equal("to@xn--blbrsyltety-y8ao3x.no", root.GetProperty("to")[0][1].GetString());
        Assert.Equal("second@example.com", root.GetProperty("to")[1][1].GetString());
        Assert.Equal("<id@example.com>", root.GetProperty("id").GetString());
        Assert.Equal($"<{references[^1]}>", root.GetProperty("inReplyTo").GetString());
        var ids = root.GetProperty("references");
        Assert.Equal($"<{references[0]}>", ids[0].GetString());
        Assert.Equal($"<{references[^1]}>", ids[ids.GetArrayLength() - 1].GetString());
        Assert.Equal("2026-10-23T15:10:00+02:00", root.GetProperty("date").GetString());
        Assert.Equal(text, root.GetProperty("text").GetString()!.Replace("\r\n", "\n", StringComparison.Ordinal));
        Assert.Equal($"<p>{text}</p>", root.GetProperty("html").GetString()!.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n'));
        var files = root.GetProperty("files");
        Assert.Equal(3, files.GetArrayLength());
        Assert.Equal(name + ".pdf", files[1][0].GetString());
        Assert.Equal("plain.bin", files[2][0].GetString());
        Assert.All(files.EnumerateArray(), found => Assert.Equal(Convert.ToHexStringLower(file), found[2].GetString()));
        Assert.Equal(0, root.GetProperty("defects").GetArrayLength());
    }

    private static async Task<JsonDocument> AskPythonAsync(byte[] mail)
    {
        var start = new ProcessStartInfo("python3")
        {
            ArgumentList = { "-c", Script },
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("python3 is not installed");
            throw;
        }

        using (process)
        {
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.StandardInput.BaseStream.WriteAsync(mail, TestContext.Current.CancellationToken);
            process.StandardInput.Close();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, await errors);
            return JsonDocument.Parse(await output);
        }
    }
}
