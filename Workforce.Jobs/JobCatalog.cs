using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Workforce.Jobs;

/// <summary>Which handler does which kind: an explicit list, read at start.</summary>
public sealed class JobCatalog
{
    private readonly Dictionary<string, CatalogEntry> entries = new(StringComparer.Ordinal);

    internal IReadOnlyDictionary<string, CatalogEntry> Entries => entries;

    /// <summary>Names of the kinds, in order.</summary>
    public IReadOnlyList<string> Kinds => [.. entries.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether a handler here does jobs of a kind.</summary>
    public bool Has(string kind) => entries.ContainsKey(kind);

    /// <summary>Adds a kind and the type that does it.</summary>
    /// <exception cref="InvalidOperationException">The kind is there already.</exception>
    public JobCatalog Add<TPayload, THandler>(JobKind<TPayload> kind)
        where THandler : JobHandler<TPayload>
    {
        var entry = new CatalogEntry(kind.Name, typeof(THandler), kind.Retry, (services, payloadJson, job, ct) =>
        {
            TPayload? payload;
            try
            {
                payload = kind.TypeInfo is { } info ? JsonSerializer.Deserialize(payloadJson, info) : JsonSerializer.Deserialize<TPayload>(payloadJson, JobJson.Options);
            }
            catch (JsonException wrong)
            {
                // It will not read any better next time.
                return Task.FromResult(JobOutcome.Fail($"The payload is not one of {kind.Name}: {wrong.Message}"));
            }
            return payload is null
                ? Task.FromResult(JobOutcome.Fail($"The payload is not one of {kind.Name}: it is null."))
                : services.GetRequiredService<THandler>().HandleAsync(payload, job, ct);
        });
        return entries.TryAdd(kind.Name, entry)
            ? this
            : throw new InvalidOperationException($"Kind '{kind.Name}' is in the catalog twice: {entries[kind.Name].Handler.Name} and {typeof(THandler).Name}.");
    }
}

internal sealed record CatalogEntry(
    string Kind, Type Handler, RetryPolicy Retry, Func<IServiceProvider, string, JobContext, CancellationToken, Task<JobOutcome>> RunAsync);
