using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Svar.BusinessHours;

namespace Svar.ServiceLevels;

/// <summary>The promises of one conversation from JSON to JSON: what the verb <c>clock</c> reads and writes.</summary>
/// <remarks>
/// Beyond the fields of the contract it takes <c>"country":"NO"</c> (holidays of that country), <c>"watch":{"sat":[["10:00","11:00"]],
/// "holidays":[…]}</c>, and the event <c>bounce</c>. Members that it does not know are left alone, but not in hours and targets,
/// where a misspelt name would silently change a promise.
/// </remarks>
public static partial class ClockFile
{
    private const string EventKinds = "customer, answer, receipt, note, wait, resolve, reopen or bounce";
    private static readonly JsonSerializerOptions Output = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    private static readonly Dictionary<string, ClockEventKind> Kinds =
        Enum.GetValues<ClockEventKind>().ToDictionary(k => k.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    /// <exception cref="JsonInputException">the input cannot be used; the message is one line for its author.</exception>
    public static string Explain(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var (hours, targets, events, now) = Read(JsonSpot.Parse(json));
        var reading = PromiseClocks.Read(hours, targets, events, now);
        return new JsonObject
        {
            ["first"] = Write(reading.First),
            ["next"] = Write(reading.Next),
            ["resolution"] = Write(reading.Resolution),
            ["explained"] = new JsonArray([.. PromiseExplanation.Of(reading, hours).Select(l => JsonValue.Create(l.InEnglish()))]),
        }.ToJsonString(Output);
    }

    private static (OpenHours Hours, ResponseTargets Targets, List<ClockEvent> Events, DateTime Now) Read(JsonSpot root)
    {
        const string Example = "[{\"at\":\"2026-10-23T15:10:00Z\",\"kind\":\"customer\"}]";
        root.AsObject("zone, hours, targets and events");
        try
        {
            var hours = ReadHours(root);
            var targets = ReadTargets(root["targets"]?.AsObject("{\"first\":{\"within\":\"PT4H\",\"ceiling\":\"PT24H\"}}"));
            var list = root["events"] ?? throw root.Fault("events are missing; write \"events\":" + Example);
            var events = list.Items(Example).Select(ReadEvent).ToList();
            return (hours, targets, events, root["now"] is { } now ? ReadInstant(now) : events.Count > 0 ? events.Max(e => e.At) : DateTime.UnixEpoch);
        }
        catch (InvalidOperationException)
        {
            throw root.Fault(JsonSpot.HalfPair);
        }
    }

    private static OpenHours ReadHours(JsonSpot root)
    {
        var zone = root["zone"] ?? throw root.Fault("the zone is missing; write \"zone\":\"Europe/Oslo\"");
        var week = WeeklyHoursJson.Read(root["hours"] ?? throw root.Fault("the hours are missing; write \"hours\":{\"mon\":[[\"08:00\",\"16:00\"]]}"));
        var dates = root["holidays"] is { } list ? WeeklyHoursJson.ReadDates(list) : [];
        var country = root["country"];
        var holidays = country is null ? new HolidayCalendar(null, dates)
            : WeeklyHoursJson.Try(country, () => new HolidayCalendar(country.Text("a country, as \"NO\""), dates));
        var watch = root["watch"] is { } w ? ReadWatch(w.AsObject("{\"sat\":[[\"10:00\",\"11:00\"]],\"holidays\":[]}")) : null;
        return WeeklyHoursJson.Try(zone, () => new OpenHours(zone.Text("a time zone, as \"Europe/Oslo\""), week, watch, holidays));
    }

    private static Watch ReadWatch(JsonSpot spot)
    {
        var onHolidays = spot["holidays"] is { } list ? WeeklyHoursJson.ReadDay(list) : [];
        return new Watch(WeeklyHoursJson.Read(spot, except: "holidays"), [.. onHolidays]);
    }

    private static ResponseTargets ReadTargets(JsonSpot? spot)
    {
        foreach (var (name, value) in spot?.Members() ?? [])
        {
            if (name is not ("first" or "next" or "resolution"))
            {
                throw value.Fault($"there is no clock '{name}'; write first, next or resolution");
            }
        }

        return new(ReadTarget(spot?["first"]), ReadTarget(spot?["next"]), ReadTarget(spot?["resolution"]));
    }

    private static ResponseTarget? ReadTarget(JsonSpot? spot)
    {
        if (spot is null)
        {
            return null;
        }

        const string Example = "{\"within\":\"PT4H\",\"ceiling\":\"PT24H\"}";
        foreach (var (name, value) in spot.AsObject(Example).Members())
        {
            if (name is not ("within" or "ceiling"))
            {
                throw value.Fault($"a target has no '{name}'; write within (open hours), ceiling (wall-clock hours) or both");
            }
        }

        var target = new ResponseTarget(ReadDuration(spot["within"]), ReadDuration(spot["ceiling"]));
        return target is { Within: null, Ceiling: null } ? throw spot.Fault("the target is empty; write " + Example) : target;
    }

    private static TargetDuration? ReadDuration(JsonSpot? spot) => spot is null ? null
        : TargetDuration.TryParse(spot.Text("a duration, as \"PT4H\""), out var duration, out var fault) ? duration
        : throw spot.Fault(fault);

    private static ClockEvent ReadEvent(JsonSpot spot)
    {
        spot.AsObject("{\"at\":\"2026-10-23T15:10:00Z\",\"kind\":\"customer\"}");
        var at = ReadInstant(spot["at"] ?? throw spot.Fault("the event has no time; write \"at\":\"2026-10-23T15:10:00Z\""));
        var kind = spot["kind"] ?? throw spot.Fault($"the event has no kind; write \"kind\": {EventKinds}");
        var name = kind.Text(EventKinds);
        return new ClockEvent(at, Kinds.TryGetValue(name, out var known) ? known : throw kind.Fault($"there is no event '{name}'; write {EventKinds}"));
    }

    private static DateTime ReadInstant(JsonSpot spot)
    {
        const string Example = "write RFC 3339 with Z or an offset, as \"2026-10-23T15:10:00Z\"";
        var text = spot.Text(Example);
        var match = Rfc3339().Match(text);
        if (!match.Success)
        {
            throw spot.Fault($"'{text}' is no instant; {Example}");
        }

        // Seven digits of a fraction are a tick; finer ones are dropped.
        var fraction = match.Groups["fraction"].Value;
        var exact = $"{match.Groups["date"]}T{match.Groups["time"]}.{(fraction.Length > 7 ? fraction[..7] : fraction.PadRight(7, '0'))}{match.Groups["zone"].Value.ToUpperInvariant()}";
        if (!DateTimeOffset.TryParseExact(exact, "yyyy-MM-dd'T'HH:mm:ss.fffffffK", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
        {
            throw spot.Fault($"'{text}' is an instant that no calendar or clock has; {Example}");
        }

        return at.UtcDateTime.Year is >= HolidayRules.FirstYear and <= HolidayRules.LastYear ? at.UtcDateTime
            : throw spot.Fault($"'{text}' lies outside the years {HolidayRules.FirstYear} to {HolidayRules.LastYear}");
    }

    // date-time = full-date "T" partial-time time-offset (RFC 3339 §5.6)
    [GeneratedRegex("^(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt](?<time>[0-9]{2}:[0-9]{2}:[0-9]{2})(\\.(?<fraction>[0-9]+))?(?<zone>[Zz]|[+-][0-9]{2}:[0-9]{2})\\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rfc3339();

    private static JsonObject? Write(PromiseClock? clock) => clock is null ? null : new JsonObject
    {
        ["startedAt"] = Write(clock.StartedAt),
        ["goalAt"] = Write(clock.GoalAt),
        ["ceilingAt"] = Write(clock.CeilingAt),
        ["dueAt"] = Write(clock.DueAt),
        ["metAt"] = Write(clock.MetAt),
        ["state"] = clock.State.ToString().ToLowerInvariant(),
    };

    private static string? Write(DateTime? at) => at?.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
