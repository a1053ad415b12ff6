using Svar.Accounts;
using Svar.Accounts.Asking;
using Svar.Accounts.People;
using Svar.Accounts.Tokens;
using Svar.Data;
using Svar.Tests.Data;

namespace Svar.Tests.Accounts;

public class PeopleTests
{
    [Theory, BothEngines]
    internal async Task The_last_admin_can_neither_be_closed_nor_lose_the_role(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        var anna = await house.StaffAsync("Anna", new Grant(null, Role.Admin));

        Assert.Equal(CloseAccountResult.IsLastAdmin, await CloseAsync(house, anna, anna));
        Assert.Equal(ChangeRolesResult.IsLastAdmin, await RolesAsync(house, anna, anna, new Grant(null, Role.Lead)));
        Assert.Equal(ChangeRolesResult.IsLastAdmin, await RolesAsync(house, anna, anna));

        // Somebody invited who has not come yet cannot let anybody in.
        await house.Get<AddStaff>().HandleAsync(Asker.System, new NewStaff("late@example.com", "Late", "en", [new Grant(null, Role.Admin)]), AccountsHouse.Cancel);
        Assert.Equal(CloseAccountResult.IsLastAdmin, await CloseAsync(house, anna, anna));

        var ingrid = await house.StaffAsync("Ingrid", new Grant(null, Role.Admin));
        Assert.Equal(CloseAccountResult.Closed, await CloseAsync(house, anna, anna));
        Assert.Equal(CloseAccountResult.IsLastAdmin, await CloseAsync(house, ingrid, ingrid));
    }

    [Theory, BothEngines]
    internal async Task Two_admins_who_close_each_other_at_once_leave_one(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        var anna = await house.StaffAsync("Anna", new Grant(null, Role.Admin));
        var ingrid = await house.StaffAsync("Ingrid", new Grant(null, Role.Admin));

        var results = await Task.WhenAll(CloseAsync(house, anna, ingrid), CloseAsync(house, ingrid, anna));
        Assert.Single(results, CloseAccountResult.Closed);
        Assert.Single(results, CloseAccountResult.IsLastAdmin);
    }

    [Theory, BothEngines]
    internal async Task An_admin_of_one_brand_changes_roles_there_and_leaves_the_rest(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        var admin = await house.StaffAsync("Anna", new Grant(house.Fjord, Role.Admin));
        var per = await house.StaffAsync("Per", new Grant(house.Fjord, Role.Agent), new Grant(house.Other, Role.Lead));

        Assert.Equal(ChangeRolesResult.NotYours, await RolesAsync(house, admin, per, new Grant(house.Other, Role.Reader)));
        Assert.Equal(ChangeRolesResult.NotYours, await RolesAsync(house, admin, per, new Grant(null, Role.Reader)));
        Assert.Equal(ChangeRolesResult.Changed, await RolesAsync(house, admin, per, new Grant(house.Fjord, Role.Lead)));
        Assert.Equal([new Grant(house.Fjord, Role.Lead), new Grant(house.Other, Role.Lead)], (await house.GrantsAsync(per.StaffId)).OrderBy(g => g.BrandId));
        Assert.Equal(ChangeRolesResult.Changed, await RolesAsync(house, admin, per));
        Assert.Equal([new Grant(house.Other, Role.Lead)], await house.GrantsAsync(per.StaffId));
    }

    [Theory, BothEngines]
    internal async Task An_admin_of_one_brand_neither_closes_nor_resets_who_works_elsewhere_too(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        var admin = await house.StaffAsync("Anna", new Grant(house.Fjord, Role.Admin));
        var both = await house.StaffAsync("Per", new Grant(house.Fjord, Role.Agent), new Grant(house.Other, Role.Reader));
        var everywhere = await house.StaffAsync("Ingrid", new Grant(null, Role.Lead));
        var own = await house.StaffAsync("Jonas", new Grant(house.Fjord, Role.Agent));

        foreach (var target in new[] { both, everywhere })
        {
            Assert.Equal(CloseAccountResult.NotYours, await CloseAsync(house, admin, target));
            Assert.IsType<ResetAccountResult.NotYours>(await house.Get<ResetAccount>().HandleAsync(admin, target.StaffId!.Value, house.Mail, AccountsHouse.Cancel));
        }

        Assert.IsType<ResetAccountResult.Done>(await house.Get<ResetAccount>().HandleAsync(admin, own.StaffId!.Value, house.Mail, AccountsHouse.Cancel));
        Assert.Equal(CloseAccountResult.Closed, await CloseAsync(house, admin, own));
    }

    [Theory, BothEngines]
    internal async Task Nobody_invites_to_more_than_they_have(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        var admin = await house.StaffAsync("Anna", new Grant(house.Fjord, Role.Admin));
        var lead = await house.StaffAsync("Ingrid", new Grant(house.Fjord, Role.Lead));

        Assert.Equal(InviteResult.NotYours, await InviteAsync(house, admin, new Grant(house.Other, Role.Reader)));
        Assert.Equal(InviteResult.NotYours, await InviteAsync(house, admin, new Grant(null, Role.Reader)));
        Assert.Equal(InviteResult.NotYours, await InviteAsync(house, lead, new Grant(house.Fjord, Role.Reader)));
        Assert.Equal(InviteResult.NoRoles, await InviteAsync(house, admin));
        Assert.Equal(InviteResult.UnknownBrand, await InviteAsync(house, Asker.System, new Grant(4711, Role.Reader)));
        Assert.Empty(house.Mail.All);
    }

    [Theory, BothEngines]
    internal async Task Who_is_here_already_gets_roles_added_and_keeps_the_higher(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        var admin = await house.StaffAsync("Anna", new Grant(null, Role.Admin));
        var per = await house.StaffAsync("Per", new Grant(house.Fjord, Role.Lead));

        Assert.Equal(InviteResult.RolesAdded, await InviteAsync(house, admin, new Grant(house.Fjord, Role.Agent), new Grant(house.Other, Role.Agent)));
        Assert.Equal([new Grant(house.Fjord, Role.Lead), new Grant(house.Other, Role.Agent)], (await house.GrantsAsync(per.StaffId)).OrderBy(g => g.BrandId));
        Assert.DoesNotContain("key=", house.Mail.Last.Text, StringComparison.Ordinal);
    }

    [Theory, BothEngines]
    internal async Task Closing_takes_roles_tokens_and_sessions_and_an_invitation_opens_again(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        var admin = await house.StaffAsync("Anna", new Grant(null, Role.Admin));
        var per = await house.StaffAsync("Per", new Grant(house.Fjord, Role.Agent));
        var token = Assert.IsType<CreateTokenResult.Created>(
            await house.Get<CreateToken>().HandleAsync(per, new NewToken(per.StaffId!.Value, "Shop", [new Grant(null, Role.Agent)]), AccountsHouse.Cancel));
        var askers = house.Get<AskerCache>();
        Assert.NotNull(await askers.StaffAsync(per.StaffId.Value, AccountsHouse.Cancel));
        Assert.NotNull(await askers.TokenAsync(token.Secret, AccountsHouse.Cancel));

        Assert.Equal(CloseAccountResult.Closed, await CloseAsync(house, admin, per));
        Assert.Null(await askers.StaffAsync(per.StaffId.Value, AccountsHouse.Cancel));
        Assert.Null(await askers.TokenAsync(token.Secret, AccountsHouse.Cancel));
        Assert.Empty(await house.GrantsAsync(per.StaffId));
        Assert.Equal(CloseAccountResult.AlreadyClosed, await CloseAsync(house, admin, per));

        Assert.Equal(InviteResult.Invited, await InviteAsync(house, admin, new Grant(house.Other, Role.Reader)));
        Assert.Equal([new Grant(house.Other, Role.Reader)], await house.GrantsAsync(per.StaffId));
        Assert.Null(await askers.TokenAsync(token.Secret, AccountsHouse.Cancel));
    }

    [Theory, BothEngines]
    internal async Task An_admin_of_one_brand_sees_the_people_of_that_brand(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        var admin = await house.StaffAsync("Anna", new Grant(house.Fjord, Role.Admin));
        var owner = await house.StaffAsync("Ingrid", new Grant(null, Role.Admin));
        var other = await house.StaffAsync("Zoe", new Grant(house.Other, Role.Agent));

        var list = house.Get<StaffList>();
        Assert.Equal(["Anna", "Ingrid"], (await list.ReadAsync(admin, AccountsHouse.Cancel)).Select(r => r.Name), StringComparer.Ordinal);
        Assert.Equal(["Anna", "Ingrid", "Zoe"], (await list.ReadAsync(owner, AccountsHouse.Cancel)).Select(r => r.Name), StringComparer.Ordinal);
        Assert.Null(await list.FindAsync(admin, other.StaffId!.Value, AccountsHouse.Cancel));
    }

    [Theory, BothEngines]
    internal async Task The_log_is_read_by_key_and_by_brand(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        var admin = await house.StaffAsync("Anna", new Grant(house.Fjord, Role.Admin));
        await house.Database.WriteAsync(
            db =>
            {
                foreach (var i in Enumerable.Range(0, 25))
                {
                    Audit.Add(db, Asker.System, house.Now, i % 2 == 0 ? house.Fjord : house.Other, "test.done", $"{i}", new { Number = i });
                }

                return Task.CompletedTask;
            },
            AccountsHouse.Cancel);

        var log = house.Get<AuditList>();
        var first = await log.ReadAsync(admin, null, 10, AccountsHouse.Cancel);
        var second = await log.ReadAsync(admin, first.Next, 10, AccountsHouse.Cancel);
        Assert.Equal(["24", "22", "20", "18", "16", "14", "12", "10", "8", "6"], first.Entries.Select(e => e.Subject), StringComparer.Ordinal);
        Assert.Equal(["4", "2", "0", "anna@example.com"], second.Entries.Select(e => e.Subject), StringComparer.Ordinal);
        Assert.Null(second.Next);
        Assert.Equal(25 + 1, (await log.ReadAsync(Asker.System, null, 100, AccountsHouse.Cancel)).Entries.Count);
    }

    private static Task<CloseAccountResult> CloseAsync(AccountsHouse house, Asker asker, Asker target) =>
        house.Get<CloseAccount>().HandleAsync(asker, target.StaffId!.Value, AccountsHouse.Cancel);

    private static Task<ChangeRolesResult> RolesAsync(AccountsHouse house, Asker asker, Asker target, params Grant[] grants) =>
        house.Get<ChangeRoles>().HandleAsync(asker, target.StaffId!.Value, grants, AccountsHouse.Cancel);

    private static Task<InviteResult> InviteAsync(AccountsHouse house, Asker asker, params Grant[] grants) =>
        house.Get<InviteStaff>().HandleAsync(asker, new Invitation("per@example.com", "Per", "en", grants), AccountsHouse.Cancel);
}
