using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Svar.Cluster;
using Svar.Data;

namespace Svar.Mailboxes.Fetching;

/// <summary>
/// What is known of a folder that is fetched from: how far it was read, and what became of each mail. Each writing checks that the duty is
/// still ours and that the account still has the settings under which the mail was fetched.
/// </summary>
internal sealed class FolderLedger(SvarDatabase database, TimeProvider time)
{
    private const int MostNamed = 500;

    public async Task<ImapAccount?> AccountAsync(long accountId, CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<ImapAccount>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == accountId, cancel);
    }

    /// <summary>UIDs mean other mails from now on, RFC 9051 §2.3.1.1: all are looked at anew, and known ones are told by their bytes.</summary>
    public Task BeginAnewAsync(DutyTerm term, ImapAccount account, long validity, long lastUid, CancellationToken cancel) => WriteAsync(
        term, account,
        async db =>
        {
            await db.Set<FolderMail>().Where(m => m.AccountId == account.Id).ExecuteDeleteAsync(cancel);
            await db.Set<ImapAccount>().Where(a => a.Id == account.Id).ExecuteUpdateAsync(
                set => set.SetProperty(a => a.UidValidity, validity).SetProperty(a => a.LastUid, lastUid).SetProperty(a => a.ComparedAt, (DateTime?)null), cancel);
        },
        cancel);

    /// <summary>The position passes mails, in one transaction with what became of them.</summary>
    /// <param name="kept">UID and row of the ledger.</param>
    /// <param name="withheld">UIDs that the server lists and does not hand over.</param>
    public Task PassAsync(DutyTerm term, ImapAccount account, long lastUid, IReadOnlyDictionary<uint, long> kept, IReadOnlyCollection<uint> withheld, CancellationToken cancel)
    {
        var now = time.UtcNow();
        var isSettled = account.After == AfterFetch.Leave;
        return WriteAsync(
            term, account,
            async db =>
            {
                var uids = kept.Keys.Concat(withheld).Select(uid => (long)uid).ToList();
                await db.Set<FolderMail>().Where(m => m.AccountId == account.Id && uids.Contains(m.Uid)).ExecuteDeleteAsync(cancel);
                db.AddRange(kept.Select(k => new FolderMail { AccountId = account.Id, BrandId = account.BrandId, Uid = k.Key, ReceivedId = k.Value, IsSettled = isSettled, AskedAt = now }));
                db.AddRange(withheld.Select(uid => new FolderMail { AccountId = account.Id, BrandId = account.BrandId, Uid = uid, AskedAt = now }));
                await db.Set<ImapAccount>().Where(a => a.Id == account.Id && a.LastUid < lastUid).ExecuteUpdateAsync(set => set.SetProperty(a => a.LastUid, lastUid), cancel);
            },
            cancel);
    }

    /// <summary>What is to be done on the server with these is done.</summary>
    public Task SettledAsync(DutyTerm term, ImapAccount account, IReadOnlyCollection<uint> uids, CancellationToken cancel)
    {
        var these = uids.Select(uid => (long)uid).ToList();
        return WriteAsync(
            term, account, db => db.Set<FolderMail>().Where(m => m.AccountId == account.Id && these.Contains(m.Uid)).ExecuteUpdateAsync(set => set.SetProperty(m => m.IsSettled, true), cancel), cancel);
    }

    /// <summary>Ours, with something still to be done on the server: a crash or a lost connection came between. The lowest UIDs first.</summary>
    public async Task<IReadOnlyList<uint>> UnsettledAsync(long accountId, CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        return (await db.Set<FolderMail>().Where(m => m.AccountId == accountId && !m.IsSettled && m.ReceivedId != null).OrderBy(m => m.Uid).Select(m => m.Uid).Take(MostNamed).ToListAsync(cancel))
            .ConvertAll(uid => (uint)uid);
    }

    /// <summary>Withheld by the server, and not asked for since then.</summary>
    public async Task<IReadOnlyList<uint>> WithheldAsync(long accountId, DateTime notSince, CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        return (await db.Set<FolderMail>().Where(m => m.AccountId == accountId && !m.IsSettled && m.ReceivedId == null && m.AskedAt < notSince).OrderBy(m => m.AskedAt).Select(m => m.Uid).Take(MostNamed).ToListAsync(cancel))
            .ConvertAll(uid => (uint)uid);
    }

    /// <summary>Withheld mails that the server lists no more need no asking.</summary>
    public Task GoneAsync(DutyTerm term, ImapAccount account, IReadOnlyCollection<uint> uids, CancellationToken cancel)
    {
        var these = uids.Select(uid => (long)uid).ToList();
        return WriteAsync(term, account, db => db.Set<FolderMail>().Where(m => m.AccountId == account.Id && m.ReceivedId == null && these.Contains(m.Uid)).ExecuteDeleteAsync(cancel), cancel);
    }

    /// <summary>Of the UIDs that the server lists, those of which nothing is known here.</summary>
    public async Task<IReadOnlyList<uint>> UnknownAsync(long accountId, IReadOnlyList<uint> listed, CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        var known = (await db.Set<FolderMail>().Where(m => m.AccountId == accountId).Select(m => m.Uid).ToListAsync(cancel)).ToHashSet();
        return [.. listed.Where(uid => !known.Contains(uid))];
    }

    /// <summary>The whole folder was compared with what is known here.</summary>
    public Task ComparedAsync(DutyTerm term, ImapAccount account, CancellationToken cancel)
    {
        var now = time.UtcNow();
        return WriteAsync(term, account, db => db.Set<ImapAccount>().Where(a => a.Id == account.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.ComparedAt, now), cancel), cancel);
    }

    /// <summary>The server had nothing more.</summary>
    public Task UpToDateAsync(DutyTerm term, ImapAccount account, CancellationToken cancel)
    {
        var now = time.UtcNow();
        return WriteAsync(
            term, account,
            db => db.Set<ImapAccount>().Where(a => a.Id == account.Id).ExecuteUpdateAsync(
                set => set.SetProperty(a => a.UpToDateAt, now).SetProperty(a => a.Trouble, (string?)null).SetProperty(a => a.TroubleSince, (DateTime?)null), cancel),
            cancel);
    }

    /// <summary>Writes down what is wrong with an account, for people.</summary>
    public async Task TroubleAsync(DutyTerm term, long accountId, Exception trouble, CancellationToken cancel)
    {
        try
        {
            var now = time.UtcNow();
            await database.WriteAsync(
                async db =>
                {
                    await term.CheckAsync(db.Database.CurrentTransaction!.GetDbTransaction(), cancel);
                    await db.Set<ImapAccount>().Where(a => a.Id == accountId).ExecuteUpdateAsync(
                        set => set.SetProperty(a => a.Trouble, trouble.Message).SetProperty(a => a.TroubleSince, a => a.TroubleSince ?? now), cancel);
                },
                cancel);
        }
        catch (Exception e) when (Writing.IsUnavailable(e))
        {
            // then that is the greater trouble, and told elsewhere
        }
    }

    private Task WriteAsync(DutyTerm term, ImapAccount account, Func<SvarDb, Task> write, CancellationToken cancel) => database.WriteAsync(
        async db =>
        {
            await term.CheckAsync(db.Database.CurrentTransaction!.GetDbTransaction(), cancel);
            if (!await db.Set<ImapAccount>().AnyAsync(a => a.Id == account.Id && a.Version == account.Version, cancel))
            {
                throw new AccountChangedException();
            }

            await write(db);
        },
        cancel);
}

/// <summary>The account was changed or removed while its mail was fetched: what was fetched is kept, and the work ends.</summary>
internal sealed class AccountChangedException() : Exception("The account was changed.");
