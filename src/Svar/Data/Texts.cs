using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Svar.Data;

/// <summary>A short text in several languages: ISO 639-1 code to text. Kept as one JSON object in a column.</summary>
internal sealed class Texts : Dictionary<string, string>
{
    public Texts()
        : base(StringComparer.Ordinal)
    {
    }

    /// <summary>The text in <paramref name="language"/>, else in the first of the other languages that has one; empty when there is none.</summary>
    public string In(string language, params ReadOnlySpan<string> others)
    {
        if (TryGetValue(language, out var text) && text.Length > 0)
        {
            return text;
        }

        foreach (var other in others)
        {
            if (TryGetValue(other, out text) && text.Length > 0)
            {
                return text;
            }
        }

        return Values.FirstOrDefault(v => v.Length > 0) ?? "";
    }

    internal sealed class Converter() : ValueConverter<Texts, string>(
        texts => JsonSerializer.Serialize(texts, JsonSerializerOptions.Default),
        json => JsonSerializer.Deserialize<Texts>(json, JsonSerializerOptions.Default) ?? new Texts());

    internal sealed class Comparison() : ValueComparer<Texts>(
        (a, b) => ReferenceEquals(a, b) || (a != null && b != null && a.Count == b.Count && !a.Except(b).Any()),
        texts => texts.Count,
        texts => Copy(texts));

    private static Texts Copy(Texts texts)
    {
        var copy = new Texts();
        foreach (var (language, text) in texts)
        {
            copy[language] = text;
        }

        return copy;
    }
}
