using System.Globalization;
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
/// is touched, so that a crash at any point repeats and never loses. What the server lists and does not hand over is passed by, written down, asked
/// for again, and never touched.
/// </summary>
internal sealed class FetchAccount(FolderLedger ledger, MailboxDirectory mailboxes, ReceiveMail receive, SpoolFolder spool, SecretBox secrets, MailboxesOptions options, MailHost host, TimeProvider time)
{
    /// <summary>So many mails share an advance of the position; after a crash at most so many come again, and are known as repeats.</summary>
    private const int MostTogether = 50;

    /// <summary>IDLE tells of new mail at once; whether something was overlooked is asked as often as this.</summary>
    private static readonly TimeSpan _askAfter = TimeSpan.FromMinutes(2);

    /// <summary>A mail that the server did not hand over may be had later: servers are mended, and messages converted.</summary>
    private static readonly TimeSpan _askForWithheldAfter = TimeSpan.FromHours(1);

    /// <summary>UIDs only grow, says the standard; a server that lets a lower one appear is found out by comparing the whole folder.</summary>
    private static readonly TimeSpan _compareAfter = TimeSpan.FromDays(1);

    /// <summary>Returns when the account is no longer there or active; else ends only by an exception.</summary>
    /// <param name="wentWell">Called after each round in which the server had nothing more.</param>
    public async Task RunAsync(DutyTerm term, long accountId, Action wentWell, CancellationToken cancel)
    {
        if (await ledger.AccountAsync(accountId, cancel) is not { IsActive: true } account)
        {
            return;
        }

        await using var client = await ImapClient.ConnectAsync(Options(account, secrets.Unprotect(account.PasswordPurpose, account.SealedPassword)), time, cancel);
        var folder = await client.SelectAsync(account.Folder, readOnly: account.After == AfterFetch.Leave, cancel);
        if (folder.UidValidity != account.UidValidity || !folder.HasLastingUids)
        {
            // Of a folder that is opened for the first time, what lies there may be none of ours.
            var lastUid = account is { UidValidity: 0, FetchesSince: not null } && folder.UidNext > 0 ? folder.UidNext - 1 : 0;
            await ledger.BeginAnewAsync(term, account, folder.UidValidity, lastUid, cancel);
            (account.UidValidity, account.LastUid, account.ComparedAt) = (folder.UidValidity, lastUid, null);
        }

        var visit = new Visit(term, client, account);
        await SettleAsync(visit, cancel);
        while (true)
        {
            await FetchNewAsync(visit, cancel);
            await FetchOverlookedAsync(visit, cancel);
            await ledger.UpToDateAsync(term, account, cancel);
            wentWell();
            await client.WaitForMailAsync(_askAfter, cancel);
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

    /// <summary>What was committed and could not be moved or deleted before a crash or a lost connection.</summary>
    private async Task SettleAsync(Visit visit, CancellationToken cancel)
    {
        while (await ledger.UnsettledAsync(visit.Account.Id, cancel) is { Count: > 0 } left)
        {
            await SettleAsync(visit, left, cancel);
        }
    }

    private async Task SettleAsync(Visit visit, IReadOnlyCollection<uint> uids, CancellationToken cancel)
    {
        if (uids.Count > 0)
        {
            await (visit.Account.After switch
            {
                AfterFetch.MarkSeen => visit.Client.StoreAsync(uids, ["\\Seen"], cancel: cancel),
                AfterFetch.Move => visit.Client.MoveAsync(uids, visit.Account.MoveTo!, cancel),
                AfterFetch.Delete => visit.Client.DeleteAsync(uids, cancel),
                _ => Task.CompletedTask,
            });
            await ledger.SettledAsync(visit.Term, visit.Account, uids, cancel);
        }
    }

    private async Task FetchNewAsync(Visit visit, CancellationToken cancel)
    {
        foreach (var some in (await visit.Client.SearchAsync((uint)Math.Min(uint.MaxValue, visit.Account.LastUid + 1), cancel)).Chunk(MostTogether))
        {
            await FetchAsync(visit, some, cancel);
        }
    }

    /// <summary>What was withheld, and what lies below the position and was never seen.</summary>
    private async Task FetchOverlookedAsync(Visit visit, CancellationToken cancel)
    {
        var now = time.UtcNow();
        var withheld = await ledger.WithheldAsync(visit.Account.Id, now - _askForWithheldAfter, cancel);
        var isDue = visit.Account.ComparedAt is not { } at || now - at >= _compareAfter;
        if (!isDue && withheld.Count == 0)
        {
            return;
        }

        var listed = await visit.Client.SearchAsync(1, cancel);
        await ledger.GoneAsync(visit.Term, visit.Account, [.. withheld.Except(listed)], cancel);
        var overlooked = isDue ? await ledger.UnknownAsync(visit.Account.Id, [.. listed.Where(uid => uid <= visit.Account.LastUid)], cancel) : [];
        foreach (var some in withheld.Intersect(listed).Concat(overlooked).Distinct().Order().Chunk(MostTogether))
        {
            await FetchAsync(visit, some, cancel);
        }

        if (isDue)
        {
            await ledger.ComparedAsync(visit.Term, visit.Account, cancel);
            visit.Account.ComparedAt = now;
        }
    }

    private async Task FetchAsync(Visit visit, uint[] some, CancellationToken cancel)
    {
        var mails = new FetchedMails();
        if (visit.Account.FetchesSince is { } since)
        {
            mails.Old.UnionWith((await visit.Client.FactsAsync(some, cancel)).Where(f => f.ArrivedAt is { } at && at.UtcDateTime < since).Select(f => f.Uid));
        }

        await KeepAsync(visit, [.. some.Except(mails.Old)], mails, cancel);
        if (some.Except(mails.All).ToList() is { Count: > 0 } missing)
        {
            // Gone meanwhile, or the server cannot hand it over: what it still lists is asked for by itself, so that one mail is not in the way of others.
            foreach (var uid in missing.Intersect(await visit.Client.SearchAsync(missing.Min(), cancel)))
            {
                await KeepAsync(visit, [uid], mails, cancel);
                if (!mails.All.Contains(uid))
                {
                    mails.Withheld.Add(uid);
                }
            }
        }

        visit.Account.LastUid = Math.Max(visit.Account.LastUid, some[^1]);
        await ledger.PassAsync(visit.Term, visit.Account, visit.Account.LastUid, mails, cancel);
        await SettleAsync(visit, mails.Kept.Keys, cancel);
    }

    /// <summary>Those that the server hands over.</summary>
    private async Task KeepAsync(Visit visit, uint[] some, FetchedMails mails, CancellationToken cancel)
    {
        var kept = new List<(uint? Uid, Task<IReadOnlyList<Receipt>> Receipts)>(some.Length);
        var spools = new List<ContentSpool>(some.Length);
        try
        {
            await foreach (var message in visit.Client.FetchAsync(some, cancel))
            {
                if (message.Size > options.MaxMessageSize)
                {
                    await message.CopyToAsync(Stream.Null, cancel);
                    if (UidOf(message, some) is { } large)
                    {
                        mails.TooLarge.Add(large);
                    }

                    continue;
                }

                var bytes = new ContentSpool(spool.Path);
                spools.Add(bytes);
                await using var mail = new FetchedMail(bytes);
                await message.CopyToAsync(mail, cancel);
                await bytes.CompleteAsync(cancel);
                kept.Add((UidOf(message, some), receive.HandleAsync(await ArrivalAsync(visit.Account, mail, bytes, message.ArrivedAt, cancel), cancel)));
            }
        }
        catch (ImapRefusedException e) when (!e.IsTemporary)
        {
            // Some servers refuse the whole for the sake of one; what came before is whole.
        }
        finally
        {
            // Those that were handed in are kept whatever happened to the others.
            await Task.WhenAll(kept.Select(Task (k) => k.Receipts)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            spools.ForEach(s => s.Dispose());
        }

        foreach (var (uid, receipts) in kept)
        {
            var row = (await receipts)[0].Id;
            if (uid is { } known)
            {
                mails.Kept[known] = row;
            }
        }
    }

    // A server that does not say which mail it hands over hands over the one that was asked for; of several nobody knows, and each is asked for again by itself.
    private static uint? UidOf(ImapMessage message, uint[] some) =>
        message.Uid > 0 ? message.Uid : some.Length == 1 ? some[0] : null;

    private async Task<Arrival> ArrivalAsync(ImapAccount account, FetchedMail mail, ContentSpool bytes, DateTimeOffset? arrivedAt, CancellationToken cancel)
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
        return new Arrival([new ArrivalRecipient(account.BrandId, account.MailboxId, to)], bytes, MailSource.Imap, mail.EnvelopeFrom, trace) { IsKnownForEver = true, ArrivedAt = arrivedAt?.UtcDateTime };
    }

    private sealed record Visit(DutyTerm Term, ImapClient Client, ImapAccount Account);
}
