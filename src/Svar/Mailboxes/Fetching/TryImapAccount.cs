using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Data;
using Svar.Data.Secrets;
using Svar.Mail.Imap;

namespace Svar.Mailboxes.Fetching;

/// <summary>What is tried in turn; each needs the ones before it.</summary>
internal enum TryStep
{
    Connect,
    SignIn,
    OpenFolder,
    FindFolder,
    FindMoveTo,
}

/// <param name="Said">What the server answered, or what was found.</param>
internal sealed record TriedStep(TryStep Step, bool IsDone, string Said);

/// <summary>Tries settings without saving them and without touching a mail: step by step, with the server's own words.</summary>
internal sealed class TryImapAccount(IDbContextFactory<SvarDb> dbs, SecretBox secrets, TimeProvider time)
{
    private const int MostNamed = 20;
    private static readonly TimeSpan _within = TimeSpan.FromSeconds(15);

    /// <param name="accountId">Whose kept password is used when none is given; null: none is kept.</param>
    public async Task<Outcome<List<TriedStep>>> HandleAsync(Asker asker, long mailboxId, long? accountId, ImapSettings settings, CancellationToken cancel)
    {
        if (SaveImapAccount.Wrong(settings, isNew: accountId is null) is { } wrong)
        {
            return wrong;
        }

        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Set<Mailbox>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == mailboxId, cancel) is not { } mailbox)
        {
            return Refusal.NotFound("There is no such mailbox.");
        }

        if (!asker.May(Act.ManageSettings, mailbox.BrandId))
        {
            return Refusal.NotAllowed("Your role in this brand does not let you change its mailboxes.");
        }

        var password = settings.Password;
        if (password.Length == 0)
        {
            if (await db.Set<ImapAccount>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == accountId && a.MailboxId == mailboxId, cancel) is not { } kept)
            {
                return Refusal.NotFound("There is no such account.");
            }

            if (SaveImapAccount.MovedPassword(kept, settings) is { } moved)
            {
                return moved;
            }

            password = secrets.Unprotect(kept.PasswordPurpose, kept.SealedPassword);
        }

        var account = new ImapAccount
        {
            Host = settings.Host.Trim(),
            Port = settings.Port,
            Security = settings.Security,
            User = settings.User.Trim(),
            SealedPassword = "",
            PinnedCertificate = SaveImapAccount.Pin(settings),
        };
        return await TryAsync(FetchAccount.Options(account, password) with { ConnectWithin = _within, AnswerWithin = _within }, settings, cancel);
    }

    private async Task<List<TriedStep>> TryAsync(ImapClientOptions options, ImapSettings settings, CancellationToken cancel)
    {
        var steps = new List<TriedStep>();
        var step = TryStep.Connect;
        try
        {
            await using var client = await ImapClient.ConnectAsync(options, time, cancel);
            steps.Add(new TriedStep(TryStep.Connect, true, client.IsSecure ? "TLS" : ""));
            steps.Add(new TriedStep(TryStep.SignIn, true, client.ServerName ?? ""));
            step = TryStep.FindFolder;
            var folders = await client.ListAsync(cancel);
            var name = settings.Folder.Trim();
            if (!folders.Any(f => f.CanSelect && (f.Name == name || (f.Name.Equals("INBOX", StringComparison.OrdinalIgnoreCase) && name.Equals("INBOX", StringComparison.OrdinalIgnoreCase)))))
            {
                steps.Add(new TriedStep(step, false, Names(folders)));
                await client.LogoutAsync(cancel);
                return steps;
            }

            step = TryStep.OpenFolder;
            var folder = await client.SelectAsync(name, readOnly: true, cancel);
            steps.Add(new TriedStep(step, true, folder.Exists.ToString(CultureInfo.InvariantCulture)));
            if (settings.After == AfterFetch.Move)
            {
                step = TryStep.FindMoveTo;
                var wanted = settings.MoveTo!.Trim();
                steps.Add(folders.Any(f => f.CanSelect && f.Name == wanted)
                    ? new TriedStep(step, true, "")
                    : new TriedStep(step, false, Names(folders)));
            }

            await client.LogoutAsync(cancel);
        }
        catch (ImapRefusedException e) when (e.Command is "LOGIN" or "AUTHENTICATE")
        {
            steps.Add(new TriedStep(TryStep.Connect, true, ""));
            steps.Add(new TriedStep(TryStep.SignIn, false, e.Text));
        }
        catch (ImapException e)
        {
            steps.Add(new TriedStep(step, false, e is ImapRefusedException refused ? refused.Text : e.Message));
        }

        return steps;
    }

    private static string Names(IReadOnlyList<ImapFolder> folders) => string.Join(", ", folders.Where(f => f.CanSelect).Select(f => f.Name).Take(MostNamed));
}
