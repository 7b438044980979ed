namespace Workforce.Jobs;

/// <summary>Which jobs to list; null members do not filter.</summary>
public sealed record JobFilter
{
    /// <summary>Only in this state.</summary>
    public JobState? State { get; init; }

    /// <summary>Only this queue.</summary>
    public string? Queue { get; init; }

    /// <summary>Only this kind.</summary>
    public string? Kind { get; init; }

    /// <summary>Only this correlation.</summary>
    public Guid? CorrelationId { get; init; }

    /// <summary>Only jobs done for this person.</summary>
    public Guid? UserId { get; init; }

    /// <summary>Only jobs whose payload, errors or kind contain this text, in any case.</summary>
    public string? Text { get; init; }

    /// <summary>Only jobs whose payload contains this JSON text as Postgres' <c>@&gt;</c> has it: <c>{"order":{"id":7}}</c> finds every payload with that order id.</summary>
    public string? PayloadContainsJson { get; init; }

    /// <summary>Only jobs enqueued before this one: the <see cref="JobPage.Next"/> of the page before.</summary>
    public Guid? Before { get; init; }

    /// <summary>Page size, 1 to 200.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>A page of jobs, newest first.</summary>
/// <param name="Jobs">The jobs.</param>
/// <param name="Next">Pass as <see cref="JobFilter.Before"/> for the next page; null: this is the last.</param>
public sealed record JobPage(IReadOnlyList<JobDetails> Jobs, Guid? Next);
