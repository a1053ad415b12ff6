using System.Globalization;
using Svar.BusinessHours;
using Svar.ServiceLevels;
using static Svar.ServiceLevels.ClockEventKind;

namespace Svar.Tests.ServiceLevels;

public sealed class PromiseClocksTests
{
    // In October 2026 the 19th is a Monday and the 23rd a Friday; open 08:00 to 16:00 UTC, 40 h a week.
    private static readonly OpenHours Office = new("Etc/UTC", WeeklyHours.Parse("mon-fri 08:00-16:00"));

    private static readonly ResponseTargets Targets = new(ResponseTarget.Of("PT4H", "PT24H"), ResponseTarget.Of("PT8H"), ResponseTarget.Of("P5D"));

    [Fact]
    public void The_first_answer_is_due_at_the_goal_or_the_ceiling_whichever_is_earlier()
    {
        var monday = Read("19 10:00", (Customer, "19 09:00")).First!;
        Assert.Equal((At("19 13:00"), At("20 09:00"), At("19 13:00")), (monday.GoalAt, monday.CeilingAt, monday.DueAt));
        var friday = Read("23 15:10", (Customer, "23 15:10")).First!;
        Assert.Equal((At("26 11:10"), At("24 15:10"), At("24 15:10")), (friday.GoalAt, friday.CeilingAt, friday.DueAt));
    }

    [Fact]
    public void A_clock_that_starts_outside_open_hours_counts_from_the_next_opening_and_its_ceiling_from_the_message()
    {
        var clock = Read("24 12:00", (Customer, "24 11:00")).First!;
        Assert.Equal((At("24 11:00"), At("26 12:00"), At("25 11:00")), (clock.StartedAt, clock.GoalAt, clock.CeilingAt));
    }

    [Theory]
    [InlineData("19 13:00:00", PromiseState.Met)]
    [InlineData("19 13:00:01", PromiseState.Late)]
    public void An_answer_at_the_due_time_is_in_time_and_after_it_is_late(string answered, PromiseState state)
    {
        var clock = Read("19 15:00", (Customer, "19 09:00"), (Answer, answered)).First!;
        Assert.Equal((state, At(answered)), (clock.State, clock.MetAt));
    }

    [Theory]
    [InlineData("19 13:00:00", PromiseState.Running)]
    [InlineData("19 13:00:01", PromiseState.Missed)]
    public void A_clock_that_is_not_met_is_missed_after_its_due_time(string now, PromiseState state) =>
        Assert.Equal(state, Read(now, (Customer, "19 09:00")).First!.State);

    [Fact]
    public void A_receipt_and_a_note_do_not_meet_or_stop_a_clock()
    {
        var silent = Read("19 12:00", (Customer, "19 09:00"));
        var noted = Read("19 12:00", (Customer, "19 09:00"), (Receipt, "19 09:00"), (Note, "19 10:00"), (Note, "19 11:00"));
        Assert.Equal(Times(silent), Times(noted));
    }

    [Fact]
    public void More_messages_before_the_answer_do_not_move_the_clock()
    {
        var reading = Read("19 12:00", (Customer, "19 09:00"), (Customer, "19 11:00"));
        Assert.Equal(At("19 09:00"), reading.First!.StartedAt);
        Assert.Null(reading.Next);
        var later = Read("20 12:00", (Customer, "19 09:00"), (Answer, "19 10:00"), (Customer, "20 08:30"), (Customer, "20 11:00"));
        Assert.Equal(At("20 08:30"), later.Next!.StartedAt);
    }

    [Fact]
    public void First_answer_never_stands_still()
    {
        var clock = Read("19 12:00", (Customer, "19 09:00"), (Wait, "19 09:30")).First!;
        Assert.Equal((PromiseState.Running, At("19 13:00")), (clock.State, clock.DueAt));
    }

    [Fact]
    public void Next_answer_starts_at_a_message_after_an_answer_and_an_answer_meets_it()
    {
        var waiting = Read("20 11:00", (Customer, "19 09:00"), (Answer, "19 10:00"), (Customer, "20 10:00"));
        Assert.Equal((At("20 10:00"), At("21 10:00"), PromiseState.Running), (waiting.Next!.StartedAt, waiting.Next.GoalAt!.Value, waiting.Next.State));
        Assert.Equal(PromiseState.Met, waiting.First!.State);
        var answered = Read("22 11:00", (Customer, "19 09:00"), (Answer, "19 10:00"), (Customer, "20 10:00"), (Answer, "21 10:01"));
        Assert.Equal((PromiseState.Late, At("21 10:01")), (answered.Next!.State, answered.Next.MetAt));
        Assert.Equal(At("19 10:00"), answered.First!.MetAt);
    }

    [Fact]
    public void Each_round_has_a_next_clock_of_its_own()
    {
        var reading = Read("21 09:00", (Customer, "19 09:00"), (Answer, "19 10:00"), (Customer, "19 11:00"), (Answer, "19 12:00"), (Customer, "20 09:00"));
        Assert.Equal(At("20 09:00"), reading.Next!.StartedAt);
        Assert.Equal((At("19 11:00"), PromiseState.Met), (Assert.Single(reading.Earlier).StartedAt, reading.Earlier[0].State));
    }

    [Fact]
    public void Next_answer_stands_still_while_we_wait_and_runs_on_from_the_next_message()
    {
        var still = Read("20 15:00", (Customer, "19 09:00"), (Answer, "19 10:00"), (Customer, "20 08:00"), (Wait, "20 10:00"));
        Assert.Equal((PromiseState.Paused, null, null), (still.Next!.State, still.Next.GoalAt, still.Next.DueAt));
        var on = Read("22 09:00", (Customer, "19 09:00"), (Answer, "19 10:00"), (Customer, "20 08:00"), (Wait, "20 10:00"), (Customer, "22 08:00"));
        Assert.Equal((At("20 08:00"), At("22 14:00"), PromiseState.Running), (on.Next!.StartedAt, on.Next.GoalAt!.Value, on.Next.State));
    }

    [Theory]
    [InlineData(Answer)]
    [InlineData(Wait)]
    public void Resolution_stands_still_after_an_answer_or_wait_until_the_next_message(ClockEventKind stop)
    {
        var still = Read("20 10:00", (Customer, "19 08:00"), (stop, "19 12:00")).Resolution!;
        Assert.Equal((PromiseState.Paused, null, null), (still.State, still.GoalAt, still.DueAt));
        Assert.Equal(At("19 12:00"), still.PausedAt);
        // 4 of 40 hours are used when the customer writes on Wednesday noon: 4 + 8 + 8 until Friday, 16 in the week after.
        var on = Read("21 13:00", (Customer, "19 08:00"), (stop, "19 12:00"), (Customer, "21 12:00")).Resolution!;
        Assert.Equal((PromiseState.Running, At("27 16:00")), (on.State, on.GoalAt));
    }

    [Fact]
    public void Resolve_meets_resolution_also_while_it_stands_still()
    {
        var clock = Read("30 10:00", (Customer, "19 08:00"), (Answer, "19 12:00"), (Resolve, "29 12:00")).Resolution!;
        Assert.Equal((PromiseState.Met, At("29 12:00"), null), (clock.State, clock.MetAt, clock.DueAt));
        Assert.Equal(PromiseState.Late, Read("30 10:00", (Customer, "19 08:00"), (Resolve, "29 12:00")).Resolution!.State);
    }

    [Fact]
    public void A_clock_that_was_past_due_when_it_stopped_stays_missed_and_is_met_late()
    {
        var still = Read("28 12:00", (Customer, "19 08:00"), (Answer, "26 08:01")).Resolution!;
        Assert.Equal((PromiseState.Missed, null, null, At("23 16:00")), (still.State, still.GoalAt, still.DueAt, still.PassedDueAt));
        var on = Read("28 12:00", (Customer, "19 08:00"), (Answer, "26 08:01"), (Customer, "28 11:00")).Resolution!;
        Assert.Equal((PromiseState.Missed, At("23 16:00")), (on.State, on.DueAt));
        Assert.Equal(PromiseState.Late, Read("28 12:00", (Customer, "19 08:00"), (Answer, "26 08:01"), (Resolve, "28 11:00")).Resolution!.State);
    }

    [Fact]
    public void Resolving_without_an_answer_does_not_meet_the_first_or_next_answer()
    {
        var first = Read("20 12:00", (Customer, "19 09:00"), (Resolve, "19 10:00"));
        Assert.Equal((PromiseState.Missed, PromiseState.Met), (first.First!.State, first.Resolution!.State));
        var next = Read("19 13:00", (Customer, "19 09:00"), (Answer, "19 10:00"), (Customer, "19 11:00"), (Resolve, "19 12:00"));
        Assert.Equal(PromiseState.Running, next.Next!.State);
    }

    [Fact]
    public void Reopen_starts_next_answer_and_resolution_anew()
    {
        var reading = Read("21 12:00", (Customer, "19 09:00"), (Answer, "19 10:00"), (Resolve, "19 10:00"), (Reopen, "21 09:00"));
        Assert.Equal((At("21 09:00"), PromiseState.Running), (reading.Next!.StartedAt, reading.Next.State));
        Assert.Equal((At("21 09:00"), PromiseState.Running), (reading.Resolution!.StartedAt, reading.Resolution.State));
        Assert.Equal(PromiseState.Met, reading.First!.State);
        Assert.Equal(PromiseState.Met, Assert.Single(reading.Earlier).State);
    }

    [Fact]
    public void A_customer_who_writes_after_resolving_reopens()
    {
        var reading = Read("21 12:00", (Customer, "19 09:00"), (Answer, "19 10:00"), (Resolve, "19 10:00"), (Customer, "21 09:00"));
        Assert.Equal((At("21 09:00"), At("21 09:00")), (reading.Next!.StartedAt, reading.Resolution!.StartedAt));
        var again = Read("21 12:00", (Customer, "19 09:00"), (Answer, "19 10:00"), (Resolve, "19 10:00"), (Customer, "21 09:00"), (Reopen, "21 09:00"));
        Assert.Equal(Times(reading), Times(again));
    }

    [Fact]
    public void The_opening_mail_of_an_agent_answers_nothing_and_the_customers_reply_is_owed_a_first_answer()
    {
        Assert.Empty(Read("19 10:00", (Answer, "19 09:00"), (Wait, "19 09:00")).Clocks);
        var reading = Read("20 10:00", (Answer, "19 09:00"), (Customer, "20 09:00"));
        Assert.Equal((At("20 09:00"), null), (reading.First!.StartedAt, reading.Next));
        Assert.Equal(PromiseState.Running, reading.Resolution!.State);
    }

    [Fact]
    public void A_bounced_answer_opens_the_clock_as_if_it_had_not_been_met()
    {
        var before = Read("19 11:00", (Customer, "19 09:00"), (Answer, "19 10:00"), (Wait, "19 10:00"), (Bounce, "19 12:00"));
        Assert.Equal((PromiseState.Met, PromiseState.Paused), (before.First!.State, before.Resolution!.State));
        var after = Read("19 15:00", (Customer, "19 09:00"), (Answer, "19 10:00"), (Wait, "19 10:00"), (Bounce, "19 12:00"));
        var silent = Read("19 15:00", (Customer, "19 09:00"));
        Assert.Equal(Times(silent), Times(after));
        Assert.Equal((PromiseState.Missed, At("19 13:00")), (after.First!.State, after.First.DueAt));
    }

    [Fact]
    public void A_bounce_takes_back_the_answer_that_it_names_and_no_message_after_it()
    {
        ClockEvent[] events =
        [
            new(At("19 09:00"), Customer), new(At("19 10:00"), Answer, 1), new(At("19 11:00"), Customer),
            new(At("19 12:00"), Answer, 2), new(At("19 12:30"), Resolve), new(At("19 13:00"), Bounce, 1),
        ];
        var reading = PromiseClocks.Read(Office, Targets, events, At("19 14:00"));
        Assert.Equal((At("19 12:00"), null), (reading.First!.MetAt, reading.Next));
        Assert.Equal(At("19 12:30"), reading.Resolution!.MetAt);
        reading = PromiseClocks.Read(Office, Targets, [.. events[..5], new(At("19 13:00"), Bounce, 2)], At("19 14:00"));
        Assert.Equal((At("19 10:00"), At("19 11:00"), null), (reading.First!.MetAt, reading.Next!.StartedAt, reading.Next.MetAt));
        Assert.Equal(PromiseState.Running, reading.Resolution!.State);
    }

    [Fact]
    public void A_bounce_takes_back_the_resolution_that_rested_on_the_answer()
    {
        var reading = Read("19 15:00", (Customer, "19 09:00"), (Answer, "19 10:00"), (Resolve, "19 10:00"), (Bounce, "19 12:00"));
        Assert.Equal((PromiseState.Running, null), (reading.Resolution!.State, reading.Resolution.MetAt));
    }

    [Fact]
    public void Events_at_one_instant_keep_their_order_and_unsorted_ones_are_sorted()
    {
        var sorted = Read("20 12:00", (Customer, "19 09:00"), (Answer, "19 10:00"), (Customer, "19 10:00"));
        Assert.Equal(At("19 10:00"), sorted.Next!.StartedAt);
        Assert.Null(Read("20 12:00", (Customer, "19 09:00"), (Customer, "19 10:00"), (Answer, "19 10:00")).Next);
        Assert.Equal(Times(sorted), Times(Read("20 12:00", (Answer, "19 10:00"), (Customer, "19 10:00"), (Customer, "19 09:00"))));
    }

    [Fact]
    public void What_comes_after_now_has_not_happened() =>
        Assert.Equal(PromiseState.Running, Read("19 09:30", (Customer, "19 09:00"), (Answer, "19 10:00")).First!.State);

    [Fact]
    public void A_clock_without_target_does_not_exist_but_the_others_run_as_if_it_did()
    {
        var reading = PromiseClocks.Read(Office, Targets with { First = null }, [new(At("19 09:00"), Customer), new(At("19 10:00"), Answer), new(At("19 11:00"), Customer)], At("19 12:00"));
        Assert.Null(reading.First);
        Assert.Equal(At("19 11:00"), reading.Next!.StartedAt);
    }

    [Fact]
    public void Hours_that_never_open_leave_the_ceiling()
    {
        var closed = new OpenHours("Etc/UTC", WeeklyHours.Closed);
        var reading = PromiseClocks.Read(closed, Targets, [new(At("19 09:00"), Customer)], At("19 10:00"));
        Assert.Equal((null, At("20 09:00"), PromiseState.Running), (reading.First!.GoalAt, reading.First.DueAt, reading.First.State));
        Assert.Equal((null, PromiseState.Running), (reading.Resolution!.DueAt, reading.Resolution.State));
    }

    [Fact]
    public void A_change_of_the_hours_counts_from_its_instant_on_and_a_day_stays_what_it_was_at_the_start()
    {
        var hours = new HoursHistory(Office, [(At("20 08:00"), new OpenHours("Etc/UTC", WeeklyHours.Parse("mon-fri 08:00-12:00")))]);
        var reading = PromiseClocks.Read(hours, Targets with { First = ResponseTarget.Of("P1DT2H") }, [new(At("19 14:00"), Customer)], At("19 15:00"));
        // 10 h: two on Monday, then four a day.
        Assert.Equal(At("21 12:00"), reading.First!.GoalAt);
        // After the change a day is four hours.
        Assert.Equal(At("21 10:00"), PromiseClocks.Read(hours, Targets with { First = ResponseTarget.Of("P1DT2H") }, [new(At("20 08:00"), Customer)], At("20 09:00")).First!.GoalAt);
    }

    [Fact]
    public void A_day_is_the_open_time_of_a_week_over_its_open_days_and_a_watch_has_no_say()
    {
        var hours = new OpenHours("Etc/UTC", WeeklyHours.Parse("mon-thu 08:00-16:00; fri 08:00-14:00"), new Watch(WeeklyHours.Parse("sat-sun 10:00-11:00")));
        Assert.Equal(TimeSpan.FromHours(7.6), TargetDuration.Parse("P1D").AsOpenTime(hours));
        Assert.Equal(TimeSpan.FromHours(38), TargetDuration.Parse("P5D").AsOpenTime(hours));
        Assert.Equal(TimeSpan.FromHours(9.6), TargetDuration.Parse("P1DT2H").AsOpenTime(hours));
        Assert.Equal(TimeSpan.FromHours(38), TargetDuration.Parse("P1W").AsOpenTime(hours));
        Assert.Equal(TimeSpan.FromHours(26), TargetDuration.Parse("P1DT2H").AsWallTime());
    }

    [Fact]
    public void The_queue_asks_what_is_due_next()
    {
        var reading = Read("19 12:00", (Customer, "19 09:00"));
        Assert.Same(reading.First, reading.DueNext);
        Assert.Null(Read("19 12:00", (Customer, "19 09:00"), (Answer, "19 10:00")).DueNext);
    }

    private static PromiseReading Read(string now, params (ClockEventKind Kind, string At)[] events) =>
        PromiseClocks.Read(Office, Targets, events.Select(e => new ClockEvent(At(e.At), e.Kind)), At(now));

    private static string Times(PromiseReading reading) => string.Join('\n', reading.Clocks.Select(c =>
        $"{c.Clock} {c.StartedAt:s} {c.GoalAt:s} {c.CeilingAt:s} {c.DueAt:s} {c.MetAt:s} {c.State}"));

    private static DateTime At(string dayAndTime)
    {
        var parts = dayAndTime.Split(' ');
        return new DateTime(2026, 10, int.Parse(parts[0], CultureInfo.InvariantCulture), 0, 0, 0, DateTimeKind.Utc) + TimeSpan.Parse(parts[1], CultureInfo.InvariantCulture);
    }
}
