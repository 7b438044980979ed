using Workforce.Core.People.Timekeeping;
using static Workforce.Core.People.Timekeeping.AttendanceStatus;

namespace Workforce.Core.Tests.People.Timekeeping;

public sealed class PunchMatchingTests
{
    private static readonly AttendanceRules Rules = new();
    private static readonly DateTimeOffset LongAfter = At("2026-03-10 00:00");

    [Theory]
    [InlineData("07:00:00", OnTime, 0)]
    [InlineData("08:00:00", OnTime, 0)]
    [InlineData("08:00:01", OnTime, 1)]
    [InlineData("08:05:00", OnTime, 5)]
    [InlineData("08:05:01", Late, 6)]
    [InlineData("09:59:59", Late, 120)]
    public void Lateness_is_counted_in_begun_minutes_and_forgiven_up_to_the_grace(string clockedIn, AttendanceStatus status, int minutes)
    {
        var shift = Shift("2026-03-02 08:00", "2026-03-02 16:00");

        var found = Match([shift], [In($"2026-03-02 {clockedIn}"), Out("2026-03-02 16:00")]);

        Assert.Equal((status, minutes, At($"2026-03-02 {clockedIn}"), At("2026-03-02 16:00")), Assert.Single(found) is var one ? (one.Status, one.LatenessMinutes!.Value, one.ClockedInAt!.Value, one.ClockedOutAt!.Value) : default);
        Assert.Empty(found[0].Flags);
    }

    [Theory]
    [InlineData("2026-03-02 16:00", Open)]
    [InlineData("2026-03-02 16:30", Open)]
    [InlineData("2026-03-02 16:30:01", NoCallNoShow)]
    public void Without_a_punch_a_shift_is_open_until_some_time_after_its_end_and_then_a_no_call_no_show(string now, AttendanceStatus status)
    {
        var found = Match([Shift("2026-03-02 08:00", "2026-03-02 16:00")], [], At(now));

        Assert.Equal((status, null, null, null), Assert.Single(found) is var one ? (one.Status, one.LatenessMinutes, one.ClockedInAt, one.ClockedOutAt) : default);
    }

    [Theory]
    [InlineData("2026-03-03 09:00", Open)]
    [InlineData("2026-03-03 09:00:01", NoCallNoShow)]
    public void A_shift_that_was_entered_after_its_end_waits_a_day_for_its_punches(string now, AttendanceStatus status)
    {
        var shift = Shift("2026-03-01 08:00", "2026-03-01 16:00") with { EnteredAt = At("2026-03-02 09:00") };

        Assert.Equal(status, Assert.Single(Match([shift], [], At(now))).Status);
        Assert.Equal(NoCallNoShow, Assert.Single(Match([shift with { EnteredAt = shift.EndsAt }], [], At(now))).Status);
    }

    [Theory]
    [InlineData("05:59:59", NoCallNoShow)]
    [InlineData("06:00:00", OnTime)]
    [InlineData("15:59:59", Late)]
    [InlineData("16:00:00", NoCallNoShow)]
    public void A_clock_in_begins_a_shift_from_two_hours_before_its_start_until_its_end(string clockedIn, AttendanceStatus status)
    {
        Assert.Equal(status, Assert.Single(Match([Shift("2026-03-02 08:00", "2026-03-02 16:00")], [In($"2026-03-02 {clockedIn}")])).Status);
    }

    [Theory]
    [InlineData("08:00:00", "missing_out")]
    [InlineData("15:44:59", "left_early")]
    [InlineData("15:45:00", "")]
    [InlineData("20:00:00", "")]
    [InlineData("20:00:01", "missing_out")]
    public void A_clock_out_ends_a_shift_until_four_hours_after_it_and_more_than_a_quarter_of_an_hour_before_is_early(string clockedOut, string flags)
    {
        var found = Match([Shift("2026-03-02 08:00", "2026-03-02 16:00")], [In("2026-03-02 08:00"), Out($"2026-03-02 {clockedOut}")]);

        Assert.Equal(flags, string.Join(' ', Assert.Single(found).Flags));
    }

    [Theory]
    [InlineData("2026-03-02 20:00", "")]
    [InlineData("2026-03-02 20:00:01", "missing_out")]
    public void A_missing_clock_out_is_missed_when_none_can_come_any_more(string now, string flags)
    {
        Assert.Equal(flags, string.Join(' ', Assert.Single(Match([Shift("2026-03-02 08:00", "2026-03-02 16:00")], [In("2026-03-02 08:00")], At(now))).Flags));
    }

    [Fact]
    public void Whoever_clocked_out_was_there_though_nobody_knows_since_when()
    {
        var one = Assert.Single(Match([Shift("2026-03-02 08:00", "2026-03-02 16:00")], [Out("2026-03-02 16:01")]));

        Assert.Equal((OnTime, null, null, At("2026-03-02 16:01")), (one.Status, one.LatenessMinutes, one.ClockedInAt, one.ClockedOutAt!.Value));
        Assert.Equal([AttendanceFlags.MissingIn], one.Flags);
    }

    [Fact]
    public void A_break_is_no_second_arrival_and_no_early_leaving()
    {
        var one = Assert.Single(Match([Shift("2026-03-02 08:00", "2026-03-02 16:00")], [In("2026-03-02 07:58"), Out("2026-03-02 12:00"), In("2026-03-02 12:30"), Out("2026-03-02 16:02")]));

        Assert.Equal((OnTime, 0, At("2026-03-02 07:58"), At("2026-03-02 16:02")), (one.Status, one.LatenessMinutes, one.ClockedInAt!.Value, one.ClockedOutAt!.Value));
        Assert.Empty(one.Flags);
    }

    [Fact]
    public void Who_went_out_and_in_again_and_never_out_is_not_out()
    {
        var one = Assert.Single(Match([Shift("2026-03-02 08:00", "2026-03-02 16:00")], [In("2026-03-02 08:00"), Out("2026-03-02 12:00"), In("2026-03-02 12:30")]));

        Assert.Null(one.ClockedOutAt);
        Assert.Equal([AttendanceFlags.MissingOut], one.Flags);
    }

    [Fact]
    public void The_two_halves_of_a_split_shift_each_get_their_own_punches()
    {
        var found = Match(
            [Shift("2026-03-02 08:00", "2026-03-02 12:00"), Shift("2026-03-02 13:00", "2026-03-02 17:00")],
            [In("2026-03-02 08:01"), Out("2026-03-02 12:03"), In("2026-03-02 12:58"), Out("2026-03-02 17:01")]);

        Assert.Equal([(OnTime, At("2026-03-02 08:01"), At("2026-03-02 12:03")), (OnTime, At("2026-03-02 12:58"), At("2026-03-02 17:01"))], found.Select(one => (one.Status, one.ClockedInAt!.Value, one.ClockedOutAt!.Value)));
        Assert.All(found, one => Assert.Empty(one.Flags));
    }

    [Fact]
    public void A_night_shift_is_one_shift_and_the_next_morning_belongs_to_it()
    {
        var found = Match(
            [Shift("2026-03-02 20:00", "2026-03-03 08:00"), Shift("2026-03-03 20:00", "2026-03-04 08:00")],
            [In("2026-03-02 20:11"), Out("2026-03-03 08:05"), In("2026-03-03 19:50"), Out("2026-03-04 08:00")]);

        Assert.Equal([(Late, 11, At("2026-03-03 08:05")), (OnTime, 0, At("2026-03-04 08:00"))], found.Select(one => (one.Status, one.LatenessMinutes!.Value, one.ClockedOutAt!.Value)));
    }

    [Fact]
    public void Back_to_back_shifts_with_one_pair_of_punches_leave_the_second_without_a_clock_in()
    {
        var found = Match([Shift("2026-03-02 06:00", "2026-03-02 12:00"), Shift("2026-03-02 12:00", "2026-03-02 18:00")], [In("2026-03-02 06:00"), Out("2026-03-02 18:00")]);

        Assert.Equal([(OnTime, "missing_out"), (OnTime, "missing_in")], found.Select(one => (one.Status, string.Join(' ', one.Flags))));
    }

    [Fact]
    public void Punches_on_a_day_off_belong_to_no_shift()
    {
        Assert.Equal(NoCallNoShow, Assert.Single(Match([Shift("2026-03-02 08:00", "2026-03-02 16:00")], [In("2026-03-04 08:00"), Out("2026-03-04 16:00")])).Status);
    }

    private static IReadOnlyList<ShiftAttendance> Match(PlannedShift[] shifts, PunchAt[] punches, DateTimeOffset? now = null) => PunchMatching.Match(shifts, punches, Rules, now ?? LongAfter);

    private static PlannedShift Shift(string from, string to) => new(Guid.NewGuid(), At(from), At(to));

    private static PunchAt In(string at) => new(PunchKind.In, At(at));

    private static PunchAt Out(string at) => new(PunchKind.Out, At(at));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text + "Z");
}
