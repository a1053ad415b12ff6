using Microsoft.AspNetCore.Antiforgery;

namespace Svar.Accounts.Asking;

/// <summary>
/// A browser sends its cookie also when another site makes it ask. So every call that changes something and is signed in
/// by cookie must carry the antiforgery token, form or not; a call with a token of the API needs none, since no browser
/// adds that by itself. Forms of people who are not signed in are checked too, by the framework's own middleware. A form
/// that is open to everybody and has switched that check off does nothing in the name of who is signed in, so it is
/// left alone.
/// </summary>
internal static class ForgeryGuard
{
    public static async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var method = context.Request.Method;
        var reads = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);
        if (!reads && !await IsGenuineAsync(context))
        {
            await RefuseAsync(context);
            return;
        }

        await next(context);
    }

    private static async Task<bool> IsGenuineAsync(HttpContext context)
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is { } checkedAlready)
        {
            return checkedAlready.IsValid;
        }

        if (context.GetEndpoint()?.Metadata is { } marks
            && marks.GetMetadata<PublicAttribute>() is not null && marks.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: false })
        {
            return true;
        }

        var asker = context.AskerOf();
        return !asker.IsSomebody || asker.TokenId is not null
            || await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context);
    }

    private static Task RefuseAsync(HttpContext context)
    {
        if (Challenges.WantsProblem(context.Request))
        {
            return Challenges.ProblemAsync(context, StatusCodes.Status400BadRequest, "The antiforgery token is missing or not valid for this session.");
        }

        // Left without a body: the status page tells people what to do.
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }
}
