using System.Text.Json.Serialization.Metadata;

namespace Workforce.Worker.Client;

/// <summary>A type of job: its stable wire name and what its jobs carry.</summary>
/// <param name="Name"><c>queue.intent</c>, as the server knows it.</param>
/// <typeparam name="TPayload">What a job of this kind carries, as JSON.</typeparam>
public sealed record JobKind<TPayload>(string Name)
{
    /// <summary>Source-generated JSON metadata of the payload; null: reflection.</summary>
    public JsonTypeInfo<TPayload>? TypeInfo { get; init; }
}
