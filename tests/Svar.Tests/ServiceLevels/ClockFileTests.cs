using System.Text.Json;
using System.Text.Json.Nodes;
using Svar.BusinessHours;
using Svar.ServiceLevels;

namespace Svar.Tests.ServiceLevels;

public sealed class ClockFileTests
{
    private const string Good = """
        {"zone":"Europe/Oslo","hours":{"mon":[["08:00","12:00"],["12:30","16:00"]],"tue":[["08:00","16:00"]],"fri":[["08:00","16:00"]],"sun":[]},
         "holidays":["2026-12-25"],"now":"2026-10-26T12:00:00Z",
         "targets":{"first":{"within":"PT4H","ceiling":"PT24H"},"next":{"within":"PT8H"},"resolution":{"within":"P5D"}},
         "events":[{"at":"2026-10-23T15:10:00+02:00","kind":"customer"},{"at":"2026-10-26T08:10:00Z","kind":"answer"}]}
        """;

    [Fact]
    public void The_promises_of_a_conversation_are_told_in_the_shape_of_the_contract()
    {
        var told = JsonNode.Parse(ClockFile.Explain(Good))!;
        Assert.Equal("""{"startedAt":"2026-10-23T13:10:00Z","goalAt":"2026-10-26T10:10:00Z","ceilingAt":"2026-10-24T13:10:00Z","dueAt":"2026-10-24T13:10:00Z","metAt":"2026-10-26T08:10:00Z","state":"late"}""", told["first"]!.ToJsonString());
        Assert.Null(told["next"]);
        Assert.Equal("""{"startedAt":"2026-10-23T13:10:00Z","goalAt":null,"ceilingAt":null,"dueAt":null,"metAt":null,"state":"paused"}""", told["resolution"]!.ToJsonString());
        Assert.Equal("first,next,resolution,explained", string.Join(',', told.AsObject().Select(m => m.Key)));
    }

    [Fact]
    public void Each_stretch_that_was_counted_is_told()
    {
        var lines = JsonNode.Parse(ClockFile.Explain(Good))!["explained"]!.AsArray().Select(l => l!.GetValue<string>());
        Assert.Equal("""
            first: started Fri 23 Oct 2026 15:10 (Europe/Oslo)
            first: Fri 23 Oct 15:10-16:00 50 min
            first: Mon 26 Oct 08:00-11:10 190 min
            first: goal Mon 26 Oct 11:10, after 4 h of open time
            first: ceiling Sat 24 Oct 15:10, 24 h by the wall clock after the start
            first: due Sat 24 Oct 15:10, the ceiling
            first: met Mon 26 Oct 09:10, 43 h after it was due (Sat 24 Oct 15:10)
            resolution: started Fri 23 Oct 2026 15:10 (Europe/Oslo)
            resolution: Fri 23 Oct 15:10-16:00 50 min
            resolution: Mon 26 Oct 08:00-09:10 70 min
            resolution: stands still from Mon 26 Oct 09:10, 2 h counted so far
            """.ReplaceLineEndings("\n"), string.Join('\n', lines));
    }

    [Fact]
    public void The_counted_stretches_add_up_to_the_goal()
    {
        var hours = new OpenHours("Europe/Oslo", WeeklyHours.Parse("mon-sun 01:00-02:30 09:00-11:00"));
        var start = new DateTime(2026, 10, 20, 0, 0, 0, DateTimeKind.Utc);
        foreach (var within in new[] { "PT1M", "PT7H", "P9D", "P100D" })
        {
            var reading = PromiseClocks.Read(hours, new(null, null, ResponseTarget.Of(within)),
                [new(start, ClockEventKind.Customer), new(start.AddHours(30), ClockEventKind.Wait), new(start.AddHours(99), ClockEventKind.Customer)], start.AddHours(100));
            var lines = PromiseExplanation.Of(reading, hours);
            var counted = lines.Where(l => l.Fact is ExplainedFact.Counted or ExplainedFact.CountedMore).Sum(l => l.Time!.Value.Ticks);
            Assert.Equal(reading.Resolution!.OpenTime!.Value.Ticks, counted);
            Assert.InRange(lines.Count, 3, PromiseExplanation.MostStretches + 8);
            Assert.All(lines, l => Assert.NotEmpty(l.InEnglish()));
        }
    }

    [Fact]
    public void An_hour_that_comes_twice_is_told_with_its_offset()
    {
        var json = """{"zone":"Europe/Oslo","hours":{"sun":[["02:00","03:00"]]},"targets":{"first":{"within":"PT2H"}},"events":[{"at":"2026-10-24T12:00:00Z","kind":"customer"}]}""";
        var told = ClockFile.Explain(json);
        Assert.Contains("Sun 25 Oct 02:00-03:00 (UTC+02:00) 60 min", told, StringComparison.Ordinal);
        Assert.Contains("Sun 25 Oct 02:00-03:00 (UTC+01:00) 60 min", told, StringComparison.Ordinal);
        Assert.Contains("outside open hours; counts from Sun 25 Oct 02:00", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Now_is_the_last_event_when_it_is_not_said_be_they_sorted_or_not()
    {
        var told = JsonNode.Parse(ClockFile.Explain("""
            {"zone":"Etc/UTC","hours":{"mon":[["08:00","16:00"]]},"targets":{"first":{"ceiling":"PT1H"}},
             "events":[{"at":"2026-10-26T10:00:01Z","kind":"note"},{"at":"2026-10-26T09:00:00Z","kind":"customer"}]}
            """))!;
        Assert.Equal("missed", (string?)told["first"]!["state"]);
        Assert.Null(told["first"]!["goalAt"]);
    }

    [Fact]
    public void No_targets_and_no_events_are_no_clocks()
    {
        Assert.Equal("""{"first":null,"next":null,"resolution":null,"explained":[]}""",
            JsonNode.Parse(ClockFile.Explain("""{"zone":"Etc/UTC","hours":{},"events":[],"id":7}"""))!.ToJsonString());
        Assert.NotNull(JsonNode.Parse(ClockFile.Explain("""{"zone":"Etc/UTC","hours":{},"targets":{"first":{"within":"P1D"}},"events":[{"at":"2026-10-26T09:00:00Z","kind":"customer"}]}"""))!["first"]);
    }

    [Fact]
    public void A_watch_and_the_holidays_of_a_country_are_understood()
    {
        var told = ClockFile.Explain("""
            {"zone":"Europe/Oslo","hours":{"mon":[["08:00","16:00"]]},"country":"NO","watch":{"sun":[["10:00","11:00"]],"holidays":[["12:00","13:00"]]},
             "targets":{"first":{"within":"PT2H"}},"events":[{"at":"2026-12-24T12:00:00Z","kind":"customer"},{"at":"2026-12-24T13:00:00Z","kind":"bounce"}]}
            """);
        Assert.Contains("Fri 25 Dec 12:00-13:00 60 min", told, StringComparison.Ordinal);
        Assert.Contains("Sat 26 Dec 12:00-13:00 60 min", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_of_a_second_are_kept() =>
        Assert.Contains("\"startedAt\": \"2026-10-26T09:00:00.1234567Z\"", ClockFile.Explain(Good.Replace("2026-10-26T08:10:00Z", "2026-10-26T09:00:00.123456789Z", StringComparison.Ordinal)
            .Replace("answer", "reopen", StringComparison.Ordinal)), StringComparison.Ordinal);

    [Theory]
    [InlineData("Europe/Oslo", "Europe/Bergen", "line 1, byte 9, $.zone: there is no time zone 'Europe/Bergen'; write a name of the IANA database")]
    [InlineData("\"zone\":\"Europe/Oslo\",", "", "$: the zone is missing")]
    [InlineData("[\"08:00\",\"12:00\"]", "[\"12:00\",\"08:00\"]", "$.hours.mon[0]: 12:00-08:00 ends before it begins")]
    [InlineData("12:30", "11:30", "$.hours.mon: mon: 08:00-12:00 and 11:30-16:00 overlap")]
    [InlineData("12:30", "12:61", "$.hours.mon[1][0]: '12:61' is no time of day; write HH:MM")]
    [InlineData("[\"08:00\",\"12:00\"]", "[\"08:00\"]", "$.hours.mon[0]: an interval has two times")]
    [InlineData("[\"08:00\",\"12:00\"]", "8", "$.hours.mon[0]: 8 stands where a list belongs")]
    [InlineData("\"sun\"", "\"sunday\"", "$.hours.sunday: 'sunday' is no day; write mon, tue")]
    [InlineData("2026-12-25", "2026-02-30", "line 2, byte 14, $.holidays[0]: '2026-02-30' is no date; write YYYY-MM-DD")]
    [InlineData("2026-12-25", "25.12.2026", "$.holidays[0]: '25.12.2026' is no date")]
    [InlineData("PT4H", "-PT4H", "line 3, byte 31, $.targets.first.within: '-PT4H' is negative")]
    [InlineData("PT4H", "PT0H", "$.targets.first.within: 'PT0H' is no time at all")]
    [InlineData("PT4H", "4 hours", "$.targets.first.within: '4 hours' is no duration; write ISO 8601 as PT4H")]
    [InlineData("\"PT4H\"", "4", "$.targets.first.within: 4 stands where a text belongs")]
    [InlineData("\"ceiling\"", "\"celling\"", "$.targets.first.celling: a target has no 'celling'")]
    [InlineData("\"next\":{\"within\":\"PT8H\"}", "\"next\":{}", "$.targets.next: the target is empty")]
    [InlineData("\"next\"", "\"second\"", "$.targets.second: there is no clock 'second'")]
    [InlineData("answer", "reply", "$.events[1].kind: there is no event 'reply'; write customer, answer, receipt, note, wait, resolve, reopen")]
    [InlineData("2026-10-26T08:10:00Z", "2026-10-26T08:10:00", "line 4, byte 71, $.events[1].at: '2026-10-26T08:10:00' is no instant; write RFC 3339 with Z or an offset")]
    [InlineData("2026-10-26T08:10:00Z", "2026-10-32T08:10:00Z", "$.events[1].at: '2026-10-32T08:10:00Z' is an instant that no calendar or clock has")]
    [InlineData("2026-10-26T08:10:00Z", "0001-01-01T00:00:00+14:00", "$.events[1].at: '0001-01-01T00:00:00+14:00' ")]
    [InlineData("2026-10-26T08:10:00Z", "2926-10-26T08:10:00Z", "lies outside the years 1900 to 2200")]
    [InlineData("\"events\":[", "\"events\":[null,", "$.events[0]: null stands where an object belongs")]
    [InlineData("\"events\"", "\"event\"", "$: events are missing")]
    [InlineData("\"kind\":\"answer\"", "\"sort\":\"answer\"", "$.events[1]: the event has no kind")]
    [InlineData("\"kind\":\"answer\"", "\"kind\":\"\\ud800\"", "half of a surrogate pair")]
    [InlineData("\"sun\":[]}", "\"sun\":[],\"mon\":[]}", "not well-formed JSON")]
    [InlineData("\"now\":\"2026-10-26T12:00:00Z\"", "\"now\":\"today\"", "$.now: 'today' is no instant")]
    [InlineData("\"answer\"}]}", "\"answer\"}]", "not well-formed JSON")]
    [InlineData("\"zone\"", "\"country\":\"FR\",\"zone\"", "$.country: no holiday rules for 'FR'; known are NO")]
    public void Bad_input_is_told_where_it_stands_and_what_would_be_right(string right, string wrong, string message)
    {
        var at = Good.LastIndexOf(right, StringComparison.Ordinal);
        at = right is "Europe/Oslo" or "PT4H" or "\"PT4H\"" or "\"ceiling\"" or "\"next\"" or "\"zone\"" ? Good.IndexOf(right, StringComparison.Ordinal) : at;
        Assert.True(at >= 0, right);
        var e = Assert.Throws<JsonInputException>(() => ClockFile.Explain(string.Concat(Good.AsSpan(0, at), wrong, Good.AsSpan(at + right.Length))));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"\\ud800\"")]
    [InlineData("{\"zone\":{},\"hours\":[]}")]
    public void Anything_else_is_one_error_too(string json) => Assert.Throws<JsonInputException>(() => ClockFile.Explain(json));

    [Fact]
    public void Cut_or_altered_files_end_in_an_answer_or_one_error()
    {
        for (var i = 0; i < Good.Length; i++)
        {
            foreach (var text in new[] { Good[..i], Good.Remove(i, 1), string.Concat(Good.AsSpan(0, i), "9", Good.AsSpan(i + 1)), Good.Insert(i, "\\ud83d"), Good.Insert(i, "-") })
            {
                try
                {
                    JsonDocument.Parse(ClockFile.Explain(text)).Dispose();
                }
                catch (JsonInputException e)
                {
                    Assert.NotEmpty(e.Message);
                }
            }
        }
    }
}
