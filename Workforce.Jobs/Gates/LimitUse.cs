namespace Workforce.Jobs.Gates;

/// <summary>A limit and how much of it is taken.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Used">
/// By jobs that run, or started in the time it looks back on. It may be more than the limit where that was lowered or a job cost
/// more than reserved. Of a limit for each of something: by the one of them that uses most, of the tenant's own where tenants are apart.
/// </param>
/// <param name="Parts">Of a limit for each queue, kind or key: those that use most, at most 20. None are named where it holds for tenants together.</param>
public sealed record LimitUse(JobLimit Limit, decimal Used, IReadOnlyList<PartUse> Parts);

/// <summary>How much of its limit one of several takes.</summary>
/// <param name="Name">Of the queue, the kind or the key.</param>
/// <param name="Used">As in <see cref="LimitUse.Used"/>.</param>
public sealed record PartUse(string Name, decimal Used);
