namespace Svar.Demo;

/// <summary>
/// One way to write something: words with <c>{this|or that}</c> and <c>[variables]</c>, and flags that say when it fits.
/// </summary>
internal sealed class Wording(string subject, string body, IReadOnlyDictionary<string, string> flags, Wording? answer)
{
    public string Subject { get; } = subject;

    public string Body { get; } = body;

    /// <summary>The answer written for just these words, if there is one.</summary>
    public Wording? Answer { get; } = answer;

    public bool Has(string flag) => flags.ContainsKey(flag);

    public string? Value(string flag) => flags.GetValueOrDefault(flag);

    /// <summary>True where one of the variables stands in subject or text.</summary>
    public bool Needs(params ReadOnlySpan<string> variables)
    {
        foreach (var variable in variables)
        {
            var named = "[" + variable + "]";
            if (Body.Contains(named, StringComparison.OrdinalIgnoreCase) || Subject.Contains(named, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where the flag is absent, or lists the value.</summary>
    public bool Allows(string flag, string? value) =>
        !flags.TryGetValue(flag, out var listed) || (value is not null && listed.Split(',').Contains(value, StringComparer.Ordinal));
}
