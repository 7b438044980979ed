using Workforce.Contracts.Jobs;
using Workforce.Web.Jobs;

namespace Workforce.Web.Tests.Jobs;

public sealed class LimitWordsTests
{
    [Theory]
    [InlineData("all", "", null, "", "Everything")]
    [InlineData("queue", "tag", null, "", "Tag")]
    [InlineData("kind", "tag.categorise", null, "", "Kind tag.categorise")]
    [InlineData("key", "model:large", null, "", "Key model:large")]
    [InlineData("all", "", "queue", "", "Each employee")]
    [InlineData("queue", "tag", "key", "customer:", "Each key customer:… of Tag")]
    [InlineData("key", "vendor:x", "kind", "", "Each kind of key vendor:x")]
    public void Whom_a_limit_holds_for(string scope, string name, string? each, string prefix, string said) => Assert.Equal(said, LimitWords.Of(scope, name, each, prefix));

    [Theory]
    [InlineData(0.5, "0.5 seconds")]
    [InlineData(1, "a second")]
    [InlineData(60, "a minute")]
    [InlineData(90, "90 seconds")]
    [InlineData(3600, "an hour")]
    [InlineData(129600, "36 hours")]
    [InlineData(172800, "2 days")]
    public void How_long_its_time_is(double seconds, string said) => Assert.Equal(said, LimitWords.Length(seconds));

    [Fact]
    public void How_much_is_used_of_it()
    {
        var row = new LimitRow("queue", "tag", "running", 5, null, null, "", false, 3, []);
        Assert.Equal(("3 of 5 at once", "3 of 5", 60), (LimitWords.Use(row), LimitWords.Bar(row), LimitWords.Percent(row)));
        Assert.Equal(("7 of 5 at once", 100), (LimitWords.Use(row with { Used = 7 }), LimitWords.Percent(row with { Used = 7 })));
        Assert.Equal(0, LimitWords.Percent(row with { Most = 0, Used = 0 }));
        Assert.Equal("at most 5 at once, of all companies together", LimitWords.Use(row with { Used = null }));
        Assert.Equal("1,200.5 of 2,000,000 tokens in a day", LimitWords.Use(row with { Measure = "tokens", PerSeconds = 86400, Most = 2_000_000, Used = 1200.5m }));
        var each = row with { Each = "queue", Measure = "starts", PerSeconds = 60, Parts = [new("byte", 4), new("tag", 3), new("prime", 2), new("crystal", 1)] };
        Assert.Equal(("at most 5 started in a minute each", "Byte (4), Tag (3), Prime (2), and others", "3 of 5 where most is used"), (LimitWords.Use(each), LimitWords.Parts(each), LimitWords.Bar(each)));
    }
}
