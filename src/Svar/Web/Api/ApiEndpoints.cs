namespace Svar.Web.Api;

/// <summary>What all addresses below <c>/api/v1</c> have in common.</summary>
internal static class ApiEndpoints
{
    /// <summary>A group of addresses of the API: a body that could not be read is answered before the endpoint runs.</summary>
    /// <param name="tag">Under which the description lists them.</param>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder endpoints, string prefix, string tag)
    {
        var group = endpoints.MapGroup("/api/v1" + prefix).WithTags(tag);
        group.AddEndpointFilter((call, next) => call.Arguments.OfType<IJsonBody>().FirstOrDefault()?.Problem is { } problem ? new ValueTask<object?>(problem) : next(call));
        return group;
    }

    /// <summary><c>Idempotency-Key</c> is honoured: the same call again is answered with the first one's answer, and done once.</summary>
    public static RouteHandlerBuilder Idempotent(this RouteHandlerBuilder endpoint) => endpoint
        .WithMetadata(IdempotentMark.Instance)
        .AddEndpointFilter((call, next) => call.HttpContext.RequestServices.GetRequiredService<IdempotentCalls>().RunAsync(call, next));

    internal sealed class IdempotentMark
    {
        public static readonly IdempotentMark Instance = new();
    }
}
