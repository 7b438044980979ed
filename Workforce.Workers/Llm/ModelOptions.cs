using System.ComponentModel.DataAnnotations;

namespace Workforce.Workers.Llm;

/// <summary>Section <c>Model</c>: an OpenAI-compatible address. Without a key, or an address of one's own, the offline answers are used.</summary>
internal sealed class ModelOptions
{
    public const string Section = "Model";

    /// <summary>Base address, e.g. <c>https://api.openai.com/v1</c>; null: OpenAI's own.</summary>
    public Uri? Endpoint { get; init; }

    public string? ApiKey { get; init; }

    [Required]
    public string Name { get; init; } = "gpt-4.1-mini";

    /// <summary>Seconds that one answer may take.</summary>
    [Range(1, 600)]
    public int TimeoutSeconds { get; init; } = 60;

    public bool IsConfigured => !string.IsNullOrWhiteSpace(ApiKey) || Endpoint is not null;
}
