using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace Svar.Web.Api;

/// <summary>A body that has been read, or why it could not be.</summary>
internal interface IJsonBody
{
    IResult? Problem { get; }

    /// <summary>The bytes as they came.</summary>
    ReadOnlyMemory<byte> Bytes { get; }
}

/// <summary>
/// The JSON body of a call. What is wrong with it becomes a problem document that says where: the endpoint is not run
/// (<see cref="ApiEndpoints.MapApi"/>).
/// </summary>
internal sealed class JsonBody<T> : IJsonBody
    where T : class
{
    /// <summary>An answer of a million characters, each written as six.</summary>
    private const int Longest = 8 * 1024 * 1024;

    private readonly T? _value;

    private JsonBody(T? value, IResult? problem, ReadOnlyMemory<byte> bytes) => (_value, Problem, Bytes) = (value, problem, bytes);

    public T Value => _value ?? throw new InvalidOperationException("the body could not be read");
    public IResult? Problem { get; }
    public ReadOnlyMemory<byte> Bytes { get; }

    public static async ValueTask<JsonBody<T>?> BindAsync(HttpContext context)
    {
        if (!IsJson(context.Request.ContentType))
        {
            return Wrong(StatusCodes.Status415UnsupportedMediaType, $"The body is '{context.Request.ContentType}'; send application/json.");
        }

        if (await ReadAsync(context.Request.BodyReader, context.RequestAborted) is not { } bytes)
        {
            return Wrong(StatusCodes.Status413PayloadTooLarge, $"The body is longer than {Longest.ToString("N0", CultureInfo.InvariantCulture)} bytes.");
        }

        try
        {
            return JsonSerializer.Deserialize<T>(bytes, ApiJson.Options) is { } value
                ? new JsonBody<T>(value, null, bytes)
                : Wrong(StatusCodes.Status400BadRequest, "The body is null; send a JSON object.");
        }
        catch (JsonException e)
        {
            return Wrong(StatusCodes.Status400BadRequest, Explain(e, bytes.Length), FieldOf(e));
        }
    }

    private static bool IsJson(string? contentType) => contentType is null
        || (MediaTypeHeaderValue.TryParse(contentType, out var type) && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)));

    private static JsonBody<T> Wrong(int status, string why, string? field = null) => new(null, Problems.Of(status, why, field), default);

    private static string Explain(JsonException e, int length)
    {
        if (length == 0)
        {
            return "The body is empty; send a JSON object.";
        }

        var where = string.Create(CultureInfo.InvariantCulture, $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
        if (e.InnerException is JsonException or null && FieldOf(e) is { } field && !Knows(field))
        {
            return $"There is no field '{field}' here ({where}). The fields: {string.Join(", ", Names())}.";
        }

        return e.InnerException is JsonException || FieldOf(e) is null
            ? $"The body is no JSON object as it should be: it breaks at {where}."
            : $"The value of '{FieldOf(e)}' is not of the right type ({where}).";
    }

    private static IEnumerable<string> Names() => ApiJson.Options.GetTypeInfo(typeof(T)).Properties
        .Where(p => p.AttributeProvider?.IsDefined(typeof(System.Text.Json.Serialization.JsonIgnoreAttribute), inherit: false) != true).Select(p => p.Name);

    private static bool Knows(string field) => Names().Contains(field.Split('.', '[')[0], StringComparer.OrdinalIgnoreCase);

    private static string? FieldOf(JsonException e) => e.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : null;

    private static async ValueTask<byte[]?> ReadAsync(PipeReader reader, CancellationToken cancel)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancel);
            if (read.Buffer.Length > Longest)
            {
                return null;
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
