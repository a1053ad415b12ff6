using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Brands;
using Svar.Data;
using Svar.Mailboxes;
using Svar.Mailboxes.Fetching;
using Svar.Mailboxes.Sending;
using Svar.ServiceLevels;

namespace Svar.Desk.Settings;

/// <summary>What is set, and what is still wanting, at a glance.</summary>
/// <param name="MayAdd">A company more.</param>
/// <param name="SmtpAt">Where mail is taken in by SMTP; null: nowhere.</param>
/// <param name="Relay">The server that sends our mail on; null: none, and mail waits.</param>
public sealed record SettingsModel(DeskFrame Desk, IReadOnlyList<BrandOverview> Brands, bool MayAdd, string? SmtpAt, string? Relay, string? Said);

/// <param name="Fetched">Addresses of its mailboxes for which an IMAP account works.</param>
/// <param name="Hours">Of the week in which mail is answered, as kept; null: none set.</param>
/// <param name="Breaks">How many dates of the next eight weeks break the ceiling of the first answer.</param>
/// <param name="FirstWithin">Of the target for all conversations, ISO 8601; null: none set.</param>
public sealed record BrandOverview(
    string Slug, string Name, string PublicAddress, IReadOnlyList<string> Languages, string NumberPrefix, IReadOnlyList<string> Phones, IReadOnlyList<string> Mailboxes, IReadOnlyList<string> Fetched,
    int InTrouble, string? Hours, string Watch, int Breaks, string? FirstWithin, string? FirstCeiling, int Targets);

internal sealed class SettingsOverview(IDbContextFactory<SvarDb> dbs, ServiceLevelDirectory levels, DeskFrames frames, SmtpListening smtp, IMailTransport transport, TimeProvider time)
{
    public async Task<SettingsModel> OfAsync(Asker asker, string? said, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var all = await db.Set<Brand>().AsNoTracking().Include(b => b.Phones.OrderBy(p => p.Order)).OrderBy(b => b.Name).ToListAsync(cancel);
        var brands = all.Where(b => asker.May(Act.ManageSettings, b.Id)).ToList();
        var mailboxes = (await db.Set<Mailbox>().AsNoTracking().OrderByDescending(m => m.IsDefault).ThenBy(m => m.Address).ToListAsync(cancel)).ToLookup(m => m.BrandId);
        var accounts = (await db.Set<ImapAccount>().AsNoTracking().Where(a => a.IsActive).Select(a => new { a.MailboxId, IsInTrouble = a.Trouble != null || db.Set<FolderMail>().Any(m => m.AccountId == a.Id && !m.IsSettled && m.ReceivedId == null) }).ToListAsync(cancel)).ToLookup(a => a.MailboxId);
        var shown = new List<BrandOverview>();
        foreach (var brand in brands)
        {
            var own = mailboxes[brand.Id].ToList();
            var level = await levels.OfAsync(brand.Id, cancel);
            var rule = level.Rules.FirstOrDefault(r => r is { Kind: null, Priority: null, CustomerGroup: null });
            var hours = level.Hours.At(time.UtcNow());
            shown.Add(new BrandOverview(
                brand.Slug,
                brand.Name,
                brand.PublicUrl ?? (all.Count == 1 ? "/" : $"/b/{brand.Slug}/"),
                brand.LanguageList,
                brand.NumberPrefix,
                [.. brand.Phones.Select(p => p.Shown)],
                [.. own.Select(m => m.Address)],
                [.. own.Where(m => accounts[m.Id].Any()).Select(m => m.Address)],
                own.Sum(m => accounts[m.Id].Count(a => a.IsInTrouble)),
                hours.Week.OpenDays == 0 && hours.Watch is null ? null : hours.Week.ToString(),
                hours.Watch?.Week.ToString() ?? "",
                rule is null ? 0 : CeilingOutlook.Dates(level.Hours, TargetDuration.Parse(rule.FirstCeiling), time.UtcNow()).Count,
                rule?.FirstWithin,
                rule?.FirstCeiling,
                level.Rules.Count));
        }

        return new SettingsModel(await frames.OfAsync(asker, cancel), shown, asker.MayEverywhere(Act.ManageSettings), smtp.At?.ToString(), transport.Unready is null ? transport.Where : null, said);
    }
}
