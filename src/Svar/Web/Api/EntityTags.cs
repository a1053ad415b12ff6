using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Svar.Web.Api;

/// <summary>A row's version as an entity tag (RFC 9110 §8.8.3): <c>"7"</c>.</summary>
internal static class EntityTags
{
    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>
    /// The version that <c>If-Match</c> demands; null when there is no such header, or it is <c>*</c>. A tag that some
    /// proxy has made weak counts as it was.
    /// </summary>
    public static bool TryReadIfMatch(HttpRequest request, out int? version, out IResult? problem)
    {
        version = null;
        problem = null;
        var header = request.Headers.IfMatch;
        if (header.Count == 0)
        {
            return true;
        }

        if (EntityTagHeaderValue.TryParseList(header, out var tags) && tags is [var only])
        {
            if (only.Equals(EntityTagHeaderValue.Any))
            {
                return true;
            }

            if (int.TryParse(only.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var read))
            {
                version = read;
                return true;
            }

            // A tag that we never gave matches nothing.
            problem = Stale();
            return false;
        }

        problem = Problems.Of(StatusCodes.Status400BadRequest, "Give If-Match one tag, as ETag showed it: \"7\".", "If-Match");
        return false;
    }

    /// <summary>412: somebody changed it since the caller saw it.</summary>
    public static IResult Stale() =>
        Problems.Of(StatusCodes.Status412PreconditionFailed, "It was changed since you read it. Read it again, and send If-Match with the new ETag.", "If-Match");
}
