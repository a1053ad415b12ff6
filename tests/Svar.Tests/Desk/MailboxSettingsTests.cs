using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Data.Secrets;
using Svar.Mail.Tests.Imap;
using Svar.Mailboxes;
using Svar.Mailboxes.Fetching;
using Svar.Tests.Accounts;

namespace Svar.Tests.Desk;

public class MailboxSettingsTests
{
    private const string Path = "/desk/settings/companies/fjord/mailboxes";

    [Fact]
    public async Task An_account_is_tried_step_by_step_saved_and_removed_and_its_password_is_never_shown()
    {
        await using var server = await Dovecot.StartAsync();
        await using var app = await DeskApp.StartAsync();
        using var lead = await app.SignedInAsync(await app.StaffAsync("Ingrid", new Grant(app.Fjord, Role.Lead)));
        var mailbox = await app.ReadAsync(db => db.Set<Mailbox>().SingleAsync(m => m.BrandId == app.Fjord, DeskApp.Cancel));
        var address = string.Create(CultureInfo.InvariantCulture, $"{Path}/{mailbox.Id}/imap");
        Assert.Contains("help@fjord.example", await lead.ReadAsync(Path), StringComparison.Ordinal);
        Assert.DoesNotContain("help@other.example", await lead.ReadAsync(Path), StringComparison.Ordinal);

        async Task<string> TryAsync(string to, params (string, string)[] fields)
        {
            using var answer = await lead.SubmitAsync(to, to, [.. fields, .. Filled(server.Port), ("do", "try")]);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.UnprocessableEntity, answer.ToString());
            return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(DeskApp.Cancel));
        }

        var wrong = await TryAsync(address, ("password", "wrong"));
        Assert.Contains("The server does not let us in.", wrong, StringComparison.Ordinal);
        Assert.Contains("Authentication failed", wrong, StringComparison.Ordinal);
        Assert.Contains("There is no such folder.", await TryAsync(address, ("folder", "Nowhere")), StringComparison.Ordinal);
        Assert.Contains("The server cannot be reached.", await TryAsync(address, ("port", "1")), StringComparison.Ordinal);
        Assert.Contains("There are: ", await TryAsync(address, ("after", "move"), ("moveTo", "Nowhere")), StringComparison.Ordinal);
        Assert.Contains("Everything works.", await TryAsync(address, ("after", "move"), ("moveTo", "Tatt imot på nytt")), StringComparison.Ordinal);
        Assert.Equal(0, await app.ReadAsync(db => db.Set<ImapAccount>().CountAsync(DeskApp.Cancel)));

        using var saved = await lead.SubmitAsync(address, address, [.. Filled(server.Port), ("do", "save")]);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var account = await app.ReadAsync(db => db.Set<ImapAccount>().AsNoTracking().SingleAsync(DeskApp.Cancel));
        Assert.Equal(Dovecot.Password, app.Get<SecretBox>().Unprotect(account.PasswordPurpose, account.SealedPassword));
        var edit = string.Create(CultureInfo.InvariantCulture, $"{address}/{account.Id}");
        Assert.DoesNotContain($"value=\"{Dovecot.Password}\"", await lead.ReadAsync(edit), StringComparison.Ordinal);

        // The kept password is used for its own server, and sent to no other.
        Assert.Contains("Everything works.", await TryAsync(edit, ("password", "")), StringComparison.Ordinal);
        Assert.Contains("type the password again", await TryAsync(edit, ("password", ""), ("host", "127.0.0.2")), StringComparison.Ordinal);

        using var elsewhere = await lead.SubmitAsync(edit, edit, [("host", "127.0.0.2"), ("password", ""), .. Filled(server.Port).Where(f => f.Item1 is not ("host" or "password")), ("do", "save")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, elsewhere.StatusCode);

        using var removed = await lead.SubmitAsync(edit, edit + "/remove");
        Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        Assert.Equal(0, await app.ReadAsync(db => db.Set<ImapAccount>().CountAsync(DeskApp.Cancel)));
    }

    [Fact]
    public async Task What_was_typed_to_try_is_saved_without_typing_it_again_and_for_no_other_server()
    {
        await using var server = await Dovecot.StartAsync();
        await using var app = await DeskApp.StartAsync();
        using var lead = await app.SignedInAsync(await app.StaffAsync("Ingrid", new Grant(app.Fjord, Role.Lead)));
        var mailbox = await app.ReadAsync(db => db.Set<Mailbox>().SingleAsync(m => m.BrandId == app.Fjord, DeskApp.Cancel));
        var address = string.Create(CultureInfo.InvariantCulture, $"{Path}/{mailbox.Id}/imap");
        using var tried = await lead.SubmitAsync(address, address, [.. Filled(server.Port), ("do", "try")]);
        var page = WebUtility.HtmlDecode(await tried.Content.ReadAsStringAsync(DeskApp.Cancel));
        Assert.Contains("Everything works.", page, StringComparison.Ordinal);
        var kept = page.Split("name=\"kept\" value=\"", 2)[1].Split('"', 2)[0];
        Assert.NotEmpty(kept);

        using var elsewhere = await lead.SubmitAsync(address, address, [("password", ""), ("host", "localhost"), ("kept", kept), .. Filled(server.Port).Where(f => f.Item1 is not ("host" or "password")), ("do", "save")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, elsewhere.StatusCode);
        using var saved = await lead.SubmitAsync(address, address, [("password", ""), ("kept", kept), .. Filled(server.Port).Where(f => f.Item1 != "password"), ("do", "save")]);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var account = await app.ReadAsync(db => db.Set<ImapAccount>().AsNoTracking().SingleAsync(DeskApp.Cancel));
        Assert.Equal(Dovecot.Password, app.Get<SecretBox>().Unprotect(account.PasswordPurpose, account.SealedPassword));
        Assert.NotNull(account.FetchesSince);

        // and it is changed, and switched off, without the password
        var edit = string.Create(CultureInfo.InvariantCulture, $"{address}/{account.Id}");
        Assert.DoesNotContain(" required", (await lead.ReadAsync(edit)).Split("id=\"password\"", 2)[1].Split('>', 2)[0], StringComparison.Ordinal);
        using var off = await lead.SubmitAsync(edit, edit, [.. Filled(server.Port).Where(f => f.Item1 is not ("password" or "active")), ("password", ""), ("do", "save")]);
        Assert.Equal(HttpStatusCode.Redirect, off.StatusCode);
        Assert.False((await app.ReadAsync(db => db.Set<ImapAccount>().AsNoTracking().SingleAsync(DeskApp.Cancel))).IsActive);
    }

    [Theory]
    [InlineData("security", "host", "imap.example.com", "security", "none")]
    [InlineData("security", "host", "192.0.2.1", "security", "none")]
    [InlineData("moveTo", "after", "move", "moveTo", "inbox")]
    [InlineData("moveTo", "after", "move", "moveTo", " ")]
    public async Task What_would_do_harm_is_refused_at_its_field(string field, params string[] filled)
    {
        await using var app = await DeskApp.StartAsync();
        using var lead = await app.SignedInAsync(await app.StaffAsync("Ingrid", new Grant(app.Fjord, Role.Lead)));
        var mailbox = await app.ReadAsync(db => db.Set<Mailbox>().SingleAsync(m => m.BrandId == app.Fjord, DeskApp.Cancel));
        var address = string.Create(CultureInfo.InvariantCulture, $"{Path}/{mailbox.Id}/imap");
        var fields = filled.Chunk(2).Select(pair => (pair[0], pair[1])).ToList();
        foreach (var act in new[] { "try", "save" })
        {
            using var answer = await lead.SubmitAsync(address, address, [.. fields, .. Filled(143).Where(f => !fields.Exists(g => g.Item1 == f.Item1)), ("do", act)]);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Contains($"href=\"#{field}\"", await answer.Content.ReadAsStringAsync(DeskApp.Cancel), StringComparison.Ordinal);
        }

        Assert.Equal(0, await app.ReadAsync(db => db.Set<ImapAccount>().CountAsync(DeskApp.Cancel)));
    }

    [Theory]
    [InlineData("host", "not a host")]
    [InlineData("port", "99999")]
    [InlineData("user", "")]
    [InlineData("password", "")]
    [InlineData("folder", " ")]
    [InlineData("pin", "12:34")]
    public async Task What_is_wrong_is_told_at_its_field_and_nothing_is_saved(string field, string value)
    {
        await using var app = await DeskApp.StartAsync();
        using var lead = await app.SignedInAsync(await app.StaffAsync("Ingrid", new Grant(app.Fjord, Role.Lead)));
        var mailbox = await app.ReadAsync(db => db.Set<Mailbox>().SingleAsync(m => m.BrandId == app.Fjord, DeskApp.Cancel));
        var address = string.Create(CultureInfo.InvariantCulture, $"{Path}/{mailbox.Id}/imap");
        using var answer = await lead.SubmitAsync(address, address, [(field, value), .. Filled(993), ("do", "save")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains($"id=\"{field}-error\"", await answer.Content.ReadAsStringAsync(DeskApp.Cancel), StringComparison.Ordinal);
        Assert.Equal(0, await app.ReadAsync(db => db.Set<ImapAccount>().CountAsync(DeskApp.Cancel)));
    }

    [Fact]
    public async Task Another_brands_mailbox_is_not_there()
    {
        await using var app = await DeskApp.StartAsync();
        using var lead = await app.SignedInAsync(await app.StaffAsync("Ingrid", new Grant(app.Fjord, Role.Lead)));
        var other = await app.ReadAsync(db => db.Set<Mailbox>().SingleAsync(m => m.BrandId == app.Other, DeskApp.Cancel));
        using var answer = await lead.GetAsync(string.Create(CultureInfo.InvariantCulture, $"{Path}/{other.Id}/imap"));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static (string, string)[] Filled(int port) =>
    [
        ("host", "127.0.0.1"), ("port", port.ToString(CultureInfo.InvariantCulture)), ("security", "none"), ("user", "anna"), ("password", Dovecot.Password),
        ("folder", "INBOX"), ("after", "leave"), ("active", "yes"),
    ];
}
