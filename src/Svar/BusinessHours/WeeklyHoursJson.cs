using System.Globalization;
using System.Text.Json.Nodes;

namespace Svar.BusinessHours;

/// <summary>Hours as the contract writes them: <c>{"mon":[["08:00","12:00"],["12:30","16:00"]],"sat":[]}</c>. A day that is not named is closed.</summary>
internal static class WeeklyHoursJson
{
    private const string Example = "write hours as {\"mon\":[[\"08:00\",\"16:00\"]],\"sat\":[]}";

    /// <exception cref="JsonInputException">the hours cannot be; says where.</exception>
    public static WeeklyHours Read(JsonSpot spot, string? except = null)
    {
        var days = new List<KeyValuePair<DayOfWeek, IReadOnlyList<OpenInterval>>>();
        foreach (var (name, value) in spot.AsObject(Example).Members().Where(m => m.Name != except))
        {
            var day = WeeklyHours.TryDayNamed(name) ?? throw value.Fault($"'{name}' is no day; write mon, tue, wed, thu, fri, sat or sun");
            var intervals = ReadDay(value);
            days.Add(new(day, intervals));
            Try(value, () => new WeeklyHours([days[^1]]));
        }

        return new WeeklyHours(days);
    }

    /// <summary>The intervals of one day.</summary>
    public static IReadOnlyList<OpenInterval> ReadDay(JsonSpot spot) => [.. spot.Items(Example).Select(ReadInterval)];

    /// <summary>A list of ISO dates.</summary>
    public static IReadOnlyList<DateOnly> ReadDates(JsonSpot spot) => [.. spot.Items("dates, as [\"2026-12-25\"]").Select(s =>
        DateOnly.TryParseExact(s.Text("a date, as \"2026-12-25\""), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
            : throw s.Fault($"'{s.Value.GetString()}' is no date; write YYYY-MM-DD, a day that the calendar has"))];

    public static JsonObject Write(WeeklyHours hours) => new(Enumerable.Range(1, 7).Select(i => (DayOfWeek)(i % 7)).Select(day =>
        KeyValuePair.Create<string, JsonNode?>(WeeklyHours.NameOf(day), new JsonArray([.. hours[day].Select(i =>
            new JsonArray(OpenInterval.Show(i.From), OpenInterval.Show(i.To)))]))));

    /// <summary>Runs what may refuse hours, and says where the refused ones stand.</summary>
    public static T Try<T>(JsonSpot spot, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (InvalidHoursException e)
        {
            throw spot.Fault(e.Message);
        }
    }

    private static OpenInterval ReadInterval(JsonSpot spot)
    {
        var ends = spot.Items("write an interval as [\"08:00\",\"16:00\"]");
        if (ends.Count != 2)
        {
            throw spot.Fault("an interval has two times; write [\"08:00\",\"16:00\"]");
        }

        var times = ends.Select(e => Try(e, () => OpenInterval.ParseTime(e.Text("a time of day, as \"08:00\"")))).ToList();
        return Try(spot, () => new OpenInterval(times[0], times[1]));
    }
}
