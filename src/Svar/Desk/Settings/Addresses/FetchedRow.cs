using Microsoft.EntityFrameworkCore;
using Svar.Data;
using Svar.Mailboxes.Fetching;

namespace Svar.Desk.Settings.Addresses;

/// <param name="UpToDateAt">UTC; when the server last had nothing that we lack.</param>
/// <param name="Trouble">In the server's words or ours; null while it works.</param>
/// <param name="Withheld">UIDs of mails that lie in the folder and that the server does not hand over.</param>
public sealed record FetchedRow(long Id, string What, bool IsActive, DateTime? UpToDateAt, string? Trouble, DateTime? TroubleSince, IReadOnlyList<long> Withheld)
{
    private const int MostNamed = 10;

    /// <summary>The first of them, for whoever looks into the folder.</summary>
    public string WithheldUids => string.Join(", ", Withheld.Take(MostNamed)) + (Withheld.Count > MostNamed ? ", …" : "");

    internal static async Task<ILookup<long, FetchedRow>> OfBrandAsync(SvarDb db, long brandId, CancellationToken cancel)
    {
        var accounts = await db.Set<ImapAccount>().AsNoTracking().Where(a => a.BrandId == brandId).OrderBy(a => a.Id).ToListAsync(cancel);
        var withheld = (await db.Set<FolderMail>().Where(m => m.BrandId == brandId && !m.IsSettled && m.ReceivedId == null).OrderBy(m => m.Uid).Select(m => new { m.AccountId, m.Uid }).ToListAsync(cancel))
            .ToLookup(m => m.AccountId, m => m.Uid);
        return accounts.ToLookup(a => a.MailboxId, a => Of(a, [.. withheld[a.Id]]));
    }

    internal static async Task<FetchedRow?> FindAsync(SvarDb db, long accountId, CancellationToken cancel) =>
        await db.Set<ImapAccount>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == accountId, cancel) is { } account
            ? Of(account, await db.Set<FolderMail>().Where(m => m.AccountId == accountId && !m.IsSettled && m.ReceivedId == null).OrderBy(m => m.Uid).Select(m => m.Uid).ToListAsync(cancel))
            : null;

    private static FetchedRow Of(ImapAccount account, IReadOnlyList<long> withheld) =>
        new(account.Id, $"{account.User} · {account.Host} · {account.Folder}", account.IsActive, account.UpToDateAt, account.Trouble, account.TroubleSince, withheld);
}

/// <param name="MailboxId">Null: a new one.</param>
public sealed record MailboxForm(long? MailboxId, string Address, string Sender, IReadOnlyDictionary<string, string> Signature, bool IsDefault);
