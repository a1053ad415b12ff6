using Svar.Data;
using Svar.Tests.Data;

namespace Svar.Tests.Commands;

/// <summary>What a wrong setting says: the key, the value, where it stands, and what would be right; never a word of .NET.</summary>
public class SettingsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"Mailboxes":{"UndoSeconds":"ten"}}""", "Mailboxes:UndoSeconds is 'ten' (in svar.json): a whole number of seconds from 0 to 120 is needed")]
    [InlineData("""{"Mailboxes":{"UndoSeconds":121}}""", "Mailboxes:UndoSeconds is '121' (in svar.json): a whole number of seconds from 0 to 120 is needed")]
    [InlineData("""{"Mailboxes":{"MaxMessageSize":"big"}}""", "Mailboxes:MaxMessageSize is 'big' (in svar.json): a whole number of bytes")]
    [InlineData("""{"Accounts":{"LockoutFor":"soon"}}""", "Accounts:LockoutFor is 'soon' (in svar.json): a length of time")]
    [InlineData("""{"Accounts":{"LockoutFor":"00:00:01"}}""", "Accounts:LockoutFor is '00:00:01' (in svar.json)")]
    [InlineData("""{"Accounts":{"DeskUrl":"desk"}}""", "Accounts:DeskUrl is 'desk' (in svar.json)")]
    [InlineData("""{"Mailboxes":{"Relay":{"Security":"Sure"}}}""", "Mailboxes:Relay:Security is 'Sure' (in svar.json): one of StartTls, Implicit, Opportunistic, None is needed")]
    [InlineData("""{"Mailboxes":{"Relay":{"Security":"7"}}}""", "one of StartTls, Implicit, Opportunistic, None is needed")]
    [InlineData("""{"Mailboxes":{"Relay":{"Port":null}}}""", "Mailboxes:Relay:Port")]
    [InlineData("""{"Mailboxes":{"Relay":"mail.example.com"}}""", "Mailboxes:Relay is 'mail.example.com' (in svar.json): settings in braces are needed: Host, Port")]
    [InlineData("""{"Mailboxes":5}""", "Mailboxes is '5' (in svar.json)")]
    [InlineData("""{"Web":{"TrustedProxies":["nginx"]}}""", "Web:TrustedProxies is 'nginx' (in svar.json)")]
    [InlineData("""{"Mailboxez":{"x":1}}""", "there is no setting Mailboxez (in svar.json); did you mean Mailboxes?")]
    [InlineData("""{"Mailboxes":{"UndoSecond":1}}""", "there is no setting Mailboxes:UndoSecond (in svar.json); did you mean Mailboxes:UndoSeconds?")]
    [InlineData("""{"Mailboxes":{"Relay":{"Hots":"x"}}}""", "did you mean Mailboxes:Relay:Host?")]
    [InlineData("""{"Mailboxes":{"UndoSeconds":{"a":1}}}""", "there is no setting Mailboxes:UndoSeconds:a")]
    [InlineData("""{"Nonsense":true}""", "there is no setting Nonsense (in svar.json); there are Accounts, Mailboxes")]
    [InlineData("{\n  \"Mailboxes\": {", "svar.json is no JSON at line 2, column 17")]
    [InlineData("{\"Mailboxes\" 5}", "svar.json is no JSON at line 1, column 14")]
    [InlineData("[]", "svar.json holds no settings in braces")]
    [InlineData("{\"Web\":{},\"web\":{}}", "svar.json names web twice")]
    public async Task A_wrong_setting_stops_the_start_with_a_line(string settings, string says)
    {
        await using var files = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await File.WriteAllTextAsync(Path.Combine(files.Folder, "svar.json"), settings, Cancel);
        var verb = await Verb.RunAsync("serve", "--data", files.Folder, "--urls", "http://127.0.0.1:0");
        verb.FailedWith(2, says);
        Assert.DoesNotContain("System.", verb.Err, StringComparison.Ordinal);
        Assert.DoesNotContain("Svar.Mailboxes", verb.Err, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SVAR_Mailboxes__UndoSeconds", "ten", "Mailboxes:UndoSeconds is 'ten' (in the environment, SVAR_Mailboxes__UndoSeconds)")]
    [InlineData("Mailboxes__UndoSeconds", "ten", "Mailboxes:UndoSeconds is 'ten' (in the environment, Mailboxes__UndoSeconds)")]
    [InlineData("SVAR_Mailboxes__UndoSecond", "1", "there is no setting Mailboxes:UndoSecond (in the environment, SVAR_Mailboxes__UndoSecond)")]
    public async Task A_wrong_setting_in_the_environment_is_named_with_its_variable(string variable, string value, string says)
    {
        await using var files = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        (await Verb.WithAsync([(variable, value)], "user", "list", "--data", files.Folder)).FailedWith(2, says);
    }

    [Fact]
    public async Task Variables_of_others_do_not_matter()
    {
        await using var files = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await File.WriteAllTextAsync(Path.Combine(files.Folder, "svar.json"), """
            // comments and a comma too many are fine
            {"Mailboxes":{"UndoSeconds":5,"Relay":{"Security":"starttls","Host":null}},"Logging":{"LogLevel":{"Default":"Warning"}},"Kestrel":{"Certificates":{}},}
            """, Cancel);
        var verb = await Verb.WithAsync([("Maiboxes__X", "1"), ("WEB", "1"), ("ACCOUNTS", "x"), ("SVAR_KILLS", "3"), ("Other__Thing", "x")], "user", "list", "--data", files.Folder);
        Assert.True(verb.Exit == 0, verb.Err);
    }
}
