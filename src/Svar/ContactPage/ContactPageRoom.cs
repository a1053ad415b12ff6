using Svar.Accounts.Asking;
using Svar.Brands;
using Svar.ContactPage.Form;
using Svar.Data;
using Svar.Web;

namespace Svar.ContactPage;

/// <summary>The public pages of a brand: how to reach it, and writing to it.</summary>
internal static class ContactPageRoom
{
    private static readonly string[] _reading = [HttpMethods.Get, HttpMethods.Head];

    public static IServiceCollection AddContactPage(this IServiceCollection services) => services
        .AddSingleton<ContactFactsDirectory>()
        .AddSingleton<FormTokens>()
        .AddSingleton<SentTokens>()
        .AddSingleton<PostPace>()
        .AddSingleton<SendLetter>()
        .AddSingleton<WritePages>();

    public static void MapContactPage(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/", _reading, ShowAsync).Public().ExcludeFromDescription();
        endpoints.MapMethods("/contact.json", _reading, JsonAsync).Public().WithName("Contact").WithSummary("How customers reach the brand, and the promise that is kept");
        endpoints.MapMethods("/write", _reading, (HttpContext context, WritePages pages, CancellationToken cancel) =>
            OfBrandAsync(context, brand => pages.ShowFormAsync(context, brand, cancel))).Public().ExcludeFromDescription();
        endpoints.MapPost("/write", (HttpContext context, WritePages pages, CancellationToken cancel) =>
            OfBrandAsync(context, brand => pages.PostAsync(context, brand, cancel))).Public().DisableAntiforgery().ExcludeFromDescription();
        endpoints.MapMethods("/sent", _reading, (HttpContext context, string? letter, WritePages pages, CancellationToken cancel) =>
            OfBrandAsync(context, brand => pages.ShowSentAsync(context, brand, letter, cancel))).Public().ExcludeFromDescription();
    }

    private static Task<IResult> ShowAsync(HttpContext context, ContactFactsDirectory facts, TimeProvider time, CancellationToken cancel) =>
        AnswerAsync(
            context,
            async brand =>
            {
                var model = ContactPageOfBrand.Page(brand, await facts.OfAsync(brand.Brand.Id, cancel), time.UtcNow());
                CacheShortly(context);
                return WebRoom.Page<ContactPageView>(new { Model = model });
            },
            brands => WebRoom.Page<NoBrandView>(new
            {
                IsSetUp = brands.Count > 0,
                Brands = brands.Where(b => b.PublicHost is null).Select(b => new BrandLink(b.Name, $"/b/{b.Slug}/")).ToList(),
            }));

    private static Task<IResult> JsonAsync(HttpContext context, ContactFactsDirectory facts, TimeProvider time, CancellationToken cancel) =>
        OfBrandAsync(context, async brand =>
        {
            var json = ContactJson.Of(brand.Brand, await facts.OfAsync(brand.Brand.Id, cancel), time.UtcNow());
            CacheShortly(context);
            context.Response.Headers.AccessControlAllowOrigin = "*";
            return TypedResults.Json(json);
        });

    private static Task<IResult> OfBrandAsync(HttpContext context, Func<RequestBrand, Task<IResult>> answer) =>
        AnswerAsync(context, answer, _ => TypedResults.NotFound());

    /// <summary>With the rows of the request's brand in sight; 503 when what has to be read cannot be.</summary>
    private static async Task<IResult> AnswerAsync(HttpContext context, Func<RequestBrand, Task<IResult>> answer, Func<IReadOnlyList<Brand>, IResult> withoutBrand)
    {
        try
        {
            if (context.Features.Get<RequestBrand>() is { } brand)
            {
                using var scope = BrandScope.Use(BrandScope.Of(brand.Brand.Id));
                return await answer(brand);
            }

            context.Response.Headers.CacheControl = "no-store";
            return withoutBrand(await context.RequestServices.GetRequiredService<BrandOfHost>().ListAsync(context.RequestAborted));
        }
        catch (Exception e) when (Writing.IsUnavailable(e))
        {
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    // A page that was just given a language sets a cookie, which no shared cache may keep.
    private static void CacheShortly(HttpContext context) =>
        context.Response.Headers.CacheControl = context.Request.Query.ContainsKey(LanguageChoice.Name) ? "private, no-cache" : "public, max-age=30";
}
