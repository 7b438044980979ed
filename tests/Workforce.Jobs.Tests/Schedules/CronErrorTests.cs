using Workforce.Jobs.Schedules.Cron;

namespace Workforce.Jobs.Tests.Schedules;

public sealed class CronErrorTests
{
    [Theory]
    [InlineData("61 * * * *", "Cron '61 * * * *', minute, position 1: 61 is out of range: expected 0 to 59.")]
    [InlineData("0 24 * * *", "Cron '0 24 * * *', hour, position 3: 24 is out of range: expected 0 to 23.")]
    [InlineData("0 9-25 * * *", "Cron '0 9-25 * * *', hour, position 5: 25 is out of range: expected 0 to 23.")]
    [InlineData("0 0 0 * *", "Cron '0 0 0 * *', day of month, position 5: 0 is out of range: expected 1 to 31.")]
    [InlineData("0 0 1 13 *", "Cron '0 0 1 13 *', month, position 7: 13 is out of range: expected 1 to 12.")]
    [InlineData("0 0 * * 8", "Cron '0 0 * * 8', day of week, position 9: 8 is out of range: expected 0 to 7.")]
    [InlineData("99999999999 * * * *", "Cron '99999999999 * * * *', minute, position 1: 99999999999 is out of range: expected 0 to 59.")]
    [InlineData("60 0 0 * * *", "Cron '60 0 0 * * *', second, position 1: 60 is out of range: expected 0 to 59.")]
    [InlineData("0 0 * * MUN", "Cron '0 0 * * MUN', day of week, position 9: 'MUN' is no day of week; expected SUN to SAT or 0 to 7.")]
    [InlineData("0 0 * JANUARY *", "Cron '0 0 * JANUARY *', month, position 10: 'U' is not expected here.")]
    [InlineData("0 0 * * L", "Cron '0 0 * * L', day of week, position 9: 'L' is no day of week; expected SUN to SAT or 0 to 7.")]
    [InlineData("0 noon * * *", "Cron '0 noon * * *', hour, position 3: 'noon' is no hour; expected 0 to 23.")]
    [InlineData("0 ? * * *", "Cron '0 ? * * *', hour, position 3: '?' stands for any day and is of use in the two day fields only; write '*'.")]
    [InlineData("1,,2 * * * *", "Cron '1,,2 * * * *', minute, position 3: a value is missing: expected 0 to 59, found ','.")]
    [InlineData("1- * * * *", "Cron '1- * * * *', minute, position 3: a value is missing: expected 0 to 59.")]
    [InlineData("-1 * * * *", "Cron '-1 * * * *', minute, position 1: a value is missing: expected 0 to 59, found '-'.")]
    [InlineData("*/0 * * * *", "Cron '*/0 * * * *', minute, position 3: 0 is out of range: expected from 1 up.")]
    [InlineData("*/90 * * * *", "Cron '*/90 * * * *', minute, position 3: a step of 90 is longer than the 60 values of the field, so it would not be kept; for every so much time use an interval.")]
    [InlineData("*/ * * * *", "Cron '*/ * * * *', minute, position 3: a step is missing: expected from 1 up.")]
    [InlineData("0 0 15W/2 * *", "Cron '0 0 15W/2 * *', day of month, position 8: a step cannot follow '15W'.")]
    [InlineData("0 0 1-5W * *", "Cron '0 0 1-5W * *', day of month, position 8: 'W' is not expected here.")]
    [InlineData("0 0 L-31 * *", "Cron '0 0 L-31 * *', day of month, position 7: 31 is out of range: expected 0 to 30.")]
    [InlineData("0 0 * * FRI#6", "Cron '0 0 * * FRI#6', day of week, position 13: 6 is out of range: expected 1 to 5.")]
    [InlineData("* * * *", "Cron '* * * *', position 8: 4 fields found; expected five (minute, hour, day of month, month, day of week) or six with seconds first.")]
    [InlineData("* * * * * * 2026", "Cron '* * * * * * 2026', position 13: 7 fields found; expected five (minute, hour, day of month, month, day of week) or six with seconds first.")]
    [InlineData("", "Cron '', position 1: 0 fields found; expected five (minute, hour, day of month, month, day of week) or six with seconds first.")]
    [InlineData("@reboot", "Cron '@reboot', position 1: '@reboot' is no macro; expected one of @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly.")]
    [InlineData("0 0 30 2 *", "Cron '0 0 30 2 *', day of month, position 5: no month that it allows ever has such a day, so it would never run.")]
    [InlineData("0 0 31 4,6,9,11 *", "Cron '0 0 31 4,6,9,11 *', day of month, position 5: no month that it allows ever has such a day, so it would never run.")]
    public void An_error_names_the_field_the_position_and_what_was_expected(string cron, string message)
    {
        Assert.Equal(message, Assert.Throws<CronFormatException>(() => CronExpression.Parse(cron)).Message);
        Assert.False(CronExpression.TryParse(cron, out _, out var problem));
        Assert.Equal(message, problem.Message);
    }

    [Fact]
    public void The_field_and_the_position_are_there_for_programs_too()
    {
        var problem = Assert.Throws<CronFormatException>(() => CronExpression.Parse("0 24 * * *"));
        Assert.Equal(("hour", 3), (problem.Field, problem.Position));
        Assert.Equal((null, 201), (Assert.Throws<CronFormatException>(() => CronExpression.Parse(new string('*', 300))) is var long_ ? long_.Field : "", long_.Position));
    }
}
