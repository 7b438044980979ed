using System.ComponentModel.DataAnnotations;

namespace Workforce.Workers.Llm;

/// <summary>Section <c>Model</c>; docs/models.md explains each. Without a key, or an address of one's own, the offline answers are used.</summary>
internal sealed class ModelOptions
{
    public const string Section = "Model";

    /// <summary>Base address, e.g. <c>https://api.openai.com/v1</c>; null: OpenAI's own.</summary>
    public Uri? Endpoint { get; init; }

    public string? ApiKey { get; init; }

    /// <summary>One model for every profile; null: each profile's own list.</summary>
    public string? Name { get; init; }

    /// <summary>Price of <see cref="Name"/>, and what else is to know of it.</summary>
    public ModelSettings Price { get; init; } = new();

    /// <summary>What is to know of a model, by its name.</summary>
    public Dictionary<string, ModelSettings> Models { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Models of a profile (<c>json_fast</c>), the cheapest first.</summary>
    public Dictionary<string, string[]> Profiles { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A JSON object sent as <c>provider</c> with each request: how OpenRouter is to choose among its providers.</summary>
    public string? Preferences { get; init; }

    /// <summary>Seconds that one answer may take.</summary>
    [Range(1, 600)]
    public int TimeoutSeconds { get; init; } = 60;

    /// <summary>Tries at one model before the next of the list is asked.</summary>
    [Range(1, 10)]
    public int Tries { get; init; } = 3;

    /// <summary>Seconds before the second try; each wait is twice the one before, at most 8.</summary>
    [Range(0.0, 60.0)]
    public double FirstDelaySeconds { get; init; } = 0.5;

    /// <summary>A server that asks for a longer wait is left alone until then, and the next model is asked.</summary>
    [Range(0, 300)]
    public int LongestWaitSeconds { get; init; } = 10;

    /// <summary>How often a model is asked to put its reply right before a stronger one is asked.</summary>
    [Range(0, 5)]
    public int Repairs { get; init; } = 2;

    /// <summary>How often a model may ask for tools in one question.</summary>
    [Range(1, 40)]
    public int ToolRounds { get; init; } = 8;

    /// <summary>Bytes of one answer.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int MaxReplyBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>False: what is said is not kept in <c>agents.model_message</c>, only that something was.</summary>
    public bool KeepMessages { get; init; } = true;

    public RecordingMode Recording { get; init; }

    /// <summary>Where recordings are.</summary>
    public string RecordingFolder { get; init; } = "recordings";

    /// <summary>False: every question gets its offline answer.</summary>
    public bool IsConfigured => !string.IsNullOrWhiteSpace(ApiKey) || Endpoint is not null || Recording == RecordingMode.Replay;
}

/// <summary>One model's price in USD per million tokens, and its limits.</summary>
internal sealed record ModelSettings
{
    [Range(0.0, 10_000.0)]
    public decimal? InputUsd { get; init; }

    [Range(0.0, 10_000.0)]
    public decimal? OutputUsd { get; init; }

    /// <summary>Null: as other input.</summary>
    [Range(0.0, 10_000.0)]
    public decimal? CachedUsd { get; init; }

    /// <summary>It costs nothing, e.g. a server of one's own. Must be said: a model without a price is refused.</summary>
    public bool Free { get; init; }

    /// <summary>Input and output together; null: 128,000 where nothing is known.</summary>
    [Range(256, 100_000_000)]
    public int? ContextTokens { get; init; }

    /// <summary>It takes no temperature.</summary>
    public bool? Reasoning { get; init; }

    public StructuredMode? Structured { get; init; }
}

/// <summary>How a server is told what a reply must look like.</summary>
internal enum StructuredMode
{
    /// <summary>By <c>response_format</c> of type <c>json_schema</c>.</summary>
    Schema,

    /// <summary>By <c>json_object</c>, and the schema in the instructions.</summary>
    Json,

    /// <summary>By the instructions alone.</summary>
    Prompt,
}

internal enum RecordingMode
{
    Off,

    /// <summary>Calls go out, and each answer is kept in a file.</summary>
    Record,

    /// <summary>No call goes out: answers come from files.</summary>
    Replay,
}
