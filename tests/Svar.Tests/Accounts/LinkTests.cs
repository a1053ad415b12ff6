using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Accounts.Links;
using Svar.Accounts.People;
using Svar.Data;
using Svar.Tests.Data;

namespace Svar.Tests.Accounts;

public class LinkTests
{
    private const string NewPassword = "another long password";

    [Theory, BothEngines]
    internal async Task The_first_account_is_admin_everywhere_and_its_link_works_once(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        var first = house.Get<FirstAccount>();
        var key = KeyOf(await first.OfferAsync(AccountsHouse.Cancel));

        var made = Assert.IsType<FirstAccountResult.Made>(await first.MakeAsync(key, "anna@example.com", "Anna", "nb", NewPassword, AccountsHouse.Cancel));
        Assert.Equal([new Grant(null, Role.Admin)], await house.GrantsAsync(made.Staff.Id));
        Assert.IsType<FirstAccountResult.LinkIsDead>(await first.MakeAsync(key, "eve@example.com", "Eve", "en", NewPassword, AccountsHouse.Cancel));
        Assert.Null(await first.OfferAsync(AccountsHouse.Cancel));
    }

    [Theory, BothEngines]
    internal async Task An_account_that_is_no_admin_does_not_spend_the_first_link(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        var first = house.Get<FirstAccount>();
        var key = KeyOf(await first.OfferAsync(AccountsHouse.Cancel));
        await house.StaffAsync("Anna", new Grant(null, Role.Agent));
        await house.StaffAsync("Per", new Grant(house.Fjord, Role.Admin));

        Assert.True(await first.IsOfferedAsync(key, AccountsHouse.Cancel));
        var taken = Assert.IsType<FirstAccountResult.Refused>(await first.MakeAsync(key, "ANNA@example.com", "Anna", "nb", NewPassword, AccountsHouse.Cancel));
        Assert.Equal("EmailIsTaken", taken.Problem.ToString());
        key = KeyOf(await first.OfferAsync(AccountsHouse.Cancel));
        var made = Assert.IsType<FirstAccountResult.Made>(await first.MakeAsync(key, "eva@example.com", "Eva", "nb", NewPassword, AccountsHouse.Cancel));
        Assert.Equal([new Grant(null, Role.Admin)], await house.GrantsAsync(made.Staff.Id));
    }

    [Theory, BothEngines]
    internal async Task Once_there_is_an_admin_the_first_link_shows_no_form(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        var first = house.Get<FirstAccount>();
        var key = KeyOf(await first.OfferAsync(AccountsHouse.Cancel));
        await house.StaffAsync("Anna", new Grant(null, Role.Admin));
        Assert.False(await first.IsOfferedAsync(key, AccountsHouse.Cancel));
        Assert.Null(await first.OfferAsync(AccountsHouse.Cancel));
    }

    [Theory, BothEngines]
    internal async Task Of_two_who_use_the_first_link_at_once_one_becomes_admin(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        var first = house.Get<FirstAccount>();
        var key = KeyOf(await first.OfferAsync(AccountsHouse.Cancel));

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(i =>
            first.MakeAsync(key, $"p{i}@example.com", "P", "en", NewPassword, AccountsHouse.Cancel)));
        Assert.Single(results, r => r is FirstAccountResult.Made);
    }

    [Theory, BothEngines]
    internal async Task The_first_link_dies_after_a_day_and_when_the_program_is_started_again(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        var first = house.Get<FirstAccount>();
        var old = KeyOf(await first.OfferAsync(AccountsHouse.Cancel));
        var key = KeyOf(await first.OfferAsync(AccountsHouse.Cancel));

        Assert.False(await first.IsOfferedAsync(old, AccountsHouse.Cancel));
        Assert.True(await first.IsOfferedAsync(key, AccountsHouse.Cancel));
        house.Clock.Advance(TimeSpan.FromHours(24));
        Assert.False(await first.IsOfferedAsync(key, AccountsHouse.Cancel));
    }

    [Theory, BothEngines]
    internal async Task An_invitation_is_a_mail_in_the_readers_language_and_works_once(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        var admin = await house.StaffAsync("Anna", new Grant(house.Fjord, Role.Admin));
        var invitation = new Invitation("per@example.com", "Per", "nb", [new Grant(house.Fjord, Role.Agent)]);
        Assert.Equal(InviteResult.Invited, await house.Get<InviteStaff>().HandleAsync(admin, invitation, AccountsHouse.Cancel));

        var mail = Assert.Single(house.Mail.All);
        Assert.Equal(("per@example.com", "nb"), (mail.To, mail.Language));
        Assert.Contains("inviterer deg", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("https://desk.example.com/accounts/invitation?key=", mail.Text, StringComparison.Ordinal);

        var links = house.Get<SetPasswordByLink>();
        Assert.NotNull(await links.OwnerAsync(LinkKind.Invitation, mail.Key, AccountsHouse.Cancel));
        Assert.Null(await links.OwnerAsync(LinkKind.Reset, mail.Key, AccountsHouse.Cancel));
        Assert.IsType<SetPasswordResult.Done>(await links.HandleAsync(LinkKind.Invitation, mail.Key, NewPassword, "Per Vik", "nb", AccountsHouse.Cancel));
        Assert.IsType<SetPasswordResult.LinkIsDead>(await links.HandleAsync(LinkKind.Invitation, mail.Key, NewPassword, "Eve", "en", AccountsHouse.Cancel));

        var per = await house.RowAsync("Per");
        Assert.Equal("Per Vik", per.DisplayName);
        Assert.True(per.EmailConfirmed);
        Assert.Equal([new Grant(house.Fjord, Role.Agent)], await house.GrantsAsync(per.Id));
    }

    [Theory, BothEngines]
    internal async Task A_refused_password_does_not_use_the_link(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        await house.StaffAsync("Anna", new Grant(null, Role.Agent));
        await house.Get<RequestReset>().HandleAsync("anna@example.com", null, AccountsHouse.Cancel);
        var (links, key) = (house.Get<SetPasswordByLink>(), house.Mail.Last.Key);

        var refused = Assert.IsType<SetPasswordResult.Refused>(await links.HandleAsync(LinkKind.Reset, key, "short", null, null, AccountsHouse.Cancel));
        Assert.Equal(PersonProblem.PasswordTooShort, refused.Problem);
        Assert.IsType<SetPasswordResult.Done>(await links.HandleAsync(LinkKind.Reset, key, NewPassword, null, null, AccountsHouse.Cancel));
    }

    [Theory, BothEngines]
    internal async Task Only_the_newest_reset_link_works_for_an_hour(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        await house.StaffAsync("Anna", new Grant(null, Role.Agent));
        var (reset, links) = (house.Get<RequestReset>(), house.Get<SetPasswordByLink>());
        await reset.HandleAsync("anna@example.com", null, AccountsHouse.Cancel);
        await reset.HandleAsync("ANNA@example.com", null, AccountsHouse.Cancel);

        Assert.Null(await links.OwnerAsync(LinkKind.Reset, house.Mail.All[0].Key, AccountsHouse.Cancel));
        Assert.NotNull(await links.OwnerAsync(LinkKind.Reset, house.Mail.All[1].Key, AccountsHouse.Cancel));
        house.Clock.Advance(TimeSpan.FromHours(1));
        Assert.IsType<SetPasswordResult.LinkIsDead>(await links.HandleAsync(LinkKind.Reset, house.Mail.All[1].Key, NewPassword, null, null, AccountsHouse.Cancel));
    }

    [Theory, BothEngines]
    internal async Task A_link_used_by_many_at_once_sets_one_password(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        await house.StaffAsync("Anna", new Grant(null, Role.Agent));
        await house.Get<RequestReset>().HandleAsync("anna@example.com", null, AccountsHouse.Cancel);
        var links = house.Get<SetPasswordByLink>();

        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(i =>
            links.HandleAsync(LinkKind.Reset, house.Mail.Last.Key, $"{NewPassword} {i}", null, null, AccountsHouse.Cancel)));
        Assert.Single(results, r => r is SetPasswordResult.Done);
    }

    [Fact]
    public async Task Nobody_unknown_closed_or_impatient_gets_a_reset_mail()
    {
        await using var house = await AccountsHouse.OpenAsync(DatabaseEngine.Sqlite, new AccountOptions { AnswerAfter = TimeSpan.Zero, ResetsPerAccount = 2 });
        await house.StaffAsync("Anna", new Grant(null, Role.Agent));
        var gone = await house.StaffAsync("Per", new Grant(null, Role.Agent));
        await house.Get<CloseAccount>().HandleAsync(Asker.System, gone.StaffId!.Value, AccountsHouse.Cancel);
        foreach (var email in new[] { "eve@example.com", "per@example.com", "", "no address", "anna@example.com", "anna@example.com", "anna@example.com" })
        {
            await house.Get<RequestReset>().HandleAsync(email, null, AccountsHouse.Cancel);
        }

        Assert.Equal(["anna@example.com", "anna@example.com"], house.Mail.All.Select(m => m.To), StringComparer.Ordinal);
    }

    [Fact]
    public async Task The_database_holds_no_key_that_could_be_used()
    {
        await using var house = await AccountsHouse.OpenAsync(DatabaseEngine.Sqlite);
        await house.StaffAsync("Anna", new Grant(null, Role.Agent));
        await house.Get<RequestReset>().HandleAsync("anna@example.com", null, AccountsHouse.Cancel);

        var link = await house.ReadAsync(db => db.Set<AccountLink>().SingleAsync(AccountsHouse.Cancel));
        Assert.Equal(SecretKey.Hash(house.Mail.Last.Key), link.Hash);
        Assert.DoesNotContain(house.Mail.Last.Key, string.Join(' ', await house.ReadAsync(db => db.Set<AuditEntry>().Select(e => e.Detail ?? "").ToListAsync(AccountsHouse.Cancel))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("' OR 1=1 --")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_made_up_key_opens_nothing(string? key)
    {
        await using var house = await AccountsHouse.OpenAsync(DatabaseEngine.Sqlite);
        Assert.Null(await house.Get<SetPasswordByLink>().OwnerAsync(LinkKind.Reset, key, AccountsHouse.Cancel));
        Assert.False(await house.Get<FirstAccount>().IsOfferedAsync(key, AccountsHouse.Cancel));
    }

    private static string KeyOf(string? link) => link!.Split("key=")[1];
}
