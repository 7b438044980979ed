using Workforce.Web.Agents;

namespace Workforce.Web.Tests.Agents;

public sealed class AgentWordsTests
{
    [Theory]
    [InlineData("0", "0.00")]
    [InlineData("12.345", "12.35")]
    [InlineData("1234.5", "1,234.50")]
    [InlineData("0.0996", "0.100")]
    [InlineData("0.0132", "0.013")]
    [InlineData("0.00512", "0.0051")]
    [InlineData("0.000005", "0.000005")]
    [InlineData("0.0000009", "under 0.000001")]
    public void Money_of_models_keeps_figures_that_say_something(string amount, string said) =>
        Assert.Equal(said, AgentWords.UsdNumber(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999")]
    [InlineData(1000, "1k")]
    [InlineData(9949, "9.9k")]
    [InlineData(21_400, "21k")]
    [InlineData(1_240_000, "1.2M")]
    public void Tokens_are_short(long tokens, string said) => Assert.Equal(said, AgentWords.Tokens(tokens));

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 100)]
    [InlineData(1, 1000, 1)]
    [InlineData(499, 1000, 49)]
    [InlineData(999, 1000, 99)]
    [InlineData(1000, 1000, 100)]
    [InlineData(2000, 1000, 100)]
    public void A_budget_is_full_only_when_it_is_and_seen_as_soon_as_it_is_used(int used, int budget, int full) => Assert.Equal(full, AgentWords.Full(used, budget));

    [Theory]
    [InlineData(-1, "due now")]
    [InlineData(0.2, "in 1 s")]
    [InlineData(59, "in 59 s")]
    [InlineData(60, "in 1 min")]
    [InlineData(3661, "in 1 h 1 min")]
    [InlineData(90_000, "tomorrow")]
    [InlineData(260_000, "in 3 days")]
    public void How_long_until_it_runs(double seconds, string said) => Assert.Equal(said, AgentWords.Until(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("cron", "0 5 * * 1", "by its schedule")]
    [InlineData("event", "people.punch", "by a change of people.punch")]
    [InlineData("agent", "role_mapper", "after Role Mapper")]
    [InlineData("manual", "Robin Vermeer", "by Robin Vermeer")]
    [InlineData("manual", null, "by a person")]
    public void What_woke_it(string type, string? source, string said) => Assert.Equal(said, AgentWords.Trigger(type, source));
}
