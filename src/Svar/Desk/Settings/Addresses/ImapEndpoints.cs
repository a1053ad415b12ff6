using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Brands;
using Svar.Data;
using Svar.Mail.Imap;
using Svar.Mailboxes;
using Svar.Mailboxes.Fetching;
using Svar.Web;
using Svar.Web.Controls;

namespace Svar.Desk.Settings.Addresses;

/// <summary><c>…/mailboxes/{mailboxId}/imap</c>: an account from which the mail of a mailbox is fetched.</summary>
internal static class ImapEndpoints
{
    public static void Map(IEndpointRouteBuilder mailbox)
    {
        mailbox.MapGet("", (string slug, long mailboxId, Asker asker, Parts parts, CancellationToken cancel) => ShowAsync(slug, asker, mailboxId, new ImapForm(), parts, cancel));
        mailbox.MapGet("/{accountId:long}", EditAsync);
        mailbox.MapPost("", (string slug, IFormCollection form, long mailboxId, Asker asker, Parts parts, CancellationToken cancel) => PostAsync(slug, form, mailboxId, null, asker, parts, cancel));
        mailbox.MapPost("/{accountId:long}", (string slug, IFormCollection form, long mailboxId, long accountId, Asker asker, Parts parts, CancellationToken cancel) =>
            PostAsync(slug, form, mailboxId, accountId, asker, parts, cancel));
        mailbox.MapPost("/{accountId:long}/remove", async (string slug, long mailboxId, long accountId, Asker asker, Parts parts, CancellationToken cancel) =>
            (await parts.Save.RemoveAsync(asker, mailboxId, accountId, cancel)).Refusal is { } refusal ? refusal.Elsewhere() ?? Results.NotFound() : Results.LocalRedirect(MailboxEndpoints.PathOf(slug) + "?said=removed"));
    }

    /// <summary>What a post needs.</summary>
    internal sealed record Parts(BrandSettings Pages, SaveImapAccount Save, TryImapAccount Try, TypedPasswords Passwords);

    private static async Task<IResult> EditAsync(string slug, long mailboxId, long accountId, Asker asker, Parts parts, CancellationToken cancel) =>
        await parts.Pages.ReadAsync(db => db.Set<ImapAccount>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == accountId && a.MailboxId == mailboxId, cancel), cancel) is { } account
            ? await ShowAsync(slug, asker, mailboxId, ImapForm.Of(account), parts, cancel)
            : Results.NotFound();

    private static async Task<IResult> PostAsync(string slug, IFormCollection form, long mailboxId, long? accountId, Asker asker, Parts parts, CancellationToken cancel)
    {
        var filled = parts.Passwords.Unseal(ImapForm.Of(form, accountId));
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
                return Results.LocalRedirect(MailboxEndpoints.PathOf(slug) + "?said=saved");
            }
        }

        return refusal?.Elsewhere()
            ?? await ShowAsync(slug, asker, mailboxId, parts.Passwords.Seal(filled) with { Tried = tried, Errors = refusal is null ? [] : [new FieldError(refusal.Field ?? "host", refusal.Why)] }, parts, cancel);
    }

    private static async Task<IResult> ShowAsync(string slug, Asker asker, long mailboxId, ImapForm form, Parts parts, CancellationToken cancel)
    {
        if (await parts.Pages.FindAsync(asker, slug, cancel) is not { } brand
            || await parts.Pages.ReadAsync(db => db.Set<Mailbox>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == mailboxId && m.BrandId == brand.Id, cancel), cancel) is not { } mailbox)
        {
            return Results.NotFound();
        }

        var path = MailboxEndpoints.PathOf(slug);
        var state = form.AccountId is { } accountId ? await parts.Pages.ReadAsync(db => FetchedRow.FindAsync(db, accountId, cancel), cancel) : null;
        return WebRoom.Page<ImapAccountPage>(
            new { Frame = await parts.Pages.FrameAsync(asker, brand, null, cancel), Path = path, Address = mailbox.Address, Url = $"{path}/{mailboxId}/imap{(form.AccountId is { } id ? $"/{id}" : "")}", Form = form, State = state },
            form.Errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }
}

/// <summary>What was filled in, shown again when it was tried or something has to be put right. A password is never shown again.</summary>
/// <param name="Kept">The password that was typed, sealed: see <see cref="TypedPasswords"/>.</param>
public sealed record ImapForm(
    long? AccountId = null, string Host = "", string Port = "", string Security = "implicit", string User = "", string Password = "", string Folder = "INBOX", string After = "leave", string MoveTo = "", string Pin = "", bool IsActive = true, string Begin = "now", string Kept = "")
{
    internal IReadOnlyList<TriedStep>? Tried { get; init; }
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    internal static ImapForm Of(IFormCollection form, long? accountId)
    {
        return new ImapForm(accountId, form.Text("host"), form.Text("port"), form.Text("security"), form.Text("user"), form.Text("password"), form.Text("folder"), form.Text("after"), form.Text("moveTo"), form.Text("pin"), form.Text("active").Length > 0, form.Text("begin"), form.Text("kept"));
    }

    internal static ImapForm Of(ImapAccount account) => new(
        account.Id, account.Host, account.Port.ToString(CultureInfo.InvariantCulture),
        account.Security switch { ImapSecurity.StartTls => "starttls", ImapSecurity.None => "none", _ => "implicit" },
        account.User, "", account.Folder,
        account.After switch { AfterFetch.MarkSeen => "mark", AfterFetch.Move => "move", AfterFetch.Delete => "delete", _ => "leave" },
        account.MoveTo ?? "", account.PinnedCertificate ?? "", account.IsActive);

    internal ImapSettings Settings() => new(
        Host, Port.Length == 0 ? ImapSettings.UsualPort(Encryption) : int.TryParse(Port, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0,
        Encryption,
        User, Password, Folder,
        After switch { "mark" => AfterFetch.MarkSeen, "move" => AfterFetch.Move, "delete" => AfterFetch.Delete, _ => AfterFetch.Leave },
        MoveTo, Pin, IsActive, WithOldMail: Begin == "all");

    private ImapSecurity Encryption => Security switch { "starttls" => ImapSecurity.StartTls, "none" => ImapSecurity.None, _ => ImapSecurity.Implicit };
}
