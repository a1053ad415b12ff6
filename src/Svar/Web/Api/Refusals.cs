using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.OpenApi;
using Svar.Accounts.Asking;

namespace Svar.Web.Api;

/// <summary>With what a call may be refused, told by what it takes; so no endpoint has to list what all of its kind have in common.</summary>
internal static class Refusals
{
    private const string Problem = "application/problem+json";

    public static void AddTo(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var call = context.Description;
        if (call.RelativePath?.StartsWith("api/", StringComparison.Ordinal) != true)
        {
            return;
        }

        var marks = call.ActionDescriptor.EndpointMetadata;
        var writes = call.HttpMethod is not ("GET" or "HEAD");
        var hasBody = marks.OfType<Microsoft.AspNetCore.Http.Metadata.IAcceptsMetadata>().Any();
        var ofOne = call.RelativePath.Contains('{', StringComparison.Ordinal);
        var hasIfMatch = marks.OfType<ApiDescription.IfMatchMark>().Any();
        var asks = marks.OfType<RequireActAttribute>().Any();
        Add(operation, context, hasBody || hasIfMatch, StatusCodes.Status400BadRequest, "The call could not be read; the problem says where.");
        Add(operation, context, asks, StatusCodes.Status401Unauthorized, "There is no token, or it is none that is good.");
        Add(operation, context, asks, StatusCodes.Status403Forbidden, "The role does not allow it.");
        Add(operation, context, ofOne, StatusCodes.Status404NotFound, "There is none, or none that the asker may see.");
        Add(operation, context, marks.OfType<ApiEndpoints.IdempotentMark>().Any() || hasIfMatch, StatusCodes.Status409Conflict, "Its state does not allow it, or a call with the same Idempotency-Key is under way.");
        Add(operation, context, hasIfMatch, StatusCodes.Status412PreconditionFailed, "It was changed since the version in If-Match.");
        Add(operation, context, hasBody, StatusCodes.Status413PayloadTooLarge, "The body is too large.");
        Add(operation, context, hasBody, StatusCodes.Status415UnsupportedMediaType, "The body is of another media type.");
        Add(operation, context, writes || operation.Parameters?.Any(p => p.In == ParameterLocation.Query) == true, StatusCodes.Status422UnprocessableEntity, "Fields are wrong; 'errors' names each.");
        Add(operation, context, marks.OfType<EnableRateLimitingAttribute>().Any(), StatusCodes.Status429TooManyRequests, "Too many calls in a short time.");
        Add(operation, context, asks, StatusCodes.Status503ServiceUnavailable, "The database cannot be asked just now: call again after Retry-After.");
    }

    private static void Add(OpenApiOperation operation, OpenApiOperationTransformerContext context, bool occurs, int status, string description)
    {
        if (!occurs)
        {
            return;
        }

        operation.Responses ??= [];
        operation.Responses[status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [Problem] = new() { Schema = new OpenApiSchemaReference("ProblemDetails", context.Document) } },
        };
    }
}
