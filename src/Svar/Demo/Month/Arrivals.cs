namespace Svar.Demo;

/// <summary>When people write: Mondays most, weekends least; before lunch and after supper, seldom at night.</summary>
internal sealed class Arrivals(DateTime today, Draw draw)
{
    private static readonly double[] _days = [.62, 1.5, 1.25, 1.15, 1.1, 1.0, .55];

    private static readonly double[] _hours =
    [
        .2, .1, .06, .05, .06, .12, .4, .8, 1.3, 1.7, 1.8, 1.5, 1.4, 1.4, 1.3, 1.1, .9, .8, .9, 1.1, 1.4, 1.5, 1.0, .5,
    ];

    /// <summary>An instant in the window that ends so long ago and began so long ago.</summary>
    public DateTime Between(TimeSpan oldest, TimeSpan newest)
    {
        for (var attempt = 0; ; attempt++)
        {
            var at = today - newest - ((oldest - newest) * draw.Share());
            var local = DemoHours.Local(at);
            var weight = DemoHours.IsHoliday(local) ? _days[0] : _days[(int)local.DayOfWeek];
            if (attempt > 200 || draw.Share() * 1.5 * 1.8 < weight * _hours[local.Hour])
            {
                return Whole(at);
            }
        }
    }

    /// <summary>When somebody answers what they got at <paramref name="at"/>: soon, the same day, or after a night or two.</summary>
    public DateTime ReplyTo(DateTime at)
    {
        var minutes = draw.Share() switch
        {
            < .3 => 4 + (56 * draw.Share()),
            < .68 => 60 + (600 * draw.Share()),
            _ => 660 + (2300 * draw.Share()),
        };
        var reply = at.AddMinutes(minutes);
        var local = DemoHours.Local(reply);
        return Whole(local.Hour < 6 ? reply.AddHours(7 - local.Hour).AddMinutes(draw.Next(90)) : reply);
    }

    /// <summary>Mail servers write whole seconds.</summary>
    public static DateTime Whole(DateTime at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
}
