using System.Text.Json;

namespace Svar.Web.Api;

/// <summary>An answer of the API: a status, one JSON value, and the headers that belong to it.</summary>
/// <param name="ETag">The version of what is shown.</param>
internal sealed record ApiAnswer(int Status, ReadOnlyMemory<byte> Json, string? Location = null, string? ETag = null) : IResult
{
    public static ApiAnswer Ok(object value, string? etag = null) => Of(StatusCodes.Status200OK, value, null, etag);

    public static ApiAnswer Created(object value, string location, string? etag = null) => Of(StatusCodes.Status201Created, value, location, etag);

    public static ApiAnswer Of(int status, object value, string? location = null, string? etag = null) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), ApiJson.Options), location, etag);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        if (Location is not null)
        {
            response.Headers.Location = Location;
        }

        if (ETag is not null)
        {
            response.Headers.ETag = ETag;
        }

        response.ContentLength = Json.Length;
        await response.Body.WriteAsync(Json, httpContext.RequestAborted);
    }
}

/// <summary>One page of a list. <paramref name="Next"/> is what to give as <c>after</c> for the page that follows; null on the last.</summary>
internal sealed record ApiPage<T>(IReadOnlyList<T> Items, string? Next);
