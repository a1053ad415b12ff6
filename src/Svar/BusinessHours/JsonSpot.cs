using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Svar.BusinessHours;

/// <summary>JSON that a person wrote and that cannot be used. The message is one line: where (line, byte of the line, path), what, and what would be right.</summary>
public sealed class JsonInputException : Exception
{
    public JsonInputException()
    {
    }

    public JsonInputException(string message)
        : base(message)
    {
    }

    public JsonInputException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal JsonInputException(long line, long at, string path, string fault)
        : base(string.Create(CultureInfo.InvariantCulture, $"line {line}, byte {at}, {path}: {fault}")) => (Line, Byte, Path) = (line, at, path);

    /// <summary>Counted from 1.</summary>
    public long Line { get; }

    /// <summary>The byte of the line, in UTF-8, counted from 1.</summary>
    public long Byte { get; }

    /// <summary>As <c>$.hours.mon[1]</c>.</summary>
    public string? Path { get; }
}

/// <summary>A value in JSON that a person wrote, which knows where it stands.</summary>
internal sealed class JsonSpot
{
    /// <summary>System.Text.Json takes half of a pair for well-formed until the string is read, and then throws <see cref="InvalidOperationException"/>.</summary>
    public const string HalfPair = "a text has half of a surrogate pair (\\ud800 to \\udfff); write the whole character";

    private readonly byte[] _source;
    private readonly object[] _path;

    private JsonSpot(byte[] source, JsonElement value, object[] path)
    {
        _source = source;
        _path = path;
        Value = value;
    }

    public JsonElement Value { get; }

    /// <summary>The member, or <see langword="null"/> when it is absent or null.</summary>
    public JsonSpot? this[string name] => Value.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
        ? new JsonSpot(_source, member, [.. _path, name]) : null;

    /// <exception cref="JsonInputException">the text is not JSON, or has a name twice in one object.</exception>
    public static JsonSpot Parse(string json)
    {
        var source = Encoding.UTF8.GetBytes(json.TrimStart('\uFEFF'));
        try
        {
            return new JsonSpot(source, JsonElement.Parse(source, new JsonDocumentOptions { AllowDuplicateProperties = false }), []);
        }
        catch (InvalidOperationException)
        {
            throw new JsonInputException(1, 1, "$", HalfPair);
        }
        catch (JsonException e)
        {
            var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            var what = (end < 0 ? e.Message : e.Message[..end]).ReplaceLineEndings(" ");
            throw new JsonInputException((e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1, "$", "not well-formed JSON: " + what);
        }
    }

    public JsonInputException Fault(string fault)
    {
        var at = (int)Find();
        var lineStart = _source.AsSpan(0, at).LastIndexOf((byte)'\n') + 1;
        var line = _source.AsSpan(0, at).Count((byte)'\n') + 1;
        var path = new StringBuilder("$");
        foreach (var step in _path)
        {
            _ = step is int i ? path.Append(CultureInfo.InvariantCulture, $"[{i}]") : path.Append('.').Append(step);
        }

        return new JsonInputException(line, at - lineStart + 1, path.ToString().ReplaceLineEndings(" "), fault.ReplaceLineEndings(" "));
    }

    /// <param name="wanted">what belongs here, as it stands after 'needs'.</param>
    public JsonSpot AsObject(string wanted) => Value.ValueKind == JsonValueKind.Object ? this : throw Fault($"{Shown} stands where an object belongs: {wanted}");

    public IEnumerable<(string Name, JsonSpot Value)> Members() => Value.EnumerateObject().Select(m => (m.Name, new JsonSpot(_source, m.Value, [.. _path, m.Name])));

    public IReadOnlyList<JsonSpot> Items(string wanted) => Value.ValueKind == JsonValueKind.Array
        ? [.. Value.EnumerateArray().Select((v, i) => new JsonSpot(_source, v, [.. _path, i]))]
        : throw Fault($"{Shown} stands where a list belongs: {wanted}");

    public string Text(string wanted) => Value.ValueKind == JsonValueKind.String ? Value.GetString()! : throw Fault($"{Shown} stands where a text belongs: {wanted}");

    private string Shown => Value.GetRawText() is { Length: > 40 } raw ? string.Concat(raw.AsSpan(0, 40), "…") : Value.GetRawText();

    private long Find()
    {
        var reader = new Utf8JsonReader(_source);
        reader.Read();
        foreach (var step in _path)
        {
            reader.Read();
            if (step is int index)
            {
                for (; index > 0; index--)
                {
                    reader.Skip();
                    reader.Read();
                }
            }
            else
            {
                while (!reader.ValueTextEquals((string)step))
                {
                    reader.Read();
                    reader.Skip();
                    reader.Read();
                }

                reader.Read();
            }
        }

        return reader.TokenStartIndex;
    }
}
