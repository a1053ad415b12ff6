using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Accounts.Links;
using Svar.Accounts.People;
using Svar.Accounts.Tokens;
using Svar.Brands;
using Svar.Data;
using Svar.Web;

namespace Svar.Commands;

/// <summary>Accounts, for whoever runs the program.</summary>
internal static class UserCommands
{
    public static Command Create() => new("user", "Accounts of staff.") { Add(), List(), Reset() };

    private static Command Add()
    {
        var (data, database) = (Shared.Data(), Shared.Database());
        var email = new Argument<string>("EMAIL");
        var name = new Option<string>("--name") { Description = "as customers see it", Required = true };
        var role = RoleOption();
        var brand = BrandOption();
        var language = new Option<string>("--language") { Description = "of the desk: en or nb", DefaultValueFactory = _ => "en" };
        language.Validators.Add(result =>
        {
            if (result.Tokens is [var given] && !LanguageChoice.Known.Contains(given.Value, StringComparer.Ordinal))
            {
                result.AddError($"--language '{given.Value}': the desk is written in {string.Join(", ", LanguageChoice.Known)}.");
            }
        });
        var command = new Command("add", "Make an account; prints the link by which its owner chooses a password. Example: svar user add anna@example.com --name 'Anna Berg' --role agent") { email, name, role, brand, language, data, database };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var house = await House.OpenAsync(parsed, data, database, cancel);
            var grant = await GrantAsync(house, parsed.GetValue(role)!, parsed.GetValue(brand), cancel);
            var request = new NewStaff(parsed.GetValue(email)!, parsed.GetValue(name)!, parsed.GetValue(language)!, [grant]);
            switch (await house.Get<AddStaff>().HandleAsync(Asker.System, request, cancel))
            {
                case AddStaffResult.Added added:
                    await TellIfGuessedAsync(house);
                    await Shared.WriteLineAsync(new { id = added.StaffId, email = request.Email, link = added.Link });
                    return CommandLine.Done;
                case AddStaffResult.EmailIsTaken:
                    throw new BadInputException($"there is an account with the address '{request.Email}' already");
                case AddStaffResult.Refused refused:
                    throw new BadInputException(WhyNot(refused.Problem, request));
                default:
                    throw new BadInputException("there is no such brand");
            }
        });
        return command;
    }

    private static Command List()
    {
        var (data, database) = (Shared.Data(), Shared.Database());
        var command = new Command("list", "All accounts, one JSON object a line.") { data, database };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var house = await House.OpenAsync(parsed, data, database, cancel);
            foreach (var row in await house.Get<StaffList>().ReadAsync(Asker.System, cancel))
            {
                await Shared.WriteLineAsync(new
                {
                    id = row.Id,
                    email = row.Email,
                    name = row.Name,
                    state = row.State.ToString().ToLowerInvariant(),
                    roles = row.Grants.Select(g => new { brand = g.BrandId, role = g.Role.ToString().ToLowerInvariant() }),
                    lastSignInAt = row.LastSignInAt,
                });
            }

            return CommandLine.Done;
        });
        return command;
    }

    private static Command Reset()
    {
        var (data, database) = (Shared.Data(), Shared.Database());
        var email = new Argument<string>("EMAIL");
        var command = new Command("reset", "Print a link by which somebody chooses a new password. Example: svar user reset anna@example.com") { email, data, database };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var house = await House.OpenAsync(parsed, data, database, cancel);
            if (await house.Get<ResetAccount>().HandleAsync(Asker.System, parsed.GetValue(email)!, cancel) is ResetAccountResult.Done done)
            {
                await TellIfGuessedAsync(house);
                await Shared.WriteLineAsync(new { email = parsed.GetValue(email), link = done.Link });
                return CommandLine.Done;
            }

            throw new BadInputException($"nobody has an account with the address '{parsed.GetValue(email)}'; 'svar user list' shows who has");
        });
        return command;
    }

    private static string WhyNot(PersonProblem problem, NewStaff wanted) => problem switch
    {
        PersonProblem.BadEmail => $"EMAIL '{wanted.Email}' is no e-mail address; write it as anna@example.com",
        PersonProblem.NoName => $"--name '{wanted.Name}': give a name that customers may see, such as 'Anna Berg'",
        PersonProblem.NameTooLong => $"--name is longer than {Staff.LongestName.ToString(CultureInfo.InvariantCulture)} characters; shorten it",
        _ => $"the account was not made ({problem})",
    };

    private static Task TellIfGuessedAsync(House house) => house.KnowsAddress
        ? Task.CompletedTask
        : Console.Error.WriteLineAsync($"The link begins with the usual address, {new AccountOptions().DeskUrl}, for no 'svar serve' has run on this data folder: set Accounts:DeskUrl in svar.json to where the desk is reached.");

    internal static Option<string> RoleOption()
    {
        var role = new Option<string>("--role") { Description = "reader, agent, lead or admin", DefaultValueFactory = _ => "agent" };
        role.AcceptOnlyFromAmong("reader", "agent", "lead", "admin");
        return role;
    }

    internal static Option<string?> BrandOption() => new("--brand") { Description = "slug of a brand; without it, every brand", HelpName = "SLUG" };

    internal static async Task<Grant> GrantAsync(House house, string role, string? brandSlug, CancellationToken cancel)
    {
        var parsed = Enum.Parse<Role>(role, ignoreCase: true);
        if (brandSlug is null)
        {
            return new Grant(null, parsed);
        }

        await using var db = house.Database.CreateDbContext();
        return await db.Set<Brand>().Where(b => b.Slug == brandSlug).Select(b => (long?)b.Id).FirstOrDefaultAsync(cancel) is { } brand
            ? new Grant(brand, parsed)
            : throw new BadInputException($"there is no brand '{brandSlug}'");
    }
}

/// <summary>API tokens, for whoever runs the program.</summary>
internal static class TokenCommands
{
    public static Command Create() => new("token", "Tokens of the API.") { Add(), List(), Revoke() };

    private static Command Add()
    {
        var (data, database) = (Shared.Data(), Shared.Database());
        var email = new Argument<string>("EMAIL") { Description = "whose token it is" };
        var name = new Option<string>("--name") { Description = "what it is for", Required = true };
        var role = UserCommands.RoleOption();
        var brand = UserCommands.BrandOption();
        var command = new Command("add", "Make a token; it is shown this once. Example: svar token add anna@example.com --name 'shop import' --role agent") { email, name, role, brand, data, database };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var house = await House.OpenAsync(parsed, data, database, cancel);
            var owner = await StaffList.FindAsync(house.Database, parsed.GetValue(email)!, cancel)
                ?? throw new BadInputException($"nobody has an account with the address '{parsed.GetValue(email)}'");
            var grant = await UserCommands.GrantAsync(house, parsed.GetValue(role)!, parsed.GetValue(brand), cancel);
            return await house.Get<CreateToken>().HandleAsync(Asker.System, new NewToken(owner, parsed.GetValue(name)!, [grant]), cancel) switch
            {
                CreateTokenResult.Created created => await WriteAsync(new { id = created.TokenId, token = created.Secret }),
                CreateTokenResult.Refused { Problem: TokenProblem.TooMuch } => throw new BadInputException($"'{parsed.GetValue(email)}' is no {parsed.GetValue(role)} there: a token can do at most what its owner can"),
                CreateTokenResult.Refused refused => throw new BadInputException($"the token was not made: {refused.Problem}"),
                _ => CommandLine.Failed,
            };
        });
        return command;
    }

    private static Command List()
    {
        var (data, database) = (Shared.Data(), Shared.Database());
        var command = new Command("list", "All tokens, one JSON object a line; none is shown whole.") { data, database };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var house = await House.OpenAsync(parsed, data, database, cancel);
            foreach (var row in await house.Get<TokenList>().ReadAsync(null, cancel))
            {
                await Shared.WriteLineAsync(new { id = row.Id, owner = row.Owner, name = row.Name, ending = row.Ending, createdAt = row.CreatedAt, expiresAt = row.ExpiresAt, revokedAt = row.RevokedAt, lastUsedAt = row.LastUsedAt });
            }

            return CommandLine.Done;
        });
        return command;
    }

    private static Command Revoke()
    {
        var (data, database) = (Shared.Data(), Shared.Database());
        var id = new Argument<string>("ID") { Description = "as 'svar token list' shows it" };
        var command = new Command("revoke", "End a token: a serving Svar refuses it within seconds. Example: svar token revoke 4711") { id, data, database };
        command.SetAction(async (parsed, cancel) =>
        {
            if (!long.TryParse(parsed.GetValue(id), NumberStyles.None, CultureInfo.InvariantCulture, out var token))
            {
                throw new BadInputException($"ID '{parsed.GetValue(id)}' is no token's: give the number that 'svar token list' shows as its id, such as 4711");
            }

            await using var house = await House.OpenAsync(parsed, data, database, cancel);
            return await house.Get<RevokeToken>().HandleAsync(Asker.System, token, cancel) == RevokeTokenResult.NotFound
                ? throw new BadInputException($"there is no token {parsed.GetValue(id)}; 'svar token list' shows them")
                : await WriteAsync(new { id = token, revoked = true });
        });
        return command;
    }

    private static async Task<int> WriteAsync(object value)
    {
        await Shared.WriteLineAsync(value);
        return CommandLine.Done;
    }
}
