using System.Text.Json;

namespace Workforce.Contracts.Jobs;

public sealed record JobSummary(
    Guid Id,
    string Kind,
    string Queue,
    string? FromEmployee,
    string Intent,
    string State,
    int Priority,
    int Attempt,
    int MaxAttempts,
    Guid CorrelationId,
    Guid? ParentId,
    string? IdempotencyKey,
    int? ProgressPercent,
    string? ProgressMessage,
    string? LastError,
    DateTimeOffset CreatedAt,
    DateTimeOffset ScheduledFor,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt);

public sealed record JobAttemptError(int Attempt, DateTimeOffset At, string? Worker, string Error);

public sealed record JobDetails(JobSummary Job, JsonElement Payload, JsonElement? Result, IReadOnlyList<JobAttemptError> Errors, string? Worker, long LeaseEpoch);

/// <param name="Next">Pass as <c>after</c> to get the next page; null on the last one.</param>
public sealed record JobPage(IReadOnlyList<JobSummary> Jobs, string? Next);

/// <summary>Every job of one correlation, in the order of the hand-overs.</summary>
public sealed record JobTimeline(Guid CorrelationId, IReadOnlyList<JobDetails> Jobs, IReadOnlyList<JobEventMessage> Events);

/// <summary>One line of the live stream (<c>GET /api/events</c>, event name <c>job</c>). The stream resumes after the id in Last-Event-ID.</summary>
/// <param name="Type">enqueued, started, progress, completed, retrying, failed or cancelled.</param>
public sealed record JobEventMessage(
    long Id,
    Guid JobId,
    Guid CorrelationId,
    string Kind,
    string Queue,
    string? FromEmployee,
    string Type,
    int Attempt,
    int? Percent,
    string? Message,
    DateTimeOffset At);

public sealed record QueueDepth(string Queue, int Pending, int Processing, int Retrying, int Failed, DateTimeOffset? OldestPendingAt);
