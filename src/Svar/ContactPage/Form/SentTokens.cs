using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Svar.Data;

namespace Svar.ContactPage.Form;

/// <summary>What the page after sending has to know.</summary>
/// <param name="DueAt">By when an ordinary message was promised an answer at that moment.</param>
internal sealed record SentToken(long BrandId, long ReceivedMailId, string Email, DateTime SentAt, DateTime? DueAt);

/// <summary>Seals what the page after sending shows into its address, so that reloading it sends nothing and nobody can guess another's.</summary>
internal sealed class SentTokens(IDataProtectionProvider protection, TimeProvider time)
{
    private static readonly TimeSpan _life = TimeSpan.FromDays(1);

    private const int Longest = 2000;

    private readonly IDataProtector _protector = protection.CreateProtector("Svar.ContactPage.SentToken");

    public string Seal(SentToken token) => _protector.Protect(JsonSerializer.Serialize(token));

    /// <summary>Null when it is not ours, of another brand, or too old.</summary>
    public SentToken? Read(string? token, long brandId)
    {
        if (token is null or { Length: 0 or > Longest })
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<SentToken>(_protector.Unprotect(token)) is { } read && read.BrandId == brandId && time.UtcNow() - read.SentAt <= _life
                ? read
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
