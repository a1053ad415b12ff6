using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Brands;
using Svar.Cluster;
using Svar.Data;
using Svar.Mail.Addresses;
using Svar.Mailboxes.Fetching;

namespace Svar.Mailboxes;

/// <param name="Address">Bare, as customers write to it.</param>
/// <param name="DisplayName">The name in From.</param>
/// <param name="Signature">Under each answer, by language.</param>
/// <param name="IsDefault">Answers come from it where a conversation has no mailbox of its own.</param>
internal sealed record MailboxDetails(string Address, string DisplayName, Texts Signature, bool IsDefault)
{
    public const int LongestName = 100;
    public const int LongestSignature = 1000;

    /// <summary>What is wrong, field by field; empty when all is well.</summary>
    public IEnumerable<(string Field, string Why)> Wrong()
    {
        if (!MailAddress.TryParse(Address.Trim(), out var address) || address.Address != Address.Trim())
        {
            yield return ("address", $"'{Address}' is no e-mail address; write it as help@example.com.");
        }

        if (DisplayName.Trim().Length is 0 or > LongestName || DisplayName.Any(char.IsControl))
        {
            yield return ("sender", $"Answers come from a name of 1 to {LongestName} characters, on one line.");
        }

        if (Signature.Values.Any(s => s.Length > LongestSignature))
        {
            yield return ("signature", $"A signature has at most {LongestSignature} characters.");
        }
    }
}

/// <summary>Adds an address that we own, changes what is said of it, or takes one away that was never used.</summary>
internal sealed class SaveMailbox(IDbContextFactory<SvarDb> dbs, MailboxDirectory directory, Nudges nudges, TimeProvider time)
{
    /// <param name="mailboxId">Null: a new one.</param>
    public async Task<Outcome<Mailbox>> HandleAsync(Asker asker, string slug, long? mailboxId, MailboxDetails details, CancellationToken cancel)
    {
        var outcome = await dbs.WriteAsync<Outcome<Mailbox>>(
            async db =>
            {
                if (await db.Set<Brand>().FirstOrDefaultAsync(b => b.Slug == slug, cancel) is not { } brand)
                {
                    return Refusal.NotFound("There is no such company.");
                }

                var mailbox = mailboxId is null ? null : await db.Set<Mailbox>().FirstOrDefaultAsync(m => m.Id == mailboxId && m.BrandId == brand.Id, cancel);
                return mailboxId is not null && mailbox is null ? Refusal.NotFound("There is no such mailbox.") : await PutAsync(db, asker, brand, mailbox, details, time.UtcNow(), cancel);
            },
            cancel);
        Tell(outcome.IsDone);
        return outcome;
    }

    /// <summary>The step within the caller's save.</summary>
    public static async Task<Outcome<Mailbox>> PutAsync(SvarDb db, Asker asker, Brand brand, Mailbox? mailbox, MailboxDetails details, DateTime now, CancellationToken cancel)
    {
        if (!asker.May(Act.ManageSettings, brand.Id))
        {
            return Refusal.NotAllowed("Your role in this brand does not let you change its mailboxes.");
        }

        if (details.Wrong().FirstOrDefault() is { Field: not null } fault)
        {
            return Refusal.Invalid(fault.Field, fault.Why);
        }

        await db.LockAsync<Brand>(brand.Id, cancel);
        var address = AddressKey.Of(details.Address);
        var own = mailbox?.Id ?? 0;
        if (await db.Set<Mailbox>().IgnoreQueryFilters([SvarDb.BrandFilter]).AnyAsync(m => m.Address == address && m.Id != own, cancel))
        {
            return Refusal.Invalid("address", "This address is a mailbox already.");
        }

        var domain = address[(address.LastIndexOf('@') + 1)..];
        var ending = "@" + domain;
        var inDomain = await db.Set<Mailbox>().IgnoreQueryFilters([SvarDb.BrandFilter]).Where(m => m.Address.EndsWith(ending)).Select(m => m.BrandId).Distinct().ToListAsync(cancel);
        if (mailbox?.Address != address && inDomain.Count > 0 && !inDomain.Contains(brand.Id) && !asker.MayEverywhere(Act.ManageSettings))
        {
            return Refusal.Invalid("domain", $"The domain {domain} is another company's here: only who may change the settings of every company adds an address in it.");
        }

        if (mailbox is not null && mailbox.Address != address && await db.IsReferredToAsync(mailbox, cancel, typeof(ImapAccount)))
        {
            return Refusal.Invalid("address", "Customers have this address in their mails, and answer to it: keep it, and add the new one beside it.");
        }

        var others = await db.Set<Mailbox>().Where(m => m.BrandId == brand.Id && m.Id != own).ToListAsync(cancel);
        var isDefault = details.IsDefault || !others.Exists(m => m.IsDefault);
        foreach (var other in others.Where(m => m.IsDefault && isDefault))
        {
            other.IsDefault = false;
        }

        if (mailbox is null)
        {
            mailbox = new Mailbox { Id = db.NextKey(), BrandId = brand.Id, Address = address, DisplayName = "" };
            db.Add(mailbox);
        }

        (mailbox.Address, mailbox.DisplayName, mailbox.Signature, mailbox.IsDefault) = (address, details.DisplayName.Trim(), details.Signature, isDefault);
        Audit.Add(db, asker, now, brand.Id, "mailbox.saved", address);
        return mailbox;
    }

    /// <summary>Only one that nothing refers to, no mail, no conversation, no account that is fetched.</summary>
    public async Task<Outcome<long>> RemoveAsync(Asker asker, string slug, long mailboxId, CancellationToken cancel)
    {
        var outcome = await dbs.WriteAsync<Outcome<long>>(
            async db =>
            {
                var brand = await db.Set<Brand>().FirstOrDefaultAsync(b => b.Slug == slug, cancel);
                if (brand is null || await db.Set<Mailbox>().FirstOrDefaultAsync(m => m.Id == mailboxId && m.BrandId == brand.Id, cancel) is not { } mailbox)
                {
                    return Refusal.NotFound("There is no such mailbox.");
                }

                if (!asker.May(Act.ManageSettings, brand.Id))
                {
                    return Refusal.NotAllowed("Your role in this brand does not let you change its mailboxes.");
                }

                if (await db.IsReferredToAsync(mailbox, cancel))
                {
                    return Refusal.Conflict("Mail has come to this address, has left from it, or is fetched for it: it stays.");
                }

                db.Remove(mailbox);
                Audit.Add(db, asker, time.UtcNow(), brand.Id, "mailbox.removed", mailbox.Address);
                return mailboxId;
            },
            cancel);
        Tell(outcome.IsDone);
        return outcome;
    }

    private void Tell(bool isDone)
    {
        if (isDone)
        {
            directory.Forget();
            nudges.Publish(new Nudge(NudgeTopic.Settings, 0, 0));
        }
    }
}
