using System.Globalization;
using Microsoft.Extensions.Localization;
using Svar.Web.Controls;

namespace Svar.Accounts;

/// <summary>Reads this room's forms, and says what is wrong with them in the request's language.</summary>
internal static class FormFields
{
    public const string Name = "name";
    public const string Email = "email";
    public const string Language = "language";
    public const string Password = "password";
    public const string RoleEverywhere = "role-all";

    public static string Text(this IFormCollection form, string field) => form[field] is [{ } value, ..] ? value : "";

    public static string RoleIn(long brandId) => string.Create(CultureInfo.InvariantCulture, $"role-{brandId}");

    /// <summary>The roles chosen in <c>RoleFields</c>; a field that names no role is 'none'.</summary>
    public static List<Grant> Grants(this IFormCollection form)
    {
        var grants = new List<Grant>();
        foreach (var (field, value) in form)
        {
            if (!field.StartsWith("role-", StringComparison.Ordinal) || ReadRole(value) is not { } role)
            {
                continue;
            }

            if (field == RoleEverywhere)
            {
                grants.Add(new Grant(null, role));
            }
            else if (long.TryParse(field.AsSpan("role-".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var brand))
            {
                grants.Add(new Grant(brand, role));
            }
        }

        return grants;
    }

    public static Role? ReadRole(string? text) => Enum.GetValues<Role>().Cast<Role?>().FirstOrDefault(r => r.ToString() == text);

    public static FieldError Error(PersonProblem problem, IStringLocalizer<AccountsTexts> texts) => new(
        problem switch
        {
            PersonProblem.BadEmail or PersonProblem.EmailIsTaken => Email,
            PersonProblem.NoName or PersonProblem.NameTooLong => Name,
            _ => Password,
        },
        texts["Problem." + problem]);
}
