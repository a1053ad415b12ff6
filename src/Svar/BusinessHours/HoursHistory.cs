using System.Collections.Immutable;

namespace Svar.BusinessHours;

/// <summary>
/// Hours that were changed: each calendar holds from its instant until the next one's. A clock that runs across a change counts the
/// time before it under the hours that stood then, and the time after it under the new ones.
/// </summary>
public sealed class HoursHistory
{
    private readonly ImmutableArray<(DateTime From, OpenHours Hours)> _calendars;

    /// <summary>Hours that never changed.</summary>
    public HoursHistory(OpenHours hours)
        : this(hours, [])
    {
    }

    /// <param name="first">the hours that stood before the first change.</param>
    /// <param name="changes">the changes in any order; of two at the same instant the later in the list holds.</param>
    public HoursHistory(OpenHours first, IEnumerable<(DateTime From, OpenHours Hours)> changes)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(changes);
        var start = DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);
        _calendars = [(start, first), .. changes.Select(c => (OpenHours.Checked(c.From), c.Hours)).OrderBy(c => c.Item1)];
    }

    public static implicit operator HoursHistory(OpenHours hours) => new(hours);

    public static HoursHistory FromOpenHours(OpenHours hours) => new(hours);

    /// <summary>The hours that hold at an instant.</summary>
    public OpenHours At(DateTime at)
    {
        OpenHours.Checked(at);
        var i = _calendars.Length - 1;
        while (i > 0 && _calendars[i].From > at)
        {
            i--;
        }

        return _calendars[i].Hours;
    }

    /// <inheritdoc cref="OpenHours.NextOpening"/>
    public DateTime? NextOpening(DateTime at) => OpenSpans.NextOpening(SpansFrom(at));

    /// <inheritdoc cref="OpenHours.OpenTimeBetween"/>
    public TimeSpan OpenTimeBetween(DateTime from, DateTime to) => OpenSpans.TimeUntil(SpansFrom(from), OpenHours.Checked(to));

    /// <inheritdoc cref="OpenHours.AddOpenTime"/>
    public DateTime? AddOpenTime(DateTime at, TimeSpan openTime) => OpenSpans.Add(at, SpansFrom(at), openTime);

    /// <inheritdoc cref="OpenHours.SpansFrom"/>
    public IEnumerable<OpenSpan> SpansFrom(DateTime at)
    {
        OpenHours.Checked(at);
        return _calendars.Length == 1 ? _calendars[0].Hours.SpansFrom(at) : Walk(at);
    }

    private IEnumerable<OpenSpan> Walk(DateTime at)
    {
        for (var i = 0; i < _calendars.Length; i++)
        {
            var last = i == _calendars.Length - 1;
            var until = last ? DateTime.MaxValue : _calendars[i + 1].From;
            var from = _calendars[i].From > at ? _calendars[i].From : at;
            if (from >= until)
            {
                continue;
            }

            foreach (var span in _calendars[i].Hours.SpansFrom(from))
            {
                if (span.From >= until)
                {
                    break;
                }

                yield return span.To <= until ? span : span with { To = until };
            }
        }
    }
}
