using Svar.Data;

namespace Svar.Accounts;

/// <summary>
/// Where this room's mail goes: the outbox, which stands in a room above. Called inside a write, so that the mail and
/// what it tells of are saved together; it may be called again when the write is.
/// </summary>
internal interface IAccountMail
{
    /// <param name="language">ISO 639-1 of the text.</param>
    Task SendAsync(SvarDb db, string to, string name, string language, string subject, string text, CancellationToken cancel);
}

/// <summary>A brand, as far as a list of roles needs it. <paramref name="Zone"/> is IANA's.</summary>
public sealed record BrandName(long Id, string Name, string Zone);

/// <summary>Which brands there are; asked here because brands stand in a room above. Every brand, whatever the scope.</summary>
internal interface IBrandNames
{
    Task<IReadOnlyList<BrandName>> ListAsync(SvarDb db, CancellationToken cancel);
}
