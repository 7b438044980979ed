namespace Workforce.Jobs.History.Planning;

/// <summary>Something a client does. Jobs are named by their number: their ids are known once they are enqueued.</summary>
/// <param name="Client">Which of the clients: each does its operations one after the other.</param>
/// <param name="At">Not before this time of the round.</param>
internal abstract record PlannedOperation(int Client, TimeSpan At);

/// <summary>Enqueues one job, or many in one call.</summary>
internal sealed record EnqueueJobs(int Client, TimeSpan At, IReadOnlyList<PlannedJob> Jobs) : PlannedOperation(Client, At);

internal sealed record CancelJob(int Client, TimeSpan At, int Number) : PlannedOperation(Client, At);

/// <summary>Runs all of a tenant's failed jobs again.</summary>
internal sealed record RedriveJobs(int Client, TimeSpan At, int Tenant) : PlannedOperation(Client, At);

/// <summary>Runs one job again, if it has failed.</summary>
internal sealed record RetryJob(int Client, TimeSpan At, int Number) : PlannedOperation(Client, At);

internal sealed record ChangePriority(int Client, TimeSpan At, int Number, int Priority) : PlannedOperation(Client, At);

internal sealed record WakeJob(int Client, TimeSpan At, int Number) : PlannedOperation(Client, At);

/// <param name="For">Ends by itself; null: when it is resumed.</param>
internal sealed record PauseJobs(int Client, TimeSpan At, PlannedScope Scope, TimeSpan? For) : PlannedOperation(Client, At);

internal sealed record ResumeJobs(int Client, TimeSpan At, PlannedScope Scope) : PlannedOperation(Client, At);

internal sealed record LimitJobs(int Client, TimeSpan At, PlannedLimit Limit) : PlannedOperation(Client, At);

/// <param name="Number">Its payload's.</param>
/// <param name="Tenant">Number of the tenant.</param>
internal sealed record PlannedJob(int Number, int Tenant, string Kind, Work Work)
{
    public int Priority { get; init; } = 5;

    public IReadOnlyList<string> Keys { get; init; } = [];

    public TimeSpan? Delay { get; init; }

    /// <summary>From the moment of the call.</summary>
    public TimeSpan? Deadline { get; init; }

    public string? IdempotencyKey { get; init; }

    /// <summary>Number of the job above it.</summary>
    public int? Parent { get; init; }

    /// <summary>How many jobs it may have below it.</summary>
    public int? FanOut { get; init; }

    public int MaxAttempts { get; init; } = 100;

    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);
}

/// <param name="Of">all, queue, kind or key.</param>
/// <param name="Tenant">Number of the tenant; null: all of them.</param>
internal sealed record PlannedScope(string Of, string Name, int? Tenant);

/// <param name="Per">Of starts; null: how many may run at once.</param>
/// <param name="EachTenant">For each tenant apart.</param>
/// <param name="EachKey">For each key that begins so apart.</param>
internal sealed record PlannedLimit(PlannedScope Scope, int Most, TimeSpan? Per, bool EachTenant = false, string? EachKey = null);
