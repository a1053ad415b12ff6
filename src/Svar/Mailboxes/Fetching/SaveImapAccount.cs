using System.Net;
using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Cluster;
using Svar.Data;
using Svar.Data.Secrets;
using Svar.Mail.Imap;

namespace Svar.Mailboxes.Fetching;

/// <param name="Password">Empty: the one that is kept.</param>
/// <param name="WithOldMail">Of a new account: also what lies in the folder already.</param>
internal sealed record ImapSettings(
    string Host, int Port, ImapSecurity Security, string User, string Password, string Folder = "INBOX", AfterFetch After = AfterFetch.Leave, string? MoveTo = null, string? PinnedCertificate = null, bool IsActive = true, bool WithOldMail = false)
{
    public static int UsualPort(ImapSecurity security) => security == ImapSecurity.Implicit ? 993 : 143;
}

/// <summary>Sets from where a mailbox's mail is fetched, or changes it, or ends it.</summary>
internal sealed class SaveImapAccount(IDbContextFactory<SvarDb> dbs, SecretBox secrets, Nudges nudges, TimeProvider time)
{
    /// <param name="accountId">Null: a new one.</param>
    public async Task<Outcome<long>> HandleAsync(Asker asker, long mailboxId, long? accountId, ImapSettings settings, CancellationToken cancel)
    {
        if (Wrong(settings, isNew: accountId is null) is { } wrong)
        {
            return wrong;
        }

        var outcome = await dbs.WriteAsync<Outcome<long>>(
            async db =>
            {
                if (await db.Set<Mailbox>().FirstOrDefaultAsync(m => m.Id == mailboxId, cancel) is not { } mailbox)
                {
                    return Refusal.NotFound("There is no such mailbox.");
                }

                if (!asker.May(Act.ManageSettings, mailbox.BrandId))
                {
                    return Refusal.NotAllowed("Your role in this brand does not let you change its mailboxes.");
                }

                var account = accountId is null
                    ? new ImapAccount { Id = db.NextKey(), BrandId = mailbox.BrandId, MailboxId = mailbox.Id, Host = "", User = "", SealedPassword = "", FetchesSince = settings.WithOldMail ? null : time.UtcNow() }
                    : await db.Set<ImapAccount>().FirstOrDefaultAsync(a => a.Id == accountId && a.MailboxId == mailboxId, cancel);
                if (account is null)
                {
                    return Refusal.NotFound("There is no such account.");
                }

                if (accountId is not null && MovedPassword(account, settings) is { } moved)
                {
                    return moved;
                }

                var (host, user, folder) = (settings.Host.Trim(), settings.User.Trim(), settings.Folder.Trim());
                if (await db.Set<ImapAccount>().AnyAsync(a => a.Id != account.Id && a.MailboxId == mailboxId && a.Host == host && a.User == user && a.Folder == folder, cancel))
                {
                    return Refusal.Invalid("folder", "This folder is fetched already.");
                }

                if (account.Host != host || account.User != user || account.Folder != folder)
                {
                    // Another folder has other UIDs.
                    (account.UidValidity, account.LastUid, account.UpToDateAt) = (0, 0, null);
                }

                (account.Host, account.Port, account.Security, account.User, account.Folder) = (host, settings.Port, settings.Security, user, folder);
                (account.After, account.MoveTo, account.PinnedCertificate, account.IsActive) = (settings.After, settings.MoveTo?.Trim(), Pin(settings), settings.IsActive);
                (account.Trouble, account.TroubleSince) = (null, null);
                if (settings.Password.Length > 0)
                {
                    account.SealedPassword = secrets.Protect(account.PasswordPurpose, settings.Password);
                }

                if (accountId is null)
                {
                    db.Add(account);
                }

                Audit.Add(db, asker, time.UtcNow(), mailbox.BrandId, "mailbox.imap", $"{mailbox.Address}: {user} at {host}, {folder}");
                return account.Id;
            },
            cancel);
        if (outcome.IsDone)
        {
            nudges.Publish(new Nudge(NudgeTopic.Settings, 0, 0));
        }

        return outcome;
    }

    /// <summary>No more mail is fetched; what came stays.</summary>
    public async Task<Outcome<long>> RemoveAsync(Asker asker, long mailboxId, long accountId, CancellationToken cancel)
    {
        var outcome = await dbs.WriteAsync<Outcome<long>>(
            async db =>
            {
                if (await db.Set<ImapAccount>().FirstOrDefaultAsync(a => a.Id == accountId && a.MailboxId == mailboxId, cancel) is not { } account)
                {
                    return Refusal.NotFound("There is no such account.");
                }

                if (!asker.May(Act.ManageSettings, account.BrandId))
                {
                    return Refusal.NotAllowed("Your role in this brand does not let you change its mailboxes.");
                }

                db.Remove(account);
                Audit.Add(db, asker, time.UtcNow(), account.BrandId, "mailbox.imap-removed", $"{account.User} at {account.Host}, {account.Folder}");
                return account.Id;
            },
            cancel);
        if (outcome.IsDone)
        {
            nudges.Publish(new Nudge(NudgeTopic.Settings, 0, 0));
        }

        return outcome;
    }

    public static Refusal? Wrong(ImapSettings settings, bool isNew)
    {
        if (string.IsNullOrWhiteSpace(settings.Host) || Uri.CheckHostName(settings.Host.Trim()) == UriHostNameType.Unknown)
        {
            return Refusal.Invalid("host", "The server is a host name such as imap.example.com.");
        }

        if (settings.Port is < 1 or > 65535)
        {
            return Refusal.Invalid("port", "The port is a number from 1 to 65535; usually 993.");
        }

        if (string.IsNullOrWhiteSpace(settings.User))
        {
            return Refusal.Invalid("user", "The server wants a user name; often it is the address.");
        }

        if (isNew && settings.Password.Length == 0)
        {
            return Refusal.Invalid("password", "The server wants a password.");
        }

        if (string.IsNullOrWhiteSpace(settings.Folder))
        {
            return Refusal.Invalid("folder", "Name the folder; new mail lies in INBOX.");
        }

        if (settings.Security == ImapSecurity.None && !IsThisMachine(settings.Host.Trim()))
        {
            return Refusal.Invalid("security", "Without encryption the password could be read on its way: choose TLS or STARTTLS. Only a server on this machine (localhost, 127.0.0.1) may go without.");
        }

        if (settings.After == AfterFetch.Move && string.IsNullOrWhiteSpace(settings.MoveTo))
        {
            return Refusal.Invalid("moveTo", "Name the folder that mail is moved to.");
        }

        if (settings.After == AfterFetch.Move && IsSameFolder(settings.MoveTo!.Trim(), settings.Folder.Trim()))
        {
            return Refusal.Invalid("moveTo", "Name another folder than the one that is fetched: mail moved into it would be fetched again.");
        }

        return Pin(settings) is { } pin && (pin.Length != 64 || !pin.All(char.IsAsciiHexDigit))
            ? Refusal.Invalid("pin", "A certificate is pinned by its SHA-256, 64 hexadecimal digits.")
            : null;
    }

    private static bool IsThisMachine(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    // RFC 9051 §5.1: INBOX in any case
    private static bool IsSameFolder(string one, string other) => one == other || (one.Equals("INBOX", StringComparison.OrdinalIgnoreCase) && other.Equals("INBOX", StringComparison.OrdinalIgnoreCase));

    /// <summary>A kept password goes only to the server that it was given for: else whoever may change settings could have it sent to their own.</summary>
    public static Refusal? MovedPassword(ImapAccount kept, ImapSettings settings) =>
        settings.Password.Length == 0
        && (!kept.Host.Equals(settings.Host.Trim(), StringComparison.OrdinalIgnoreCase) || kept.Port != settings.Port || kept.Security != settings.Security
            || kept.User != settings.User.Trim() || !string.Equals(kept.PinnedCertificate, Pin(settings), StringComparison.OrdinalIgnoreCase))
            ? Refusal.Invalid("password", "For another server or user, type the password again.")
            : null;

    public static string? Pin(ImapSettings settings) =>
        string.IsNullOrWhiteSpace(settings.PinnedCertificate) ? null : new string([.. settings.PinnedCertificate.Where(c => c is not (':' or ' '))]);
}
