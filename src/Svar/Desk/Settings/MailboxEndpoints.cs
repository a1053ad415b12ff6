using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Accounts.Asking;
using Svar.Brands;
using Svar.Data;
using Svar.Mail.Imap;
using Svar.Mailboxes;
using Svar.Mailboxes.Fetching;
using Svar.Web;
using Svar.Web.Controls;

namespace Svar.Desk.Settings;

/// <summary><c>/desk/settings/mailboxes</c>: our addresses, from where their mail is fetched, and whether that works.</summary>
internal static class MailboxEndpoints
{
    public const string Path = "/desk/settings/mailboxes";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var mailboxes = endpoints.MapGroup(Path).RequireAct(Act.ManageSettings).ExcludeFromDescription();
        mailboxes.MapGet("", ListAsync);
        mailboxes.MapGet("/{mailboxId:long}/imap", NewAsync);
        mailboxes.MapGet("/{mailboxId:long}/imap/{accountId:long}", EditAsync);
        mailboxes.MapPost("/{mailboxId:long}/imap", (IFormCollection form, long mailboxId, Asker asker, Parts parts, CancellationToken cancel) => PostAsync(form, mailboxId, null, asker, parts, cancel));
        mailboxes.MapPost("/{mailboxId:long}/imap/{accountId:long}", (IFormCollection form, long mailboxId, long accountId, Asker asker, Parts parts, CancellationToken cancel) =>
            PostAsync(form, mailboxId, accountId, asker, parts, cancel));
        mailboxes.MapPost("/{mailboxId:long}/imap/{accountId:long}/remove", RemoveAsync);
    }

    /// <summary>What a post needs.</summary>
    internal sealed record Parts(DeskFrames Frames, IDbContextFactory<SvarDb> Dbs, SaveImapAccount Save, TryImapAccount Try);

    private static async Task<IResult> ListAsync(string? said, Asker asker, DeskFrames frames, IDbContextFactory<SvarDb> dbs, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var mailboxes = await db.Set<Mailbox>().AsNoTracking().Join(db.Set<Brand>(), m => m.BrandId, b => b.Id, (m, b) => new { Mailbox = m, Brand = b.Name })
            .OrderBy(m => m.Brand).ThenBy(m => m.Mailbox.Address).ToListAsync(cancel);
        var accounts = (await db.Set<ImapAccount>().AsNoTracking().OrderBy(a => a.Id).ToListAsync(cancel)).ToLookup(a => a.MailboxId);
        var rows = mailboxes.Where(m => asker.May(Act.ManageSettings, m.Mailbox.BrandId))
            .Select(m => new MailboxRow(m.Mailbox.Id, m.Mailbox.Address, m.Brand, [.. accounts[m.Mailbox.Id].Select(FetchedRow.Of)])).ToList();
        return WebRoom.Page<MailboxListPage>(new { Frame = await frames.OfAsync(asker, cancel), Path, Rows = rows, Said = said });
    }

    private static async Task<IResult> NewAsync(long mailboxId, Asker asker, Parts parts, CancellationToken cancel) =>
        await ShowAsync(asker, mailboxId, new ImapForm(), parts, cancel);

    private static async Task<IResult> EditAsync(long mailboxId, long accountId, Asker asker, Parts parts, CancellationToken cancel)
    {
        await using var db = await parts.Dbs.CreateDbContextAsync(cancel);
        return await db.Set<ImapAccount>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == accountId && a.MailboxId == mailboxId, cancel) is { } account
            ? await ShowAsync(asker, mailboxId, ImapForm.Of(account), parts, cancel)
            : Results.NotFound();
    }

    private static async Task<IResult> PostAsync(IFormCollection form, long mailboxId, long? accountId, Asker asker, Parts parts, CancellationToken cancel)
    {
        var filled = ImapForm.Of(form, accountId);
        Refusal? refusal;
        IReadOnlyList<TriedStep>? tried = null;
        if (form["do"] == "try")
        {
            var outcome = await parts.Try.HandleAsync(asker, mailboxId, accountId, filled.Settings(), cancel);
            refusal = outcome.Refusal;
            tried = outcome.IsDone ? outcome.Value : null;
        }
        else
        {
            refusal = (await parts.Save.HandleAsync(asker, mailboxId, accountId, filled.Settings(), cancel)).Refusal;
            if (refusal is null)
            {
                return Results.LocalRedirect(Path + "?said=saved");
            }
        }

        return refusal?.Kind switch
        {
            RefusalKind.NotFound => Results.NotFound(),
            RefusalKind.NotAllowed => Results.StatusCode(StatusCodes.Status403Forbidden),
            _ => await ShowAsync(asker, mailboxId, filled with { Tried = tried, Errors = refusal is null ? [] : [new FieldError(refusal.Field ?? "host", refusal.Why)] }, parts, cancel),
        };
    }

    private static async Task<IResult> RemoveAsync(long mailboxId, long accountId, Asker asker, Parts parts, CancellationToken cancel) =>
        (await parts.Save.RemoveAsync(asker, mailboxId, accountId, cancel)).Refusal?.Kind switch
        {
            null => Results.LocalRedirect(Path + "?said=removed"),
            RefusalKind.NotAllowed => Results.StatusCode(StatusCodes.Status403Forbidden),
            _ => Results.NotFound(),
        };

    private static async Task<IResult> ShowAsync(Asker asker, long mailboxId, ImapForm form, Parts parts, CancellationToken cancel)
    {
        await using var db = await parts.Dbs.CreateDbContextAsync(cancel);
        if (await db.Set<Mailbox>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == mailboxId, cancel) is not { } mailbox)
        {
            return Results.NotFound();
        }

        return asker.May(Act.ManageSettings, mailbox.BrandId)
            ? WebRoom.Page<ImapAccountPage>(
                new { Frame = await parts.Frames.OfAsync(asker, cancel), Path, Address = mailbox.Address, Url = $"{Path}/{mailboxId}/imap{(form.AccountId is { } id ? $"/{id}" : "")}", Form = form },
                form.Errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK)
            : Results.StatusCode(StatusCodes.Status403Forbidden);
    }
}

/// <param name="Accounts">From where its mail is fetched.</param>
public sealed record MailboxRow(long Id, string Address, string Brand, IReadOnlyList<FetchedRow> Accounts);

/// <param name="UpToDateAt">UTC; when the server last had nothing that we lack.</param>
/// <param name="Trouble">In the server's words or ours; null while it works.</param>
public sealed record FetchedRow(long Id, string What, bool IsActive, DateTime? UpToDateAt, string? Trouble, DateTime? TroubleSince)
{
    internal static FetchedRow Of(ImapAccount account) => new(account.Id, $"{account.User} · {account.Host} · {account.Folder}", account.IsActive, account.UpToDateAt, account.Trouble, account.TroubleSince);
}

/// <summary>What was filled in, shown again when it was tried or something has to be put right. A password is never shown again.</summary>
public sealed record ImapForm(
    long? AccountId = null, string Host = "", string Port = "993", string Security = "implicit", string User = "", string Password = "", string Folder = "INBOX", string After = "leave", string MoveTo = "", string Pin = "", bool IsActive = true)
{
    internal IReadOnlyList<TriedStep>? Tried { get; init; }
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    internal static ImapForm Of(IFormCollection form, long? accountId)
    {
        string Text(string name) => form[name].FirstOrDefault() ?? "";
        return new ImapForm(accountId, Text("host"), Text("port"), Text("security"), Text("user"), Text("password"), Text("folder"), Text("after"), Text("moveTo"), Text("pin"), Text("active").Length > 0);
    }

    internal static ImapForm Of(ImapAccount account) => new(
        account.Id, account.Host, account.Port.ToString(CultureInfo.InvariantCulture),
        account.Security switch { ImapSecurity.StartTls => "starttls", ImapSecurity.None => "none", _ => "implicit" },
        account.User, "", account.Folder,
        account.After switch { AfterFetch.MarkSeen => "mark", AfterFetch.Move => "move", AfterFetch.Delete => "delete", _ => "leave" },
        account.MoveTo ?? "", account.PinnedCertificate ?? "", account.IsActive);

    internal ImapSettings Settings() => new(
        Host, int.TryParse(Port, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0,
        Security switch { "starttls" => ImapSecurity.StartTls, "none" => ImapSecurity.None, _ => ImapSecurity.Implicit },
        User, Password, Folder,
        After switch { "mark" => AfterFetch.MarkSeen, "move" => AfterFetch.Move, "delete" => AfterFetch.Delete, _ => AfterFetch.Leave },
        MoveTo, Pin, IsActive);
}
