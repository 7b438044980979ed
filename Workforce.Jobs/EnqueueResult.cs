namespace Workforce.Jobs;

/// <summary>What became of an enqueue.</summary>
/// <param name="JobId">The new job, or the one that holds the idempotency key.</param>
/// <param name="Existing">True: the key was taken, nothing was stored.</param>
/// <param name="CorrelationId">The correlation of that job.</param>
public sealed record EnqueueResult(Guid JobId, bool Existing, Guid CorrelationId);
