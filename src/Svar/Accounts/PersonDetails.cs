using Svar.Accounts.SigningIn;
using Svar.Web;

namespace Svar.Accounts;

/// <summary>What is wrong with what somebody entered about a person.</summary>
public enum PersonProblem
{
    BadEmail = 1,
    NoName = 2,
    NameTooLong = 3,
    PasswordTooShort = 4,
    PasswordTooLong = 5,
    PasswordIsEmail = 6,
    PasswordIsCommon = 7,

    /// <summary>Somebody has an account with this address already.</summary>
    EmailIsTaken = 8,
}

internal static class PersonDetails
{
    /// <summary>The first thing that is wrong, in the order of the form; <paramref name="password"/> null: not asked for.</summary>
    public static PersonProblem? Problem(string? email, string? name, string? password)
    {
        if (!EmailAddress.TryRead(email, out var address))
        {
            return PersonProblem.BadEmail;
        }

        return ProblemOfName(name) ?? (password is null ? null : ProblemOfPassword(password, address));
    }

    public static PersonProblem? ProblemOfName(string? name) => name?.Trim() switch
    {
        null or "" => PersonProblem.NoName,
        { Length: > Staff.LongestName } => PersonProblem.NameTooLong,
        { } text when text.Any(char.IsControl) => PersonProblem.NoName,
        _ => null,
    };

    public static PersonProblem? ProblemOfPassword(string password, string email) => Passwords.Refusal(password, email) switch
    {
        PasswordRefusal.TooShort => PersonProblem.PasswordTooShort,
        PasswordRefusal.TooLong => PersonProblem.PasswordTooLong,
        PasswordRefusal.IsEmail => PersonProblem.PasswordIsEmail,
        PasswordRefusal.IsCommon => PersonProblem.PasswordIsCommon,
        _ => null,
    };

    /// <summary>One of the languages that the desk is written in.</summary>
    public static string Language(string? asked) =>
        asked is not null && LanguageChoice.Known.Contains(asked, StringComparer.Ordinal) ? asked : LanguageChoice.Known[0];
}
