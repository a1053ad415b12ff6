using System.Text;
using System.Text.Json;
using Svar.Commands.Mails;
using Svar.Data;
using Svar.Tests.Conversations.Api;

namespace Svar.Tests.Commands;

public class MailVerbTests
{
    private static readonly string[] _fields =
    [
        "messageId", "inReplyTo", "references", "from", "to", "cc", "replyTo", "subject", "date", "text", "html", "reply", "quoted", "signature",
        "attachments", "kind", "bounces", "language", "defects",
    ];

    private const string Mail =
        """
        From: =?utf-8?q?K=C3=A5re?= <kare@example.com>
        To: shop@example.com
        Subject: =?utf-8?q?Sp=C3=B8rsm=C3=A5l?=
        Date: Mon, 02 Mar 2026 10:00:00 +0100
        Message-ID: <1@example.com>
        In-Reply-To: <0@example.com>
        Content-Type: text/plain; charset=utf-8

        Når kommer pakken min?

        On 1 March 2026 the shop wrote:
        > Takk for bestillingen.
        """;

    [Fact]
    public async Task A_mail_is_parsed_into_the_shape_of_the_contract()
    {
        var parsed = await Verb.PipeAsync(Mail, "mail", "parse", "-");
        Assert.Equal(0, parsed.Exit);
        var mail = Assert.Single(parsed.Lines);
        Assert.Equal(_fields, mail.EnumerateObject().Select(p => p.Name));
        Assert.Equal("Kåre", mail.GetProperty("from")[0].GetProperty("name").GetString());
        Assert.Equal("Spørsmål", mail.GetProperty("subject").GetString());
        Assert.Equal("2026-03-02T10:00:00+01:00", mail.GetProperty("date").GetString());
        Assert.Equal("0@example.com", mail.GetProperty("inReplyTo")[0].GetString());
        Assert.Contains("Når kommer", mail.GetProperty("reply").GetString(), StringComparison.Ordinal);
        Assert.Contains("Takk for", mail.GetProperty("quoted").GetString(), StringComparison.Ordinal);
        Assert.Equal("message", mail.GetProperty("kind").GetString());
        Assert.Equal("nb", mail.GetProperty("language").GetString());
        Assert.Equal(JsonValueKind.Null, mail.GetProperty("html").ValueKind);
        Assert.Contains("Når kommer", parsed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_mbox_gives_a_line_a_mail()
    {
        var mbox = $"From a@b Mon Mar  2 10:00:00 2026\n{Mail}\n\nFrom a@b Mon Mar  2 10:00:00 2026\n{Mail}\n";
        Assert.Equal(2, (await Verb.PipeAsync(mbox, "mail", "parse")).Lines.Count);
    }

    [Theory]
    [InlineData("/no/such/file.eml", "cannot read '/no/such/file.eml'")]
    [InlineData("/tmp", "'/tmp' is a folder")]
    [InlineData("--colour", "'--colour' is no option here")]
    public async Task What_is_no_file_is_told_before_any_mail_is_read(string name, string told)
    {
        var mail = Path.GetTempFileName();
        await File.WriteAllTextAsync(mail, Mail, TestContext.Current.CancellationToken);
        var parsed = await Verb.RunAsync("mail", "parse", mail, name);
        parsed.FailedWith(2, told);
        Assert.Empty(parsed.Out);
        File.Delete(mail);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_told_by_its_name_and_size()
    {
        var file = Path.GetTempFileName();
        await using (var sparse = File.OpenWrite(file))
        {
            sparse.SetLength(3_000_000_000);
        }

        (await Verb.RunAsync("mail", "parse", file)).FailedWith(2, $"'{file}' has 3,000,000,000 bytes");
        File.Delete(file);
    }

    [Fact]
    public void Every_mail_of_the_fixtures_becomes_one_line_of_JSON()
    {
        foreach (var file in Fixtures.Mails())
        {
            var json = JsonSerializer.Serialize(ParsedMail.Of(File.ReadAllBytes(file)), Svar.Commands.Shared.Json);
            Assert.DoesNotContain('\n', json);
            using var read = JsonDocument.Parse(json);
            Assert.Equal(_fields, read.RootElement.EnumerateObject().Select(p => p.Name));
        }
    }

    [Fact]
    public async Task Trimming_covers_the_input_without_gap_or_overlap()
    {
        const string Body = "Takk!\n\n-- \nKari\n\nOn 1 March 2026 Anna wrote:\n> Hei 😀\n";
        var trimmed = Assert.Single((await Verb.PipeAsync(Body, "mail", "trim")).Lines);
        var at = 0;
        var texts = new Dictionary<string, string>(StringComparer.Ordinal) { ["reply"] = "", ["quoted"] = "", ["signature"] = "" };
        foreach (var part in trimmed.GetProperty("parts").EnumerateArray())
        {
            Assert.Equal(at, part.GetProperty("from").GetInt32());
            at = part.GetProperty("to").GetInt32();
            texts[part.GetProperty("kind").GetString()!] += Body[part.GetProperty("from").GetInt32()..at];
        }

        Assert.Equal(Body.Length, at);
        Assert.All(texts, t => Assert.Equal(t.Value, trimmed.GetProperty(t.Key).GetString()));
        Assert.Contains("Takk!", texts["reply"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Input_that_is_no_UTF8_is_told_with_its_byte() =>
        (await Verb.PipeAsync([0x61, 0xff], ["mail", "trim"])).FailedWith(2, "byte 1");

    [Fact]
    public async Task Mails_are_handed_over_and_the_last_line_counts_them()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite, null, [], withSmtp: true);
        var folder = Directory.CreateDirectory(Path.Combine(house.Folder, "mails")).FullName;
        var files = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            files.Add(Path.Combine(folder, $"{i}.eml"));
            await File.WriteAllTextAsync(files[^1], ApiHouse.Letter($"Sak {i}", "Hvor er pakken min?", $"{i}@kari.example"), ApiHouse.Cancel);
        }

        var delivered = await Verb.RunAsync(["mail", "deliver", .. files, "--to", house.Smtp!.ToString(), "--parallel", "2"]);
        Assert.True(delivered.Exit == 0, delivered.Out + delivered.Err);
        Assert.Equal(5, delivered.Lines.Count);
        Assert.All(delivered.Lines.Take(4), l => Assert.True(l.GetProperty("accepted").GetBoolean()));
        Assert.Equal(files, delivered.Lines.Take(4).Select(l => l.GetProperty("file").GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal((4, 4, 0), (delivered.Lines[4].GetProperty("total").GetInt32(), delivered.Lines[4].GetProperty("accepted").GetInt32(), delivered.Lines[4].GetProperty("refused").GetInt32()));

        var refused = await Verb.RunAsync("mail", "deliver", files[0], "--to", house.Smtp!.ToString(), "--rcpt", "nobody@elsewhere.example");
        Assert.Equal(1, refused.Exit);
        Assert.Contains("550 5.7.1", refused.Lines[0].GetProperty("reply").GetString(), StringComparison.Ordinal);

        await house.TakeInAsync();
        var ledger = await Verb.RunAsync("mail", "ledger", "--json", "--data", house.Folder);
        Assert.True(ledger.Exit == 0, ledger.Err);
        var read = Assert.Single(ledger.Lines);
        Assert.Equal(["received", "takenIn", "repeats", "setAside", "pending", "onServerOnly", "answered", "waiting", "neverAnswered", "automaticReplies", "reports", "copies"], read.EnumerateObject().Select(p => p.Name));
        Assert.Equal((4, 4, 0, 4), (read.GetProperty("received").GetInt32(), read.GetProperty("takenIn").GetInt32(), read.GetProperty("pending").GetInt32(), read.GetProperty("waiting").GetInt32()));
        Assert.Equal(JsonValueKind.Null, read.GetProperty("onServerOnly").ValueKind);
    }

    [Theory]
    [InlineData("--to", "nowhere")]
    [InlineData("--to", "host:0")]
    [InlineData("--rcpt", "nobody")]
    [InlineData("--parallel", "0")]
    public async Task A_wrong_option_is_told_in_one_line(string option, string value)
    {
        var file = Path.GetTempFileName();
        string[] to = option == "--to" ? [] : ["--to", "127.0.0.1:1"];
        (await Verb.RunAsync(["mail", "deliver", file, .. to, option, value])).FailedWith(2, option);
        File.Delete(file);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_failure_of_each_mail()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Mail, Encoding.UTF8, TestContext.Current.CancellationToken);
        var verb = await Verb.RunAsync("mail", "deliver", file, "--to", "127.0.0.1:1");
        Assert.Equal(1, verb.Exit);
        Assert.False(verb.Lines[0].GetProperty("accepted").GetBoolean());
        Assert.True(verb.Lines[0].GetProperty("temporary").GetBoolean());
        File.Delete(file);
    }
}
