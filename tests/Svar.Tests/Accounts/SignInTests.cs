using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Accounts.People;
using Svar.Accounts.SigningIn;
using Svar.Data;
using Svar.Tests.Data;

namespace Svar.Tests.Accounts;

public class SignInTests
{
    [Theory, BothEngines]
    internal async Task The_right_password_lets_in_whatever_the_case_of_the_address(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        await house.StaffAsync("Anna", new Grant(null, Role.Agent));

        Assert.IsType<SignInResult.SignedIn>(await TryAsync(house, " ANNA@example.com", AccountsHouse.Password));
        Assert.IsType<SignInResult.Refused>(await TryAsync(house, "anna@example.com", "correct horse batterY"));
        Assert.IsType<SignInResult.Refused>(await TryAsync(house, "nobody@example.com", AccountsHouse.Password));
        Assert.Equal(house.Now, (await house.RowAsync("Anna")).LastSignInAt);
    }

    [Theory, BothEngines]
    internal async Task After_five_wrong_tries_the_right_password_is_refused_for_a_quarter_of_an_hour(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        await house.StaffAsync("Anna", new Grant(null, Role.Agent));

        for (var i = 0; i < 5; i++)
        {
            await TryAsync(house, "anna@example.com", "wrong");
        }

        Assert.IsType<SignInResult.Refused>(await TryAsync(house, "anna@example.com", AccountsHouse.Password));
        Assert.Contains("account.locked", await house.DeedsAsync(), StringComparer.Ordinal);
        house.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.IsType<SignInResult.SignedIn>(await TryAsync(house, "anna@example.com", AccountsHouse.Password));
    }

    [Theory, BothEngines]
    internal async Task Tries_made_at_once_get_no_further_than_tries_made_in_a_row(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        await house.StaffAsync("Anna", new Grant(null, Role.Agent));

        var wrong = Enumerable.Range(0, 12).Select(i => TryAsync(house, "anna@example.com", $"guess {i}"));
        await Task.WhenAll(wrong);

        Assert.IsType<SignInResult.Refused>(await TryAsync(house, "anna@example.com", AccountsHouse.Password));
        Assert.Single(await house.DeedsAsync(), "account.locked");
    }

    [Theory, BothEngines]
    internal async Task The_fifth_try_may_be_the_right_one(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        await house.StaffAsync("Anna", new Grant(null, Role.Agent));
        for (var i = 0; i < 4; i++)
        {
            await TryAsync(house, "anna@example.com", "wrong");
        }

        Assert.IsType<SignInResult.SignedIn>(await TryAsync(house, "anna@example.com", AccountsHouse.Password));
        var row = await house.RowAsync("Anna");
        Assert.Equal(0, row.AccessFailedCount);
        Assert.Null(row.LockoutEnd);
    }

    [Fact]
    public async Task Tries_for_one_address_are_limited_whether_there_is_an_account_or_not()
    {
        await using var house = await AccountsHouse.OpenAsync(DatabaseEngine.Sqlite, new AccountOptions { AnswerAfter = TimeSpan.Zero, SignInsPerAccount = 3 });
        await house.StaffAsync("Anna", new Grant(null, Role.Agent));
        foreach (var email in new[] { "anna@example.com", "nobody@example.com" })
        {
            for (var i = 0; i < 3; i++)
            {
                Assert.IsType<SignInResult.Refused>(await TryAsync(house, email, "wrong"));
            }

            Assert.IsType<SignInResult.TooMany>(await TryAsync(house, email, AccountsHouse.Password));
        }
    }

    [Theory, BothEngines]
    internal async Task A_closed_account_and_one_not_yet_accepted_do_not_let_in(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        var anna = await house.StaffAsync("Anna", new Grant(null, Role.Agent));
        await house.Get<CloseAccount>().HandleAsync(Asker.System, anna.StaffId!.Value, AccountsHouse.Cancel);
        await house.Get<AddStaff>().HandleAsync(Asker.System, new NewStaff("per@example.com", "Per", "nb", [new Grant(house.Fjord, Role.Agent)]), AccountsHouse.Cancel);

        Assert.IsType<SignInResult.Refused>(await TryAsync(house, "anna@example.com", AccountsHouse.Password));
        Assert.IsType<SignInResult.Refused>(await TryAsync(house, "per@example.com", ""));
    }

    [Fact]
    public async Task Who_signed_in_from_where_is_logged_and_no_password_is()
    {
        await using var house = await AccountsHouse.OpenAsync(DatabaseEngine.Sqlite);
        await house.StaffAsync("Anna", new Grant(null, Role.Agent));
        await TryAsync(house, "anna@example.com", AccountsHouse.Password);

        var entry = await house.ReadAsync(db => db.Set<AuditEntry>().SingleAsync(e => e.What == "account.signed-in", AccountsHouse.Cancel));
        Assert.Equal("Anna", entry.ActorName);
        Assert.Contains("192.0.2.7", entry.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(AccountsHouse.Password, entry.Detail, StringComparison.Ordinal);
    }

    private static Task<SignInResult> TryAsync(AccountsHouse house, string email, string password) =>
        house.Get<SignIn>().HandleAsync(email, password, "192.0.2.7", AccountsHouse.Cancel);
}
