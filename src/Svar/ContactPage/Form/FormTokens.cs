using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Svar.Data;

namespace Svar.ContactPage.Form;

/// <summary>What a form was given out with: the same form sent twice is one letter.</summary>
/// <param name="At">When the form was shown; whole seconds. The date of the letter, so that its bytes are the same each time.</param>
/// <param name="Nonce">128 random bits, in hexadecimal.</param>
internal sealed record FormToken(long BrandId, DateTime At, string Nonce);

/// <summary>
/// Gives out and reads the one-time tokens of the public form. They are sealed and not stored: what makes one 'used'
/// is that its letter lies in the ledger, where the same bytes are the same mail for five days.
/// </summary>
internal sealed class FormTokens(IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>Shorter than the ledger remembers: an old form that is sent again cannot become a second letter.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(3);

    private const int Longest = 500;

    private readonly IDataProtector _protector = protection.CreateProtector("Svar.ContactPage.FormToken");

    public (FormToken Token, string Sealed) Issue(long brandId)
    {
        var now = time.UtcNow();
        var token = new FormToken(brandId, now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        return (token, _protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{token.BrandId} {token.At.Ticks} {token.Nonce}")));
    }

    /// <summary>Null when there is none, it is not ours, of another brand, or too old.</summary>
    public FormToken? Read(string? token, long brandId)
    {
        if (token is null or { Length: 0 or > Longest } || Open(token) is not { } read || read.BrandId != brandId)
        {
            return null;
        }

        var age = time.GetUtcNow().UtcDateTime - read.At;
        return age <= Life ? read : null;
    }

    private FormToken? Open(string token)
    {
        try
        {
            var parts = _protector.Unprotect(token).Split(' ');
            return new FormToken(
                long.Parse(parts[0], CultureInfo.InvariantCulture),
                new DateTime(long.Parse(parts[1], CultureInfo.InvariantCulture), DateTimeKind.Utc),
                parts[2]);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
