using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Svar.Data;

namespace Svar.Web;

/// <summary>What a program gets when a call was not done: a problem document (RFC 9457), with the field when it is about one.</summary>
internal static class Problems
{
    /// <summary>How long a caller should wait when the database cannot take a write, in seconds.</summary>
    public const int RetryAfterSeconds = 15;

    public static ProblemHttpResult Of(Refusal refusal) => Of(StatusOf(refusal.Kind), refusal.Why, refusal.Field);

    public static ProblemHttpResult Invalid(string field, string why) => Of(StatusCodes.Status422UnprocessableEntity, why, field);

    /// <summary>422 about several fields: <c>errors</c> has each, <c>field</c> is the first.</summary>
    public static ProblemHttpResult Invalid(IReadOnlyList<(string Field, string Why)> wrong) => TypedResults.Problem(
        detail: string.Join(' ', wrong.Select(w => wrong.Count == 1 ? w.Why : $"{w.Field}: {w.Why}")),
        statusCode: StatusCodes.Status422UnprocessableEntity,
        extensions: new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["field"] = wrong[0].Field,
            ["errors"] = wrong.ToDictionary(w => w.Field, w => new[] { w.Why }, StringComparer.Ordinal),
        });

    /// <param name="field">As the caller knows it, with dots for what lies within: <c>customer.email</c>; null when it is not about one.</param>
    public static ProblemHttpResult Of(int status, string why, string? field = null) => TypedResults.Problem(
        detail: why,
        statusCode: status,
        extensions: field is null
            ? null
            : new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["field"] = field,
                ["errors"] = new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [why] },
            });

    /// <summary>503: nothing was done, and the same call will succeed later.</summary>
    public static IResult Unavailable(HttpContext context)
    {
        context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return Of(StatusCodes.Status503ServiceUnavailable, "The database cannot take a write just now. Nothing was kept: send the same again after the time in Retry-After.");
    }

    /// <summary>Gives a bare status, or an exception that nobody foresaw, the body that programs read.</summary>
    public static Task WriteAsync(HttpContext context, int status)
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        var answer = failure switch
        {
            BadHttpRequestException bad => Of(bad.StatusCode, bad.Message),
            not null when Writing.IsUnavailable(failure) => Unavailable(context),
            not null => Of(status, $"This is a fault of Svar. Its log tells more under the reference {System.Diagnostics.Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier}."),
            _ => Of(status, WhyOf(status)),
        };
        return answer.ExecuteAsync(context);
    }

    private static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.NotAllowed => StatusCodes.Status403Forbidden,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    private static string WhyOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this address; /openapi/v1.json lists what there is.",
        StatusCodes.Status405MethodNotAllowed => "This address does not take this method; /openapi/v1.json lists what it takes.",
        StatusCodes.Status415UnsupportedMediaType => "This address does not take a body of this media type.",
        _ => $"The call was answered with {status.ToString(CultureInfo.InvariantCulture)}.",
    };
}
