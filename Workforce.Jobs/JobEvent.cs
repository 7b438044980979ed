namespace Workforce.Jobs;

/// <summary>Something that happened to a job.</summary>
/// <param name="Id">
/// Resume after this one. Ids grow with time, but an event whose transaction commits late arrives after younger ones;
/// a client keeps the id it received last, not the highest.
/// </param>
/// <param name="TenantId">Whose job.</param>
/// <param name="JobId">Which job.</param>
/// <param name="CorrelationId">The job's correlation.</param>
/// <param name="Kind">The job's kind.</param>
/// <param name="Queue">The job's queue.</param>
/// <param name="Source">The queue that handed the job on.</param>
/// <param name="Type">enqueued, started, progress, completed, retrying, failed, cancelled, waiting, snoozed, returned, changed or log.</param>
/// <param name="Attempt">Attempts begun so far.</param>
/// <param name="Percent">0 to 100, for progress.</param>
/// <param name="Message">Progress message, error, reason, what was changed, or the line that was logged.</param>
/// <param name="Level">Of a line that was logged: debug, information, warning, error or critical.</param>
/// <param name="At">When it was written.</param>
public sealed record JobEvent(
    long Id, Guid TenantId, Guid JobId, Guid CorrelationId, string Kind, string Queue, string? Source, string Type,
    int Attempt, int? Percent, string? Message, string? Level, DateTimeOffset At);
