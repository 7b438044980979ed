using Workforce.Web.Agents;

namespace Workforce.Web.Tests.Agents;

public sealed class ScheduleWordsTests
{
    [Theory]
    [InlineData(null, "Not by the clock")]
    [InlineData(" ", "Not by the clock")]
    [InlineData("* * * * *", "Every minute")]
    [InlineData("*/15 * * * *", "Every 15 minutes")]
    [InlineData("0 */15 * * * *", "Every 15 minutes")]
    [InlineData("0 * * * *", "Every hour")]
    [InlineData("5 * * * *", "Every hour at 5 past")]
    [InlineData("0 */6 * * *", "Every 6 hours")]
    [InlineData("30 2 * * *", "Every day at 02:30")]
    [InlineData("@daily", "Every day at 00:00")]
    [InlineData("0 5 * * 1", "Every Monday at 05:00")]
    [InlineData("0 5 * * mon", "Every Monday at 05:00")]
    [InlineData("0 9 * * 1-5", "Monday to Friday at 09:00")]
    [InlineData("0 9 * * 1,3,5", "Monday, Wednesday and Friday at 09:00")]
    [InlineData("0 4 1 * *", "On the 1st of every month at 04:00")]
    [InlineData("0 4 12 * *", "On the 12th of every month at 04:00")]
    [InlineData("0 4 23 * *", "On the 23rd of every month at 04:00")]
    [InlineData("0 4 1 * 1", "At 0 4 1 * 1")]
    [InlineData("7,37 9-17 * * *", "At 7,37 9-17 * * *")]
    [InlineData("61 2 * * *", "At 61 2 * * *")]
    public void A_schedule_is_said_as_people_say_it(string? cron, string said) => Assert.Equal(said, ScheduleWords.Of(cron));
}
