namespace Workforce.Workers.Llm;

/// <summary>A model that may be asked.</summary>
/// <param name="Provider">OpenTelemetry's name of who serves it, else the host.</param>
/// <param name="Price">Null: unknown, and then it is not asked.</param>
/// <param name="ContextTokens">Input and output together.</param>
internal sealed record ModelCard(string Name, string Provider, ModelPrice? Price, int ContextTokens, bool Reasoning, StructuredMode Structured);

/// <summary>USD per million tokens.</summary>
internal sealed record ModelPrice(decimal Input, decimal Output, decimal Cached)
{
    private const decimal Million = 1_000_000m;

    public static ModelPrice Nothing { get; } = new(0, 0, 0);

    /// <summary>Rounded up to a billionth of a dollar, as the ledger keeps it.</summary>
    public decimal Of(CallUsage usage) => Up((((usage.Input - usage.Cached) * Input) + (usage.Cached * Cached) + (usage.Output * Output)) / Million);

    /// <summary>Nothing cached, and all the output that is allowed.</summary>
    public decimal Worst(long input, long output) => Up(((input * Math.Max(Input, Cached)) + (output * Output)) / Million);

    private static decimal Up(decimal usd) => decimal.Round(usd, 9, MidpointRounding.ToPositiveInfinity);
}

/// <summary>Tokens of one call.</summary>
/// <param name="Cached">Of the input.</param>
/// <param name="Reasoning">Of the output.</param>
/// <param name="Estimated">The server did not say, or not believably.</param>
internal sealed record CallUsage(long Input, long Output, long Cached, long Reasoning, bool Estimated)
{
    public static CallUsage None { get; } = new(0, 0, 0, 0, false);
}
