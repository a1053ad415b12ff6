using System.Diagnostics;
using System.Text.Json;
using Svar.Demo;

namespace Svar.Tests.Demo;

/// <summary>Another program's reading of the month: Python's email package.</summary>
public class DemoMailParsesTests
{
    private const string Script = """
        import sys, os, json, email, email.policy
        out = {}
        for name in os.listdir(sys.argv[1]):
            with open(os.path.join(sys.argv[1], name), 'rb') as f:
                m = email.message_from_binary_file(f, policy=email.policy.default)
            defects = [str(type(d).__name__) for p in m.walk() for d in p.defects]
            for p in m.walk():
                for k, v in p.items():
                    defects += [k + ': ' + type(d).__name__ for d in getattr(v, 'defects', ())]
            body = m.get_body(('plain', 'html'))
            text = body.get_content() if body else ''
            files = [p.get_filename() for p in m.iter_attachments()]
            out[name] = {'defects': defects, 'text': text, 'subject': str(m['subject'] or ''), 'from': str(m['from']), 'date': m['date'].datetime.isoformat() if m['date'] else None, 'files': files}
        print(json.dumps(out))
        """;

    [Fact]
    public async Task Python_reads_every_mail_without_a_defect_and_finds_the_words()
    {
        var month = DemoMonth.Create(new DateTime(2026, 11, 25, 9, 30, 0, DateTimeKind.Utc));
        var folder = Directory.CreateTempSubdirectory("svar-demo-");
        try
        {
            var mails = Played.Mails(month).ToList();
            foreach (var (mail, raw) in mails)
            {
                await File.WriteAllBytesAsync(Path.Combine(folder.FullName, mail.Key), raw, TestContext.Current.CancellationToken);
            }

            using var read = JsonDocument.Parse(await Run(folder.FullName));
            foreach (var (mail, _) in mails)
            {
                var seen = read.RootElement.GetProperty(mail.Key);
                if (!mail.Truth.Odd)
                {
                    Assert.True(seen.GetProperty("defects").GetArrayLength() == 0, mail.Key + " " + mail.Truth.Client + ": " + seen.GetProperty("defects"));
                }

                if (mail.Truth.Nature == MailNature.Personal)
                {
                    Assert.Contains(Squeezed(mail.Truth.Text), Squeezed(seen.GetProperty("text").GetString()!), StringComparison.Ordinal);
                    Assert.Contains(mail.Truth.From!.LastName, seen.GetProperty("from").GetString(), StringComparison.Ordinal);
                    Assert.True(seen.GetProperty("files").GetArrayLength() >= mail.Truth.Attachments || mail.Truth.Client is "gmail", mail.Key);
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Programs break lines where they like.</summary>
    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static async Task<string> Run(string folder)
    {
        var start = new ProcessStartInfo("python3") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardInput = true };
        start.ArgumentList.Add("-");
        start.ArgumentList.Add(folder);
        Process? python = null;
        try
        {
            python = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("no python3 on this machine");
        }

        using (python)
        {
            await python!.StandardInput.WriteAsync(Script);
            python.StandardInput.Close();
            var said = await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await python.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, python.ExitCode);
            return said;
        }
    }
}
