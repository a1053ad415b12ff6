namespace Svar.ServiceLevels;

/// <summary>A response target as it is typed in. Durations as <see cref="DurationText"/> reads them; empty: none.</summary>
/// <param name="Kind">A conversation's kind by its number; null: any.</param>
/// <param name="Priority">By its number; null: any.</param>
/// <param name="CeilingReason">Why the first answer may take longer than 24 hours.</param>
internal sealed record TargetDetails(
    int? Kind, int? Priority, string? Group, string FirstWithin, string FirstCeiling, string NextWithin, string NextCeiling, string ResolutionWithin, string ResolutionCeiling, string CeilingReason)
{
    public const int LongestGroup = 60;
    public const int LongestReason = 300;

    /// <summary>What is wrong, field by field; empty when all is well.</summary>
    public IEnumerable<(string Field, string Why)> Wrong()
    {
        foreach (var (field, text, isNeeded) in new[]
        {
            ("first-within", FirstWithin, true), ("first-ceiling", FirstCeiling, true), ("next-within", NextWithin, false),
            ("next-ceiling", NextCeiling, false), ("resolution-within", ResolutionWithin, false), ("resolution-ceiling", ResolutionCeiling, false),
        })
        {
            if (text.Trim().Length == 0 ? isNeeded : DurationText.Read(text) is null)
            {
                yield return (field, text.Trim().Length == 0
                    ? "The first answer has a goal in open hours and a ceiling by the clock, as 4 h and 24 h."
                    : $"'{text}' is no length of time; write it as 4 h, 30 min or 5 d, longer than nothing and at most ten years.");
            }
        }

        if (DurationText.Read(FirstCeiling) is { } ceiling && TargetDuration.Parse(ceiling).AsWallTime() > ResponseTarget.FirstAnswerCeiling.AsWallTime() && CeilingReason.Trim().Length == 0)
        {
            yield return ("reason", "Nobody waits longer than 24 h for a first answer, unless it is said why; the reason stands in the report.");
        }

        if (CeilingReason.Length > LongestReason)
        {
            yield return ("reason", $"The reason has at most {LongestReason} characters.");
        }

        if (Group?.Length > LongestGroup)
        {
            yield return ("group", $"The name of a customer group has at most {LongestGroup} characters.");
        }
    }

    public void PutInto(TargetRule rule)
    {
        static string? Iso(string text) => text.Trim().Length == 0 ? null : DurationText.Read(text);
        (rule.Kind, rule.Priority, rule.CustomerGroup) = (Kind, Priority, Group is { Length: > 0 } ? Group : null);
        (rule.FirstWithin, rule.FirstCeiling) = (Iso(FirstWithin)!, Iso(FirstCeiling)!);
        (rule.NextWithin, rule.NextCeiling) = (Iso(NextWithin), Iso(NextCeiling));
        (rule.ResolutionWithin, rule.ResolutionCeiling) = (Iso(ResolutionWithin), Iso(ResolutionCeiling));
        rule.CeilingReason = CeilingReason.Trim() is { Length: > 0 } reason ? reason : null;
    }
}
