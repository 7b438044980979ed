using Workforce.Core.Schemas;
using Workforce.Workers.Llm.Tools;

namespace Workforce.Workers.Llm;

/// <summary>What a model is asked. <typeparamref name="T"/> is a record whose schema the reply must fit, or <see cref="string"/> for plain text.</summary>
internal sealed record ModelQuestion<T>
    where T : class
{
    /// <summary>Stable and few, e.g. <c>tag.categories</c>: it groups calls in the log and in traces.</summary>
    public required string Name { get; init; }

    public required ModelProfile Profile { get; init; }

    /// <summary>Our own words only: what comes from outside belongs into <see cref="Parts"/>.</summary>
    public required string Instructions { get; init; }

    public required IReadOnlyList<ModelPart> Parts { get; init; }

    /// <summary>Of each answer; reserved in full before each call, so keep it near to what is needed. 1 to 100,000.</summary>
    public int MaxOutputTokens { get; init; } = 1_500;

    /// <summary>0 to 2; left out for models that take none.</summary>
    public float Temperature { get; init; }

    public IReadOnlyList<ModelTool> Tools { get; init; } = [];

    /// <summary>What a reply must fit besides its schema, e.g. that the ids it names exist; the model is told and asked again.</summary>
    public Func<T, IEnumerable<SchemaProblem>>? Check { get; init; }

    /// <summary>The deterministic answer where no model is configured or none answers; null: then there is none, and <see cref="ModelUnavailableException"/> is thrown.</summary>
    public Func<T>? Offline { get; init; }

    /// <summary>Gets the text of the current try so far, each time there is more; a try that failed begins anew. Makes the reply a streamed one.</summary>
    public Action<string>? OnText { get; init; }
}

/// <summary>What came of a question.</summary>
/// <param name="Model">As the server names it; <c>offline</c> where <see cref="ModelQuestion{T}.Offline"/> answered.</param>
/// <param name="InputTokens">Of all tries together, as are the other figures.</param>
/// <param name="Tries">Calls of models, failed ones included; 0: none was asked.</param>
/// <param name="Repaired">The first reply did not fit and the model put it right: say so to whoever decides on it.</param>
internal sealed record ModelReply<T>(T Value, string Model, long InputTokens, long OutputTokens, decimal CostUsd, int Tries, bool Repaired)
{
    public const string Offline = "offline";

    public bool IsOffline => Model == Offline;
}
