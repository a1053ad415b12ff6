using System.Collections.Immutable;

namespace Svar.BusinessHours;

/// <summary>
/// Short extra hours in which somebody answers mail, so that a closed weekend does not break the promise (the telephone stays
/// closed). They are added to the hours of the week; on a holiday only <see cref="OnHolidays"/> counts, whatever weekday it is.
/// A watch does not change what 'a day' of a target means.
/// </summary>
public sealed record Watch(WeeklyHours Week, ImmutableArray<OpenInterval> OnHolidays)
{
    public Watch(WeeklyHours week)
        : this(week, [])
    {
    }

    public bool Equals(Watch? other) => other is not null && Week.Equals(other.Week) && OnHolidays.SequenceEqual(other.OnHolidays);

    public override int GetHashCode() => HashCode.Combine(Week, OnHolidays.Length);
}
