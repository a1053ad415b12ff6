using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Svar.Brands;
using Svar.Data;

namespace Svar.BusinessHours;

/// <summary>
/// The opening hours of a brand, valid from an instant until the next row of the same purpose: a change of the hours
/// is a new row, so that a clock that was running counts the time before it under the old hours.
/// </summary>
internal sealed class Calendar : IBrandOwned
{
    public long Id { get; init; }
    public long BrandId { get; init; }
    public CalendarPurpose Purpose { get; init; }
    public DateTime ValidFrom { get; init; }

    /// <summary>IANA zone.</summary>
    public required string Zone { get; init; }

    /// <summary>Local times, as <see cref="WeeklyHours.Parse"/> reads them: <c>mon-fri 08:00-12:00 12:30-16:00</c>.</summary>
    public required string Week { get; init; }

    /// <summary>The same form: short hours on days otherwise closed, in which mail is answered. Empty: none.</summary>
    public string Watch { get; init; } = "";

    /// <summary>Intervals in which mail is answered on holidays, whatever weekday: <c>10:00-12:00</c>. Empty: none.</summary>
    public string HolidayWatch { get; init; } = "";

    /// <summary>Public holidays that are kept: ISO 3166-1 alpha-2; null: none.</summary>
    public string? HolidayCountry { get; init; }

    /// <summary>Further closed dates, ISO 8601, parted by spaces.</summary>
    public string ClosedOn { get; init; } = "";

    /// <summary>Holidays on which the hours of the week hold all the same, ISO 8601, parted by spaces.</summary>
    public string OpenOn { get; init; } = "";

    /// <exception cref="InvalidHoursException">the row holds no hours that can be.</exception>
    public OpenHours Open() => new(
        Zone,
        WeeklyHours.Parse(Week),
        Watch.Length == 0 && HolidayWatch.Length == 0 ? null : new Watch(WeeklyHours.Parse(Watch), [.. HolidayHours(HolidayWatch)]),
        new HolidayCalendar(HolidayCountry, Dates(ClosedOn), Dates(OpenOn)));

    /// <summary>The same hours by the clock of another zone.</summary>
    public Calendar In(string zone, long id, DateTime from) => new()
    {
        Id = id,
        BrandId = BrandId,
        Purpose = Purpose,
        ValidFrom = from,
        Zone = zone,
        Week = Week,
        Watch = Watch,
        HolidayWatch = HolidayWatch,
        HolidayCountry = HolidayCountry,
        ClosedOn = ClosedOn,
        OpenOn = OpenOn,
    };

    private static IReadOnlyList<OpenInterval> HolidayHours(string text) => WeeklyHours.Parse(text.Length == 0 ? "" : "mon " + text)[DayOfWeek.Monday];

    private static IEnumerable<DateOnly> Dates(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(d => DateOnly.ParseExact(d, "yyyy-MM-dd", CultureInfo.InvariantCulture));

    internal sealed class Map : IEntityTypeConfiguration<Calendar>
    {
        public void Configure(EntityTypeBuilder<Calendar> builder)
        {
            builder.Property(c => c.Id).ValueGeneratedNever();
            builder.Property(c => c.HolidayWatch).HasDefaultValue("");
            builder.Property(c => c.OpenOn).HasDefaultValue("");
            builder.HasIndex(c => new { c.BrandId, c.Purpose, c.ValidFrom }).IsUnique();
            builder.HasOne<Brand>().WithMany().HasForeignKey(c => c.BrandId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

internal enum CalendarPurpose
{
    /// <summary>When mail is answered: what the promises count.</summary>
    Mail = 1,

    /// <summary>When the telephone is answered.</summary>
    Phone = 2,
}
