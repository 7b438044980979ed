namespace Workforce.Workers.Llm;

/// <summary>
/// Lists and prices for the two services that need nothing but a key. Prices are what
/// published lists of others gave in June 2026; what a service asks today may differ, and at OpenRouter by provider. Settings override both: Model:Models and Model:Profiles.
/// </summary>
internal static class BuiltInModels
{
    private const string Nano = "gpt-4.1-nano";
    private const string Mini = "gpt-4.1-mini";
    private const string Full = "gpt-4.1";
    private const string Thinker = "o4-mini";
    private const string DeepSeek = "deepseek/deepseek-chat-v3-0324";
    private const string Qwen = "qwen/qwen-2.5-72b-instruct";
    private const string Flash = "google/gemini-2.0-flash-001";
    private const string Llama = "meta-llama/llama-3.1-8b-instruct";
    private const string Gpt4O = "openai/gpt-4o";

    private static readonly Dictionary<string, ModelSettings> OpenAiModels = new()
    {
        [Nano] = Model(0.10m, 0.40m, 0.025m, 1_000_000),
        [Mini] = Model(0.40m, 1.60m, 0.10m, 1_000_000),
        [Full] = Model(2.00m, 8.00m, 0.50m, 1_000_000),
        ["gpt-4o-mini"] = Model(0.15m, 0.60m, 0.075m, 128_000),
        ["gpt-4o"] = Model(2.50m, 10.00m, 1.25m, 128_000),
        [Thinker] = Model(1.10m, 4.40m, 0.275m, 200_000) with { Reasoning = true },
    };

    private static readonly Dictionary<string, ModelSettings> OpenRouterModels = new()
    {
        [DeepSeek] = Model(0.27m, 1.10m, 0.27m, 64_000),
        [Qwen] = Model(0.35m, 0.40m, 0.35m, 32_000),
        [Flash] = Model(0.10m, 0.40m, 0.10m, 1_000_000),
        [Llama] = Model(0.05m, 0.08m, 0.05m, 128_000),
        [Gpt4O] = Model(2.50m, 10.00m, 2.50m, 128_000),
    };

    /// <summary>Empty where the host is neither.</summary>
    public static IReadOnlyDictionary<string, ModelSettings> Of(string host) =>
        IsOpenAi(host) ? OpenAiModels : IsOpenRouter(host) ? OpenRouterModels : new Dictionary<string, ModelSettings>();

    public static string[] Of(string host, ModelProfile profile) =>
        IsOpenAi(host) ? OpenAi(profile) : IsOpenRouter(host) ? OpenRouter(profile) : [];

    /// <summary>OpenRouter's own way of saying: no provider that keeps what is sent, and none that ignores what is asked.</summary>
    public static string? Preferences(string host) => IsOpenRouter(host)
        ? """{"order":["deepseek","qwen","google","anthropic"],"allow_fallbacks":true,"require_parameters":true,"data_collection":"deny"}"""
        : null;

    public static bool IsOpenAi(string host) => host == "api.openai.com";

    private static bool IsOpenRouter(string host) => host == "openrouter.ai";

    private static string[] OpenAi(ModelProfile profile) => profile switch
    {
        ModelProfile.JsonFast or ModelProfile.TextSpeed => [Nano, Mini],
        ModelProfile.JsonBalanced or ModelProfile.TextBalanced or ModelProfile.AgentFast => [Mini, Full],
        ModelProfile.AgentReasoning => [Thinker, Full],
        _ => [Full, Thinker],
    };

    private static string[] OpenRouter(ModelProfile profile) => profile switch
    {
        ModelProfile.JsonFast => [DeepSeek, Qwen],
        ModelProfile.JsonBalanced or ModelProfile.JsonPowerful or ModelProfile.TextQuality or ModelProfile.AgentFast => [DeepSeek, Qwen, Flash],
        ModelProfile.TextSpeed => [Llama, Flash],
        ModelProfile.TextBalanced => [DeepSeek, Flash],
        _ => [DeepSeek, Qwen, Gpt4O],
    };

    private static ModelSettings Model(decimal input, decimal output, decimal cached, int context) =>
        new() { InputUsd = input, OutputUsd = output, CachedUsd = cached, ContextTokens = context };
}
