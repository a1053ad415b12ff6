using System.Text;
using Svar.Mail.Messages;
using Svar.Mail.Smtp;
using Svar.Mail.Tests.Imap;
using Svar.Mail.Tests.Smtp;

namespace Svar.Mail.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public void The_code_in_the_README_is_the_code_that_is_compiled_here()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Svar.slnx")))
        {
            root = root.Parent;
        }

        Assert.SkipWhen(root is null, "the sources are not at hand");
        var source = File.ReadAllLines(Path.Combine(root!.FullName, "tests", "Svar.Mail.Tests", "ReadmeExample.cs"));
        var compiled = source.SkipWhile(line => line.Trim() != "// README begins").Skip(1).TakeWhile(line => line.Trim() != "// README ends");
        var readme = File.ReadAllLines(Path.Combine(root.FullName, "src", "Svar.Mail", "README.md"));
        var shown = readme.SkipWhile(line => line != "```csharp").Skip(1).TakeWhile(line => line != "```");
        Assert.Equal(compiled.Select(line => line.Length > 8 ? line[8..] : line), shown);
    }

    [Fact]
    public async Task The_code_in_the_README_does_what_it_says()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var dovecot = await Dovecot.StartAsync();
        var inbox = new Inbox();
        await using var server = new LoopbackServer(new SmtpServerOptions(), inbox);
        dovecot.Deliver(
            Encoding.UTF8.GetBytes("From: Anna <anna@mail.example>\r\nSubject: Sv: Telt\r\nMessage-ID: <1@mail.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\n\r\nBlått, takk.\r\n\r\n> Hvilken farge?\r\n--b\r\nContent-Type: text/csv; name=\"../a.csv\"\r\n\r\n1;2\r\n--b--\r\n"),
            "1700000001.M1.shop");
        var folder = Directory.CreateTempSubdirectory("svar-readme-").FullName;
        try
        {
            await using var log = new StringWriter();
            await ReadmeExample.AnswerAllAsync(dovecot.Options, new SmtpClientOptions { Host = "127.0.0.1", Port = server.Port, Security = SmtpSecurity.None }, folder, log, cancel);
            Assert.Equal("Anna <anna@mail.example>: Telt: Blått, takk.", log.ToString().Trim());
            Assert.Equal(["a.csv", "mail.html"], Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            var sent = Assert.Single(inbox.Messages);
            var answer = MailMessage.Parse(sent.Bytes);
            Assert.Equal("anna@mail.example", Assert.Single(sent.Recipients));
            Assert.Equal("Re: Telt", answer.Subject);
            Assert.Equal(["1@mail.example"], answer.Ancestors());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
