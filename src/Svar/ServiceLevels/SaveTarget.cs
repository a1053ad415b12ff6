using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Brands;
using Svar.Data;

namespace Svar.ServiceLevels;

/// <summary>Sets how fast a brand wants to answer, for all or for some of its conversations.</summary>
internal sealed class SaveTarget(IDbContextFactory<SvarDb> dbs, ServiceLevelDirectory levels, ChangedLevels changed, TimeProvider time)
{
    /// <param name="targetId">Null: a new one.</param>
    public async Task<Outcome<long>> HandleAsync(Asker asker, string slug, long? targetId, TargetDetails details, CancellationToken cancel)
    {
        var outcome = await dbs.WriteAsync<Outcome<long>>(
            async db =>
            {
                if (await db.Set<Brand>().FirstOrDefaultAsync(b => b.Slug == slug, cancel) is not { } brand)
                {
                    return Refusal.NotFound("There is no such company.");
                }

                var former = targetId is null ? null : await db.Set<TargetRule>().FirstOrDefaultAsync(t => t.Id == targetId && t.BrandId == brand.Id, cancel);
                return targetId is not null && former is null ? Refusal.NotFound("There is no such target.") : await PutAsync(db, asker, brand, former, details, time.UtcNow(), cancel);
            },
            cancel);
        Tell(outcome);
        return outcome;
    }

    /// <summary>The step within the caller's save.</summary>
    public static async Task<Outcome<long>> PutAsync(SvarDb db, Asker asker, Brand brand, TargetRule? former, TargetDetails details, DateTime now, CancellationToken cancel)
    {
        if (!asker.May(Act.ManageSettings, brand.Id))
        {
            return Refusal.NotAllowed("Your role in this brand does not let you change its targets.");
        }

        if (details.Wrong().FirstOrDefault() is { Field: not null } fault)
        {
            return Refusal.Invalid(fault.Field, fault.Why);
        }

        if (former is { Kind: null, Priority: null, CustomerGroup: null } && details is not { Kind: null, Priority: null, Group: null or "" })
        {
            return Refusal.Invalid("base", "This is the target of all conversations that no other one fits; add another for some of them.");
        }

        await db.LockAsync<Brand>(brand.Id, cancel);
        var rule = former ?? new TargetRule { Id = db.NextKey(), BrandId = brand.Id, FirstWithin = "" };
        details.PutInto(rule);
        if (await db.Set<TargetRule>().AnyAsync(t => t.BrandId == brand.Id && t.Id != rule.Id && t.Kind == rule.Kind && t.Priority == rule.Priority && t.CustomerGroup == rule.CustomerGroup, cancel))
        {
            return Refusal.Invalid("kind", "There is a target for just these conversations already; change that one.");
        }

        if (former is null)
        {
            db.Add(rule);
        }

        ChangedLevels.Note(db, brand.Id, now);
        Audit.Add(db, asker, now, brand.Id, "target.saved", brand.Name, details);
        return rule.Id;
    }

    public async Task<Outcome<long>> RemoveAsync(Asker asker, string slug, long targetId, CancellationToken cancel)
    {
        var outcome = await dbs.WriteAsync<Outcome<long>>(
            async db =>
            {
                var brand = await db.Set<Brand>().FirstOrDefaultAsync(b => b.Slug == slug, cancel);
                if (brand is null || await db.Set<TargetRule>().FirstOrDefaultAsync(t => t.Id == targetId && t.BrandId == brand.Id, cancel) is not { } rule)
                {
                    return Refusal.NotFound("There is no such target.");
                }

                if (!asker.May(Act.ManageSettings, brand.Id))
                {
                    return Refusal.NotAllowed("Your role in this brand does not let you change its targets.");
                }

                if (rule is { Kind: null, Priority: null, CustomerGroup: null })
                {
                    return Refusal.Conflict("Without a target for all other conversations nobody would be promised an answer: change it instead.");
                }

                db.Remove(rule);
                ChangedLevels.Note(db, brand.Id, time.UtcNow());
                Audit.Add(db, asker, time.UtcNow(), brand.Id, "target.removed", brand.Name, new { rule.Kind, rule.Priority, rule.CustomerGroup });
                return rule.Id;
            },
            cancel);
        Tell(outcome);
        return outcome;
    }

    private void Tell(Outcome<long> outcome)
    {
        if (outcome.IsDone)
        {
            levels.Forget();
            changed.Tell();
        }
    }
}
