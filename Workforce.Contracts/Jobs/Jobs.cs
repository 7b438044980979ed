using System.ComponentModel.DataAnnotations;
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
/// <param name="Type">enqueued, started, progress, completed, retrying, failed, cancelled, waiting, snoozed, returned, changed or log.</param>
/// <param name="Level">Of a log line: debug, information, warning, error or critical; else null.</param>
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
    DateTimeOffset At,
    string? Level = null);

/// <summary>What is to be different about a job that does not run; what is left out stays.</summary>
/// <param name="Priority">1 (first) to 10 (last).</param>
/// <param name="ScheduledFor">To run not before this.</param>
/// <param name="Payload">In place of the whole payload; at most 1 MiB.</param>
public sealed record ChangeJobRequest([property: Range(1, 10)] int? Priority = null, DateTimeOffset? ScheduledFor = null, JsonElement? Payload = null);

/// <summary>Which failed jobs are to run again; what is left out does not filter.</summary>
/// <param name="Text">In payload, errors or kind.</param>
/// <param name="Most">1 to 10000, else 1000; the oldest first.</param>
public sealed record RetryJobsRequest(string? Queue = null, string? Kind = null, string? Text = null, Guid? Correlation = null, [property: Range(1, 10_000)] int? Most = null);

public sealed record RetriedJobs(int Retried);

/// <param name="Scope">all, queue (an employee), kind or key.</param>
/// <param name="Name">Which queue, kind or key; empty for all.</param>
/// <param name="Until">When it ends by itself; left out: when somebody resumes it.</param>
/// <param name="Reason">For people, at most 2000 characters.</param>
public sealed record PauseJobsRequest([property: Required] string Scope, string Name = "", DateTimeOffset? Until = null, [property: MaxLength(2000)] string Reason = "");

/// <summary>Jobs that are not started although they are due.</summary>
/// <param name="Everywhere">It holds for every company, and is not this one's to end.</param>
public sealed record PauseRow(string Scope, string Name, bool Everywhere, DateTimeOffset PausedAt, DateTimeOffset? Until, string By, string Reason);

/// <param name="Scope">all, queue (an employee), kind or key.</param>
/// <param name="Measure">running: jobs at once; starts: jobs started; else a unit that jobs cost, such as tokens.</param>
/// <param name="Most">0 or more.</param>
/// <param name="Name">Which queue, kind or key; empty for all.</param>
/// <param name="PerSeconds">In any time of this length; left out for running alone.</param>
/// <param name="Each">queue, kind or key: it holds for each of them apart.</param>
/// <param name="Prefix">How the keys begin, where it is for each key.</param>
public sealed record LimitJobsRequest(
    [property: Required] string Scope, [property: Required, MaxLength(50)] string Measure, [property: Required] decimal? Most, string Name = "", double? PerSeconds = null,
    string? Each = null, [property: MaxLength(200)] string Prefix = "");

/// <summary>How much of something jobs may take, and how much of that is taken.</summary>
/// <param name="Everywhere">It holds for every company, and is not this one's to change.</param>
/// <param name="Used">What runs, or what was started or reserved in the time; of a limit for each of something by the one that uses most. Null where companies share it.</param>
/// <param name="Parts">Of a limit for each of something: those that use any of it, the most first, at most 20.</param>
public sealed record LimitRow(
    string Scope, string Name, string Measure, decimal Most, double? PerSeconds, string? Each, string Prefix, bool Everywhere, decimal? Used, IReadOnlyList<LimitPartRow> Parts);

/// <param name="Name">Of an employee, a kind or a key.</param>
public sealed record LimitPartRow(string Name, decimal Used);

/// <param name="Weight">How many jobs go in one turn: 1 to 100.</param>
public sealed record ShareRow(int Weight);

/// <summary>Why a job does not run.</summary>
public sealed record JobExplanationRow(string State, IReadOnlyList<JobHoldRow> Holds, int Ahead, DateTimeOffset? ExpectedStart, DateTimeOffset At);

/// <summary>One thing that holds a job up.</summary>
/// <param name="Why">waiting, not_due, paused, limited, no_worker, not_offered or behind.</param>
public sealed record JobHoldRow(string Why, string Text, DateTimeOffset? Until);

public sealed record QueueDepth(string Queue, int Pending, int Processing, int Retrying, int Failed, DateTimeOffset? OldestPendingAt);
