using System.Collections.Immutable;

namespace Svar.BusinessHours;

/// <summary>
/// The holidays that a brand keeps: those of a country (see <see cref="HolidayRules"/>), plus dates added by hand, minus dates on
/// which it works all the same. A date both added and left out is no holiday.
/// </summary>
public sealed class HolidayCalendar
{
    private readonly HashSet<int> _added;
    private readonly HashSet<int> _leftOut;
    private readonly ImmutableArray<int>[]? _byYear;

    /// <exception cref="InvalidHoursException">no rules are known for the country.</exception>
    public HolidayCalendar(string? country, IEnumerable<DateOnly>? added = null, IEnumerable<DateOnly>? leftOut = null)
    {
        Country = country;
        Added = [.. (added ?? []).Distinct().Order()];
        LeftOut = [.. (leftOut ?? []).Distinct().Order()];
        _added = Added.Select(d => d.DayNumber).ToHashSet();
        _leftOut = LeftOut.Select(d => d.DayNumber).ToHashSet();
        if (country is not null)
        {
            HolidayRules.Require(country);
            _byYear = new ImmutableArray<int>[HolidayRules.LastYear - HolidayRules.FirstYear + 1];
        }
    }

    public static HolidayCalendar None { get; } = new(null);

    /// <summary>ISO 3166 code of the country whose rules apply, or <see langword="null"/> for dates by hand only.</summary>
    public string? Country { get; }

    public ImmutableArray<DateOnly> Added { get; }

    public ImmutableArray<DateOnly> LeftOut { get; }

    /// <summary>The last date that can be a holiday.</summary>
    public DateOnly? LastDate
    {
        get
        {
            DateOnly? last = Added.Length > 0 ? Added[^1] : null;
            var ruled = new DateOnly(HolidayRules.LastYear, 12, 31);
            return Country is not null && (last is null || last < ruled) ? ruled : last;
        }
    }

    public bool Contains(DateOnly date) => Contains(date.DayNumber);

    /// <summary>The holidays of a year in order, with their names; a date added by hand has none.</summary>
    public IReadOnlyList<Holiday> In(int year)
    {
        var ruled = Country is null ? [] : HolidayRules.For(Country, year);
        return [.. ruled.Concat(Added.Where(d => d.Year == year && !ruled.Any(h => h.On == d)).Select(d => new Holiday(d, "", "")))
            .Where(h => !_leftOut.Contains(h.On.DayNumber)).OrderBy(h => h.On)];
    }

    internal bool Contains(int day)
    {
        if (_byYear is null && _added.Count == 0)
        {
            return false;
        }

        return (_added.Contains(day) || IsRuled(day)) && !_leftOut.Contains(day);
    }

    private bool IsRuled(int day)
    {
        if (_byYear is null)
        {
            return false;
        }

        var year = DateOnly.FromDayNumber(day).Year;
        if (year is < HolidayRules.FirstYear or > HolidayRules.LastYear)
        {
            return false;
        }

        // Two threads may fill the same year with the same days: an ImmutableArray is one reference, written whole.
        ref var days = ref _byYear[year - HolidayRules.FirstYear];
        if (days.IsDefault)
        {
            days = [.. HolidayRules.For(Country!, year).Select(h => h.On.DayNumber)];
        }

        return days.AsSpan().Contains(day);
    }
}
