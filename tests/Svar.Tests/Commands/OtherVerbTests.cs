using Svar.Data;
using Svar.Tests.Conversations.Api;
using Svar.Tests.Data;

namespace Svar.Tests.Commands;

public class OtherVerbTests
{
    [Fact]
    public async Task Languages_are_told_line_by_line()
    {
        var verb = await Verb.PipeAsync("Hvor er pakken min? Jeg har ventet i to uker.\nWhere is my parcel? I have waited for two weeks.\n\n", "text", "language");
        Assert.Equal(["nb", "en", "und"], verb.Lines.Select(l => l.GetProperty("language").GetString()));
        Assert.Equal(["language", "confidence"], verb.Lines[0].EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task Words_are_stemmed_line_by_line()
    {
        Assert.Equal("kund\nkund\n", (await Verb.PipeAsync("kundene\nkunder\n", "text", "stem", "--language", "nb")).Out);
        (await Verb.RunAsync("text", "stem", "--language", "xx")).FailedWith(2, "'xx'");
    }

    [Fact]
    public async Task Kinds_are_told_by_id()
    {
        var verb = await Verb.PipeAsync("{\"id\":7,\"text\":\"Når kommer pakken min?\"}\n{\"id\":\"a\",\"text\":\"Jakken er revnet, dette er for dårlig!\",\"language\":\"nb\"}\n", "text", "kind");
        Assert.Equal((7, "question"), (verb.Lines[0].GetProperty("id").GetInt32(), verb.Lines[0].GetProperty("kind").GetString()));
        Assert.Equal(("a", "complaint"), (verb.Lines[1].GetProperty("id").GetString(), verb.Lines[1].GetProperty("kind").GetString()));
        (await Verb.PipeAsync("{\"id\":7,\"text\":\n", "text", "kind")).FailedWith(2, "line 1");
    }

    [Theory]
    [InlineData("text tone")]
    [InlineData("text facts")]
    [InlineData("faq topics FILE")]
    [InlineData("letter FILE.json --check")]
    public async Task What_is_not_built_says_so(string line) => (await Verb.RunAsync(line.Split(' '))).FailedWith(3, "not built yet");

    [Theory]
    [InlineData("mail parse")]
    [InlineData("mail trim")]
    [InlineData("mail deliver")]
    [InlineData("mail ledger")]
    [InlineData("backup")]
    [InlineData("restore")]
    [InlineData("text language")]
    [InlineData("text stem")]
    [InlineData("text kind")]
    public async Task Help_has_an_example(string verb)
    {
        var help = await Verb.RunAsync([.. verb.Split(' '), "--help"]);
        Assert.Equal(0, help.Exit);
        Assert.Contains("Example: ", help.Out, StringComparison.Ordinal);
        Assert.Contains("svar " + verb, help.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nosuch", "there is no verb 'nosuch'")]
    [InlineData("mail nosuch", "svar mail --help")]
    [InlineData("user add", "--name")]
    [InlineData("serve --urls nonsense", "http://127.0.0.1:5080")]
    [InlineData("serve --smtp 25", "127.0.0.1:2525")]
    [InlineData("serve --data /proc/x", "'/proc/x'")]
    [InlineData("serve --data /dev/null", "'/dev/null'")]
    [InlineData("serve --data /proc", "'/proc'")]
    [InlineData("demo --data /proc/x", "'/proc/x'")]
    [InlineData("migrate --data /proc/x", "nothing to migrate")]
    [InlineData("user add anna@example.com --name Anna --language xx", "en, nb")]
    [InlineData("token revoke zzz", "svar token list")]
    [InlineData("mail deliver x --to h:1 --parallel many", "a whole number")]
    [InlineData("mail trim --language zz", "nb")]
    public async Task Bad_usage_is_told_in_a_line(string line, string says)
    {
        var verb = await Verb.RunAsync(line.Split(' '));
        verb.FailedWith(2, says);
        Assert.DoesNotContain("System.", verb.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_migrated_where_nothing_is()
    {
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        (await Verb.RunAsync("migrate", "--data", folder)).FailedWith(2, "nothing to migrate");
        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData("notmail", "Anna", "EMAIL 'notmail'")]
    [InlineData("anna@example.com", " ", "--name")]
    public async Task What_is_wrong_with_a_new_account_is_said_of_its_argument(string email, string name, string says)
    {
        await using var files = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        (await Verb.RunAsync("user", "add", email, "--name", name, "--data", files.Folder)).FailedWith(2, says);
        (await Verb.RunAsync("token", "revoke", "zzz", "--data", files.Folder)).FailedWith(2, "'zzz'");
    }

    [Fact]
    public async Task A_backup_is_made_and_restored_by_verbs()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        await house.ReceiveAsync(ApiHouse.Letter("Jakke", "Hvor er den?"));
        var file = Path.Combine(house.Folder, "b.zip");
        var made = await Verb.RunAsync("backup", file, "--data", house.Folder);
        Assert.True(made.Exit == 0, made.Err);
        Assert.Equal(new FileInfo(file).Length, Assert.Single(made.Lines).GetProperty("size").GetInt64());
        (await Verb.RunAsync("backup", file, "--data", house.Folder)).FailedWith(2, "there already");
        (await Verb.RunAsync("restore", file, "--data", house.Folder)).FailedWith(2, "not empty");
        (await Verb.RunAsync("backup", file + "2", "--data", Path.Combine(house.Folder, "none"))).FailedWith(2, "no database");

        var folder = Path.Combine(house.Folder, "new");
        var restored = await Verb.RunAsync("restore", file, "--data", folder);
        Assert.True(restored.Exit == 0, restored.Err);
        Assert.Equal(made.Lines[0].GetProperty("rows").GetInt64(), restored.Lines[0].GetProperty("rows").GetInt64());
        var ledger = await Verb.RunAsync("mail", "ledger", "--data", folder);
        Assert.True(ledger.Exit == 0, ledger.Err);
    }
}
