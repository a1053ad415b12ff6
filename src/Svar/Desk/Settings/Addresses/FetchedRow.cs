using Microsoft.EntityFrameworkCore;
using Svar.Data;
using Svar.Mailboxes.Fetching;

namespace Svar.Desk.Settings.Addresses;

/// <param name="UpToDateAt">UTC; when the server last had nothing that we lack.</param>
/// <param name="Trouble">In the server's words or ours; null while it works.</param>
/// <param name="Withheld">UIDs of mails that lie in the folder and that the server does not hand over.</param>
/// <param name="TooLarge">UIDs of mails that lie in the folder and are larger than what is taken in.</param>
public sealed record FetchedRow(long Id, string What, bool IsActive, DateTime? UpToDateAt, string? Trouble, DateTime? TroubleSince, IReadOnlyList<long> Withheld, IReadOnlyList<long> TooLarge)
{
    private const int MostNamed = 10;

    /// <summary>The first of them, for whoever looks into the folder.</summary>
    public static string Named(IReadOnlyList<long> uids) => string.Join(", ", uids.Take(MostNamed)) + (uids.Count > MostNamed ? ", …" : "");

    internal static async Task<ILookup<long, FetchedRow>> OfBrandAsync(SvarDb db, long brandId, CancellationToken cancel)
    {
        var accounts = await db.Set<ImapAccount>().AsNoTracking().Where(a => a.BrandId == brandId).OrderBy(a => a.Id).ToListAsync(cancel);
        var left = (await Left(db).Where(m => m.BrandId == brandId).ToListAsync(cancel)).ToLookup(m => m.AccountId);
        return accounts.ToLookup(a => a.MailboxId, a => Of(a, left[a.Id]));
    }

    internal static async Task<FetchedRow?> FindAsync(SvarDb db, long accountId, CancellationToken cancel) =>
        await db.Set<ImapAccount>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == accountId, cancel) is { } account
            ? Of(account, await Left(db).Where(m => m.AccountId == accountId).ToListAsync(cancel))
            : null;

    private static IQueryable<FolderMail> Left(SvarDb db) => db.Set<FolderMail>().AsNoTracking().Where(m => !m.IsSettled && m.ReceivedId == null).OrderBy(m => m.Uid);

    private static FetchedRow Of(ImapAccount account, IEnumerable<FolderMail> left)
    {
        var (tooLarge, withheld) = (left.Where(m => m.IsTooLarge).Select(m => m.Uid).ToList(), left.Where(m => !m.IsTooLarge).Select(m => m.Uid).ToList());
        return new(account.Id, $"{account.User} · {account.Host} · {account.Folder}", account.IsActive, account.UpToDateAt, account.Trouble, account.TroubleSince, withheld, tooLarge);
    }
}
