using Workforce.Workers.Llm;
using Workforce.Workers.Llm.Pipeline;

namespace Workforce.Workers.Tests.Llm;

public sealed class RuleTests
{
    [Theory]
    [InlineData(1, null, 0.0, 375)]
    [InlineData(1, null, 0.999999, 625)]
    [InlineData(2, null, 0.5, 1_000)]
    [InlineData(9, null, 0.5, 8_000)]
    [InlineData(1, 3_000, 0.0, 3_000)]
    public void The_wait_doubles_to_a_limit_and_the_servers_own_wish_goes_before_it(int failures, int? asked, double chance, int milliseconds) =>
        Assert.Equal(milliseconds, RetryPace.After(failures, TimeSpan.FromMilliseconds(500), asked is { } wait ? TimeSpan.FromMilliseconds(wait) : null, chance).TotalMilliseconds, 1.0);

    [Theory]
    [InlineData(1_000, 0, 0, 0.0004)]
    [InlineData(1_000, 400, 500, 0.00108)]
    [InlineData(1, 1, 0, 0.0000001)]
    [InlineData(3, 0, 0, 0.0000012)]
    public void A_call_costs_its_tokens_at_their_price_rounded_up(long input, long cached, long output, decimal usd) =>
        Assert.Equal(usd, new ModelPrice(0.4m, 1.6m, 0.1m).Of(new(input, output, cached, 0, false)));

    [Fact]
    public void The_worst_case_is_never_below_what_comes()
    {
        var price = new ModelPrice(0.4m, 1.6m, 0.9m);

        Assert.All(Enumerable.Range(0, 100), n => Assert.True(price.Worst(1_000, 500) >= price.Of(new(1_000, 5 * n, 10 * n, 0, false))));
    }

    [Theory]
    [InlineData(null, "sk-key", null, "gpt-4.1-nano,gpt-4.1-mini", 0.1)]
    [InlineData("https://openrouter.ai/api/v1", "sk-key", null, "deepseek/deepseek-chat-v3-0324,qwen/qwen-2.5-72b-instruct", 0.27)]
    [InlineData(null, "sk-key", "gpt-4.1", "gpt-4.1", 2.0)]
    [InlineData("http://127.0.0.1:11434/v1", null, "gpt-4.1", "gpt-4.1", null)]
    [InlineData(null, null, "gpt-4.1", "", null)]
    public void A_key_is_enough_for_known_services_and_a_price_is_known_there_alone(string? endpoint, string? key, string? name, string models, double? price)
    {
        var options = new ModelOptions { Endpoint = endpoint is null ? null : new(endpoint), ApiKey = key, Name = name };

        var cards = new ModelLineup(Microsoft.Extensions.Options.Options.Create(options)).Of(ModelProfile.JsonFast);

        Assert.Equal(models, string.Join(',', cards.Select(card => card.Name)));
        Assert.Equal((decimal?)price, cards.Count == 0 ? null : cards[0].Price?.Input);
        Assert.Null(ModelLineup.Wrong(options));
    }

    [Fact]
    public void Settings_that_cannot_work_are_told_by_name()
    {
        Assert.Equal(
            "No model is known for vllm.internal: set Model:Name, or Model:Profiles for json_fast, json_balanced, json_powerful, json_maximum, text_speed, text_balanced, text_quality, text_creative, agent_fast, agent_reasoning.",
            ModelLineup.Wrong(new ModelOptions { Endpoint = new("http://vllm.internal/v1") }));
        Assert.StartsWith("Model:Profiles has no profile fast;", ModelLineup.Wrong(new ModelOptions { Profiles = { ["fast"] = ["a"] } }), StringComparison.Ordinal);
        Assert.Equal("Model:Preferences is no JSON object.", ModelLineup.Wrong(new ModelOptions { Preferences = "deny" }));
    }
}
