using Workforce.Web.Jobs;

namespace Workforce.Web.Tests.Jobs;

public sealed class TimelineScaleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 5, "inset-inline-start:0%;width:50%")]
    [InlineData(5, 10, "inset-inline-start:50%;width:50%")]
    [InlineData(5, 5, "inset-inline-start:50%;width:0.7%")]
    [InlineData(10, 10, "inset-inline-start:99.3%;width:0.7%")]
    public void A_bar_lies_where_its_time_is_and_is_never_invisible(int from, int to, string style) =>
        Assert.Equal(style, new TimelineScale(Noon, TimeSpan.FromSeconds(10)).Bar(Noon.AddSeconds(from), Noon.AddSeconds(to)));
}
