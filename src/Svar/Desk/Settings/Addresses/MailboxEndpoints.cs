using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Brands;
using Svar.Data;
using Svar.Mailboxes;
using Svar.Mailboxes.Fetching;
using Svar.Web;
using Svar.Web.Controls;

namespace Svar.Desk.Settings.Addresses;

/// <summary><c>/desk/settings/companies/{slug}/mailboxes</c>: our addresses, from where their mail is fetched, and whether that works.</summary>
internal static class MailboxEndpoints
{
    public static void Map(IEndpointRouteBuilder brand)
    {
        var mailboxes = brand.MapGroup("/mailboxes");
        mailboxes.MapGet("", (string slug, string? said, Asker asker, BrandSettings pages, CancellationToken cancel) => ShowAsync(slug, null, said, asker, pages, cancel));
        mailboxes.MapGet("/{mailboxId:long}", (string slug, long mailboxId, Asker asker, BrandSettings pages, CancellationToken cancel) => ShowAsync(slug, mailboxId, null, asker, pages, cancel));
        mailboxes.MapPost("", (string slug, IFormCollection form, Asker asker, BrandSettings pages, SaveMailbox save, CancellationToken cancel) => SaveAsync(slug, null, form, asker, pages, save, cancel));
        mailboxes.MapPost("/{mailboxId:long}", (string slug, long mailboxId, IFormCollection form, Asker asker, BrandSettings pages, SaveMailbox save, CancellationToken cancel) =>
            SaveAsync(slug, mailboxId, form, asker, pages, save, cancel));
        mailboxes.MapPost("/{mailboxId:long}/remove", async (string slug, long mailboxId, Asker asker, SaveMailbox save, CancellationToken cancel) =>
            (await save.RemoveAsync(asker, slug, mailboxId, cancel)).Refusal is { } refusal
                ? refusal.Elsewhere() ?? Results.LocalRedirect($"{PathOf(slug)}?said=mailbox-used")
                : Results.LocalRedirect($"{PathOf(slug)}?said=removed"));
        ImapEndpoints.Map(mailboxes.MapGroup("/{mailboxId:long}/imap"));
    }

    public static string PathOf(string slug) => SettingsFrame.PathOf(slug) + "/mailboxes";

    private static async Task<IResult> ShowAsync(string slug, long? mailboxId, string? said, Asker asker, BrandSettings pages, CancellationToken cancel)
    {
        if (await pages.FindAsync(asker, slug, cancel) is not { } brand)
        {
            return Results.NotFound();
        }

        if (mailboxId is null)
        {
            return await PageAsync(asker, pages, brand, new MailboxForm(null, "", brand.Name, new Texts(), false), [], said, cancel);
        }

        var mailbox = await pages.ReadAsync(db => db.Set<Mailbox>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == mailboxId && m.BrandId == brand.Id, cancel), cancel);
        return mailbox is null
            ? Results.NotFound()
            : await PageAsync(asker, pages, brand, new MailboxForm(mailbox.Id, mailbox.Address, mailbox.DisplayName, mailbox.Signature, mailbox.IsDefault), [], said, cancel);
    }

    private static async Task<IResult> SaveAsync(string slug, long? mailboxId, IFormCollection form, Asker asker, BrandSettings pages, SaveMailbox save, CancellationToken cancel)
    {
        if (await pages.FindAsync(asker, slug, cancel) is not { } brand)
        {
            return Results.NotFound();
        }

        var kept = await pages.ReadAsync(db => db.Set<Mailbox>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == mailboxId && m.BrandId == brand.Id, cancel), cancel);
        var signature = form.Texts("signature", kept?.Signature);
        var filled = new MailboxForm(mailboxId, form.Text("address"), form.Text("sender"), signature, form.Text("default").Length > 0);
        var details = new MailboxDetails(filled.Address.Trim(), filled.Sender, signature, filled.IsDefault);
        var errors = pages.Errors(details.Wrong());
        if (errors.Count == 0)
        {
            var saved = await save.HandleAsync(asker, slug, mailboxId, details, cancel);
            if (saved.IsDone)
            {
                return Results.LocalRedirect($"{PathOf(slug)}?said=saved");
            }

            if (saved.Refusal!.Elsewhere() is { } elsewhere)
            {
                return elsewhere;
            }

            errors = pages.Errors(saved.Refusal!, "address");
        }

        return await PageAsync(asker, pages, brand, filled, errors, null, cancel);
    }

    private static async Task<IResult> PageAsync(Asker asker, BrandSettings pages, Brand brand, MailboxForm form, IReadOnlyList<FieldError> errors, string? said, CancellationToken cancel)
    {
        var (mailboxes, accounts) = await pages.ReadAsync(
            async db => (
                await db.Set<Mailbox>().AsNoTracking().Where(m => m.BrandId == brand.Id).OrderByDescending(m => m.IsDefault).ThenBy(m => m.Address).ToListAsync(cancel),
                await FetchedRow.OfBrandAsync(db, brand.Id, cancel)),
            cancel);
        return WebRoom.Page<MailboxListPage>(
            new
            {
                Frame = await pages.FrameAsync(asker, brand, said, cancel),
                Rows = mailboxes.ConvertAll(m => new MailboxRow(m.Id, m.Address, m.DisplayName, m.IsDefault, [.. accounts[m.Id]])),
                Languages = brand.LanguageList,
                Form = form,
                Errors = errors,
            },
            errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }
}

/// <param name="Accounts">From where its mail is fetched.</param>
public sealed record MailboxRow(long Id, string Address, string Sender, bool IsDefault, IReadOnlyList<FetchedRow> Accounts);
