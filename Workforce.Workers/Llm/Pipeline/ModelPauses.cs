using System.Collections.Concurrent;

namespace Workforce.Workers.Llm.Pipeline;

/// <summary>Models that asked to be left alone, and until when. Of this process: another finds out by its own first call.</summary>
internal sealed class ModelPauses(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> until = new(StringComparer.Ordinal);

    public void Pause(string model, TimeSpan wait) => until.AddOrUpdate(model, clock.GetUtcNow() + wait, (_, now) => now > clock.GetUtcNow() + wait ? now : clock.GetUtcNow() + wait);

    /// <summary>Null: it may be asked.</summary>
    public DateTimeOffset? Until(string model) => until.TryGetValue(model, out var then) && then > clock.GetUtcNow() ? then : null;
}
