namespace Svar.Demo;

/// <summary>Who answers, and when: mostly within two open hours, now and then late.</summary>
internal sealed class Rota(Draw draw)
{
    private const double LateShare = .025;
    private static readonly TimeSpan _inTime = TimeSpan.FromHours(23);

    public DemoPerson Turn(DateTime at)
    {
        var local = DemoHours.Local(at);
        if (DemoHours.IsQuiet(local))
        {
            return local.DayOfYear / 7 % 2 == 0 ? DemoPeople.Anna : DemoPeople.Jonas;
        }

        return draw.Share() switch
        {
            < .43 => DemoPeople.Anna,
            < .85 => DemoPeople.Jonas,
            _ => DemoPeople.Ingrid,
        };
    }

    public (DateTime At, bool IsLate) Answer(DateTime asked)
    {
        var open = Math.Clamp(Math.Exp(draw.Normal(Math.Log(62), .75)), 4, 210);
        if (draw.Chance(LateShare))
        {
            return (Arrivals.Whole(DemoHours.After(asked.AddHours(26 + (20 * draw.Share())), open)), true);
        }

        // What would come too late is taken before its turn: the queue shows what is due next.
        var at = Soon(asked, open);
        for (; at > asked + _inTime && open > 4; at = Soon(asked, open))
        {
            open /= 2;
        }

        return (at, false);
    }

    /// <summary>So many open minutes later, and some seconds.</summary>
    public DateTime Soon(DateTime at, double openMinutes) => Arrivals.Whole(DemoHours.After(at, openMinutes).AddSeconds(draw.Next(40)));
}
