namespace Svar.Data.Settings;

/// <summary>The least and the greatest value that a setting may have, both included: numbers, or lengths of time as <c>00:05:00</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class BetweenAttribute : Attribute
{
    public BetweenAttribute(long from, long to) => (From, To) = (from, to);

    public BetweenAttribute(string from, string to) =>
        (From, To) = (TimeSpan.Parse(from, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Parse(to, System.Globalization.CultureInfo.InvariantCulture));

    public IComparable From { get; }
    public IComparable To { get; }

    /// <summary>What is counted: 'seconds'.</summary>
    public string? Unit { get; init; }
}
