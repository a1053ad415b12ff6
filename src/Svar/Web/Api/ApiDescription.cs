using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Svar.Accounts.Asking;

namespace Svar.Web.Api;

/// <summary>The API described in OpenAPI, at <c>/openapi/v1.json</c>.</summary>
internal static class ApiDescription
{
    private const string Bearer = "token";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = call => call.RelativePath is { } path
            && (path.StartsWith("api/", StringComparison.Ordinal) || path.StartsWith("health/", StringComparison.Ordinal) || path is "metrics" or "contact.json");
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Svar",
                Version = "v1",
                Description = "Customer-service e-mail that gets answered. Errors are problem documents (RFC 9457) with the field; lists go by cursor: give 'next' as 'after'.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A token from one's profile at the desk, or from 'svar token add'.",
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var marks = context.Description.ActionDescriptor.EndpointMetadata;
            if (marks.OfType<RequireActAttribute>().Any())
            {
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
            }

            if (marks.OfType<ApiEndpoints.IdempotentMark>().Any())
            {
                AddHeader(operation, IdempotentCalls.Header, "The same call again under the same key is done once, for 24 hours.");
            }

            if (marks.OfType<IfMatchMark>().Any())
            {
                AddHeader(operation, "If-Match", "The ETag of the conversation as you saw it; when it has changed since, nothing is done (412).");
            }

            Refusals.AddTo(operation, context);
            return Task.CompletedTask;
        });
    });

    /// <summary>Names the <c>If-Match</c> header in the description.</summary>
    public static RouteHandlerBuilder TakesIfMatch(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(IfMatchMark.Instance);

    private static void AddHeader(OpenApiOperation operation, string name, string description)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Header, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
    }

    internal sealed class IfMatchMark
    {
        public static readonly IfMatchMark Instance = new();
    }
}
