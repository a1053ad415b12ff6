using System.Text;
using Microsoft.AspNetCore.Identity;

namespace Svar.Accounts.SigningIn;

internal enum PasswordRefusal
{
    TooShort = 1,
    TooLong = 2,

    /// <summary>The account's own e-mail address, or little more than it.</summary>
    IsEmail = 3,

    /// <summary>Made of what everybody tries first, or of one thing again and again.</summary>
    IsCommon = 4,
}

/// <summary>
/// Passwords are judged by length, and against what is tried first (NIST SP 800-63B §3.1.1.2: a blocklist, and no rules
/// of composition). They are compared in one Unicode form, so that å typed on another keyboard is the same letter. Checking one takes a tenth of a second on
/// purpose: never inside a write.
/// </summary>
internal sealed class Passwords
{
    public const int Shortest = 12;
    public const int Longest = 200;

    private readonly IPasswordHasher<Staff> _hasher;
    private readonly Staff _nobody = Staff.New(0, "nobody@localhost", "", "en", default);

    public Passwords(IPasswordHasher<Staff> hasher)
    {
        _hasher = hasher;
        _nobody.PasswordHash = hasher.HashPassword(_nobody, SecretKey.New());
    }

    public static PasswordRefusal? Refusal(string password, string email)
    {
        var one = Folded(password);
        return one switch
        {
            { Length: > Longest } => PasswordRefusal.TooLong,
            _ when one.EnumerateRunes().Count() < Shortest => PasswordRefusal.TooShort,
            _ when email.Length > 0 && one.Contains(Folded(email), StringComparison.OrdinalIgnoreCase) && one.Length - email.Length < Shortest / 2 => PasswordRefusal.IsEmail,
            _ when CommonPasswords.Has(one) => PasswordRefusal.IsCommon,
            _ => null,
        };
    }

    public string Hash(string password) => _hasher.HashPassword(_nobody, Folded(password));

    /// <summary>
    /// Takes the same time when there is no such person. <paramref name="better"/> is a new hash to keep when the old one
    /// was made with less work than is now usual.
    /// </summary>
    public bool IsRight(string? hash, string password, out string? better)
    {
        better = null;
        if (password.Length > 4 * Longest)
        {
            return false;
        }

        var result = _hasher.VerifyHashedPassword(_nobody, hash ?? _nobody.PasswordHash!, Folded(password));
        if (hash is null || result == PasswordVerificationResult.Failed)
        {
            return false;
        }

        if (result == PasswordVerificationResult.SuccessRehashNeeded)
        {
            better = Hash(password);
        }

        return true;
    }

    // NFKC; half a surrogate pair and U+FFFE have no normal form, and become the replacement character first.
    private static string Folded(string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\uFFFE', '\uFFFD').Normalize(NormalizationForm.FormKC);
}
