using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Svar.Desk.Threads;

/// <summary>
/// Addresses of pictures within a mail. The mail's frame has an opaque origin, from which browsers send no cookie
/// (RFC 6265bis §5.2), so the address itself says what was allowed: sealed, and good for a day.
/// </summary>
internal sealed class InlineFiles(IDataProtectionProvider protection)
{
    public const string Path = "/desk/inline/";
    public static readonly TimeSpan GoodFor = TimeSpan.FromDays(1);

    private readonly ITimeLimitedDataProtector _seal = protection.CreateProtector("inline files of mails").ToTimeLimitedDataProtector();

    public string UrlOf(long conversationId, long fileId) => Path + _seal.Protect(string.Create(CultureInfo.InvariantCulture, $"{conversationId} {fileId}"), GoodFor);

    /// <summary>Null for an address that is not ours, or too old.</summary>
    public (long Conversation, long File)? Read(string sealedIds)
    {
        try
        {
            var ids = _seal.Unprotect(sealedIds).Split(' ');
            return (long.Parse(ids[0], CultureInfo.InvariantCulture), long.Parse(ids[1], CultureInfo.InvariantCulture));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
