using System.Globalization;
using System.Text.Json.Nodes;

namespace Workforce.Jobs.Schedules;

/// <summary>What is to be done about one due schedule.</summary>
/// <param name="After">Its row afterwards; the job's id is filled in when it is known.</param>
/// <param name="Runs">Instants to enqueue a job for, oldest first.</param>
/// <param name="CancelsLast">The job of the run before is cancelled.</param>
/// <param name="Skipped">Why a run was left out; null: none was.</param>
internal sealed record FiringPlan(ScheduleRow After, IReadOnlyList<DateTimeOffset> Runs, bool CancelsLast, string? Skipped);

/// <summary>Where the job of the run before stands.</summary>
internal enum LastJob
{
    /// <summary>Finished, or there is none.</summary>
    Finished,

    /// <summary>Not finished.</summary>
    Unfinished,

    /// <summary>Not finished, and its row is held by a transaction: it may finish in this moment.</summary>
    Busy,
}

/// <summary>Decides what a due schedule does, from its row, the time and the job of the run before.</summary>
internal static class FiringRules
{
    public const string Missed = "its time passed while no worker was there";
    public const string Overlapped = "the job of the run before has not finished";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);

    public static FiringPlan Decide(ScheduleRow row, DateTimeOffset now, LastJob last)
    {
        if (last == LastJob.Busy && row.Definition.Overlap == Overlap.Replace)
            return new(row with { DueAt = now + LookAgain }, [], CancelsLast: false, null);
        var (runs, skipped) = Due(row, now);
        DateTimeOffset? first = runs.Count > 0 ? runs[0] : null;
        var queued = row.QueuedFor;
        if (last == LastJob.Finished && queued is { } waited)
            (runs, queued) = ([waited], first);
        else if (last != LastJob.Finished && row.Definition.Overlap is (Overlap.Skip or Overlap.QueueOne))
        {
            var waits = row.Definition.Overlap == Overlap.QueueOne && queued is null;
            skipped = first is null || waits ? skipped : Overlapped;
            (runs, queued) = ([], waits ? first : queued);
        }
        var cancels = last != LastJob.Finished && row.Definition.Overlap == Overlap.Replace && runs.Count > 0;
        return new(After(row, now, runs, queued, skipped), runs, cancels, skipped);
    }

    /// <summary>Not now: something is wrong with it.</summary>
    public static ScheduleRow PutOff(ScheduleRow row, DateTimeOffset now, string problem) => row with { Error = problem, DueAt = now + Patience };

    /// <summary>The job of one run.</summary>
    public static NewJob JobOf(NewSchedule schedule, DateTimeOffset run) => schedule.Job with
    {
        PayloadJson = schedule.InstantMember is { } member ? WithMember(schedule.Job.PayloadJson, member, run) : schedule.Job.PayloadJson,
        ScheduledFor = run,
        IdempotencyKey = Key(schedule.Name, run),
        Tags = [.. schedule.Job.Tags, Tag(schedule.Name)],
    };

    /// <summary>On every job of a schedule.</summary>
    public static string Tag(string name) => $"schedule:{name}";

    /// <summary>Why the job of the run before was cancelled.</summary>
    public static string ReplacedBy(string name) => $"replaced by the next run of schedule {name}";

    /// <summary>The same for one run wherever and however often it is fired.</summary>
    public static string Key(string name, DateTimeOffset run) => $"schedule:{name}@{Text(run)}";

    private static (IReadOnlyList<DateTimeOffset> Runs, string? Skipped) Due(ScheduleRow row, DateTimeOffset now)
    {
        var schedule = row.Definition;
        if (row.NextRunAt is not { } first || first > now)
            return ([], null);
        // From what has been dealt with and not from the next run as it was once reckoned: the rules of a zone may have
        // changed since, and then the run is found where it is by the rules of today.
        var runs = row.Timing.Latest(row.ReckonedAt, now, schedule.Missed == MissedRuns.CatchUp ? schedule.CatchUpLimit : 1);
        if (schedule.Missed == MissedRuns.Skip && runs.Count > 0 && now - runs[^1] > schedule.LateAfter)
            return ([], Missed);
        return (runs, runs.Count > 0 && first < runs[0] ? Missed : null);
    }

    private static ScheduleRow After(ScheduleRow row, DateTimeOffset now, IReadOnlyList<DateTimeOffset> runs, DateTimeOffset? queued, string? skipped)
    {
        var after = ScheduleRules.Reckoned(row with
        {
            ReckonedAt = now > row.ReckonedAt ? now : row.ReckonedAt,
            QueuedFor = null,
            PausedAt = null,
            PausedUntil = null,
            PauseReason = null,
            LastRunAt = runs.Count > 0 ? runs[^1] : row.LastRunAt,
            LastFiredAt = runs.Count > 0 ? now : row.LastFiredAt,
            SkippedAt = skipped is null ? row.SkippedAt : now,
            SkipReason = skipped ?? row.SkipReason,
            Error = null,
        });
        return queued is null ? after : after with { QueuedFor = queued, DueAt = after.NextRunAt < now + LookAgain ? after.NextRunAt : now + LookAgain };
    }

    private static string WithMember(string payloadJson, string member, DateTimeOffset run)
    {
        var payload = JsonNode.Parse(payloadJson)!.AsObject();
        payload[member] = Text(run);
        return payload.ToJsonString();
    }

    private static string Text(DateTimeOffset run) => run.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
}
