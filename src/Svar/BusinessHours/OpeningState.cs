namespace Svar.BusinessHours;

/// <summary>
/// What a contact page says at an instant: 'open until <see cref="Until"/>' or 'closed, opens at <see cref="OpensAt"/>'. Open
/// without <see cref="Until"/>: no closing within a year. Closed without <see cref="OpensAt"/>: never opens.
/// </summary>
/// <remarks>Stretches that touch are one: hours to midnight and from midnight on do not close in between.</remarks>
public readonly record struct OpeningState(bool IsOpen, DateTime? Until, DateTime? OpensAt)
{
    public static OpeningState At(HoursHistory hours, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(hours);
        DateTime? until = null;
        foreach (var span in hours.SpansFrom(now))
        {
            if (until is null && span.From > now)
            {
                return new(false, null, span.From);
            }

            if (until is not null && span.From > until)
            {
                return new(true, until, span.From);
            }

            until = span.To;
            if (until - now > TimeSpan.FromDays(366))
            {
                return new(true, null, null);
            }
        }

        return new(until is not null, until, null);
    }
}
