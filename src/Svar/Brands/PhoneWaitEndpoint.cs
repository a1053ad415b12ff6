using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Accounts.Asking;
using Svar.Cluster;
using Svar.Data;
using Svar.Web;
using Svar.Web.Api;

namespace Svar.Brands;

/// <param name="Minutes">How long callers wait just now; null: nothing is known.</param>
/// <param name="Brand">Slug; may be left out by who has one brand.</param>
internal sealed record PhoneWaitBody(int? Minutes, string? Brand);

internal sealed record PhoneWaitJson(string Brand, int? Minutes, DateTime At);

/// <summary><c>PUT /api/v1/phone-wait</c>: the telephone exchange tells how long callers wait, and the contact page shows it for a while.</summary>
internal sealed class PhoneWaitEndpoint(IDbContextFactory<SvarDb> dbs, BrandOfHost brands, Nudges nudges, TimeProvider time)
{
    private const int Longest = 600;

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapApi("/phone-wait", "Telephone")
        .MapPut("", (PhoneWaitEndpoint endpoint, Asker asker, JsonBody<PhoneWaitBody> body) => endpoint.SetAsync(asker, body.Value))
        .RequireAct(Act.SetPhoneWait)
        .Accepts<PhoneWaitBody>("application/json")
        .WithSummary("Tell how long callers wait just now")
        .Produces<PhoneWaitJson>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private async Task<IResult> SetAsync(Asker asker, PhoneWaitBody wanted)
    {
        if (wanted.Minutes is < 0 or > Longest)
        {
            return Problems.Invalid("minutes", $"Give 0 to {Longest.ToString(CultureInfo.InvariantCulture)} minutes, or null when it is not known.");
        }

        var outcome = await dbs.WriteAsync<Outcome<PhoneWaitJson>>(
            async db =>
            {
                var mine = (await db.Set<Brand>().Where(b => wanted.Brand == null || b.Slug == wanted.Brand).OrderBy(b => b.Slug).ToListAsync())
                    .FindAll(b => asker.RoleIn(b.Id) is not null);
                if (mine is not [var brand])
                {
                    return mine.Count == 0
                        ? Refusal.Invalid("brand", $"There is no brand '{wanted.Brand}'.")
                        : Refusal.Invalid("brand", $"Name the brand: {string.Join(", ", mine.Select(b => b.Slug))}.");
                }

                if (!asker.May(Act.SetPhoneWait, brand.Id))
                {
                    return Refusal.NotAllowed("Your role in this brand does not let you set the telephone's waiting time.");
                }

                var now = time.UtcNow();
                DateTime? at = wanted.Minutes is null ? null : now;

                // Beside the version: the exchange tells this every minute, and whoever fills in the brand's form must not lose it for that.
                await db.Set<Brand>().Where(b => b.Id == brand.Id).ExecuteUpdateAsync(set => set.SetProperty(b => b.PhoneWaitMinutes, wanted.Minutes).SetProperty(b => b.PhoneWaitAt, at));
                return new PhoneWaitJson(brand.Slug, wanted.Minutes, now);
            },
            CancellationToken.None);
        if (!outcome.IsDone)
        {
            return Problems.Of(outcome.Refusal!);
        }

        brands.Forget();
        nudges.Publish(new Nudge(NudgeTopic.Settings, 0, 0));
        return ApiAnswer.Ok(outcome.Value);
    }
}
