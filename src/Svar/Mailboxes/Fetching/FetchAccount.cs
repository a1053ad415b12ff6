using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Svar.Cluster;
using Svar.Data;
using Svar.Data.Secrets;
using Svar.Mail.Imap;
using Svar.Mail.Sasl;
using Svar.Mailboxes.Contents;
using Svar.Mailboxes.Receiving;

namespace Svar.Mailboxes.Fetching;

/// <summary>
/// Fetches one account's mail for as long as it may: each mail is committed before the position passes it and before the server's state
/// is touched, so that a crash at any point repeats and never loses.
/// </summary>
internal sealed class FetchAccount(SvarDatabase database, MailboxDirectory mailboxes, ReceiveMail receive, SpoolFolder spool, SecretBox secrets, MailHost host, TimeProvider time)
{
    /// <summary>So many mails share an advance of the position; after a crash at most so many come again, and are known as repeats.</summary>
    private const int MostTogether = 50;

    /// <summary>IDLE tells of new mail at once; whether something was overlooked is asked as often as this.</summary>
    private static readonly TimeSpan _askAfter = TimeSpan.FromMinutes(2);

    /// <summary>Returns when the account is no longer there or active; else ends only by an exception.</summary>
    /// <param name="wentWell">Called after each round in which the server had nothing more.</param>
    public async Task RunAsync(DutyTerm term, long accountId, Action wentWell, CancellationToken cancel)
    {
        if (await FindAsync(accountId, cancel) is not { IsActive: true } account)
        {
            return;
        }

        await using var client = await ImapClient.ConnectAsync(Options(account, secrets.Unprotect(account.PasswordPurpose, account.SealedPassword)), time, cancel);
        var folder = await client.SelectAsync(account.Folder, readOnly: account.After == AfterFetch.Leave, cancel);
        var position = new Position(account.UidValidity, account.LastUid);
        if (folder.UidValidity != position.Validity)
        {
            // Other UIDs, RFC 9051 §2.3.1.1: all are looked at anew, and known ones are told by their bytes.
            position = new Position(folder.UidValidity, 0);
        }

        await TidyAsync(client, account, position, cancel);
        while (true)
        {
            await FetchNewAsync(term, client, account, position, cancel);
            await AdvanceAsync(term, account, position, isUpToDate: true, cancel);
            wentWell();
            await client.WaitForMailAsync(_askAfter, cancel);
        }
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

    public static ImapClientOptions Options(ImapAccount account, string password) => new()
    {
        Host = account.Host,
        Port = account.Port,
        Security = account.Security,
        Credentials = SaslCredentials.ByPassword(account.User, password),
        PinnedCertificate = account.PinnedCertificate,
        AllowAuthInClear = account.Security == ImapSecurity.None,
    };

    private async Task<ImapAccount?> FindAsync(long accountId, CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<ImapAccount>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == accountId, cancel);
    }

    /// <summary>What was committed and could not be moved or deleted before a crash or a lost connection.</summary>
    private static async Task TidyAsync(ImapClient client, ImapAccount account, Position position, CancellationToken cancel)
    {
        if (account.After is AfterFetch.Move or AfterFetch.Delete && position.LastUid > 0)
        {
            var left = (await client.SearchAsync(1, cancel)).Where(uid => uid <= position.LastUid).ToList();
            await AfterwardsAsync(client, account, left, cancel);
        }
    }

    private async Task FetchNewAsync(DutyTerm term, ImapClient client, ImapAccount account, Position position, CancellationToken cancel)
    {
        var uids = await client.SearchAsync((uint)Math.Min(uint.MaxValue, position.LastUid + 1), cancel);
        foreach (var some in uids.Chunk(MostTogether))
        {
            var kept = new List<Task>(some.Length);
            var spools = new List<ContentSpool>(some.Length);
            try
            {
                await foreach (var message in client.FetchAsync(some, cancel))
                {
                    var bytes = new ContentSpool(spool.Path);
                    spools.Add(bytes);
                    await using var mail = new FetchedMail(bytes);
                    await message.CopyToAsync(mail, cancel);
                    await bytes.CompleteAsync(cancel);
                    kept.Add(receive.HandleAsync(await ArrivalAsync(account, mail, bytes, cancel), cancel));
                }

                await Task.WhenAll(kept);
            }
            finally
            {
                // Those that were handed in are kept whatever happened to the others.
                await Task.WhenAll(kept).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                spools.ForEach(s => s.Dispose());
            }

            position.LastUid = some[^1];
            await AdvanceAsync(term, account, position, isUpToDate: false, cancel);
            await AfterwardsAsync(client, account, some, cancel);
        }
    }

    private async Task<Arrival> ArrivalAsync(ImapAccount account, FetchedMail mail, ContentSpool bytes, CancellationToken cancel)
    {
        var to = (await mailboxes.ByIdAsync(account.MailboxId, cancel))?.Address ?? account.User;
        foreach (var address in mail.Recipients())
        {
            if (await mailboxes.FindAsync(address, cancel) is { } match && match.Mailbox.Id == account.MailboxId)
            {
                to = address;
                break;
            }
        }

        var trace = $"Received: from {account.Host}\r\n\tby {host.Name} with IMAP;\r\n\t{time.GetUtcNow().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)}\r\n";
        return new Arrival([new ArrivalRecipient(account.BrandId, account.MailboxId, to)], bytes, MailSource.Imap, mail.EnvelopeFrom, trace) { IsKnownForEver = true };
    }

    private static async Task AfterwardsAsync(ImapClient client, ImapAccount account, IReadOnlyCollection<uint> uids, CancellationToken cancel)
    {
        if (uids.Count == 0)
        {
            return;
        }

        await (account.After switch
        {
            AfterFetch.MarkSeen => client.StoreAsync(uids, ["\\Seen"], cancel: cancel),
            AfterFetch.Move => client.MoveAsync(uids, account.MoveTo!, cancel),
            AfterFetch.Delete => client.DeleteAsync(uids, cancel),
            _ => Task.CompletedTask,
        });
    }

    private Task AdvanceAsync(DutyTerm term, ImapAccount account, Position position, bool isUpToDate, CancellationToken cancel)
    {
        var now = time.UtcNow();
        return database.WriteAsync(
            async db =>
            {
                await term.CheckAsync(db.Database.CurrentTransaction!.GetDbTransaction(), cancel);
                var row = db.Set<ImapAccount>().Where(a => a.Id == account.Id);
                await (isUpToDate
                    ? row.ExecuteUpdateAsync(
                        set => set.SetProperty(a => a.UidValidity, position.Validity).SetProperty(a => a.LastUid, position.LastUid).SetProperty(a => a.UpToDateAt, now)
                            .SetProperty(a => a.Trouble, (string?)null).SetProperty(a => a.TroubleSince, (DateTime?)null),
                        cancel)
                    : row.ExecuteUpdateAsync(set => set.SetProperty(a => a.UidValidity, position.Validity).SetProperty(a => a.LastUid, position.LastUid), cancel));
            },
            cancel);
    }

    private sealed class Position(long validity, long lastUid)
    {
        public long Validity => validity;
        public long LastUid { get; set; } = lastUid;
    }
}
