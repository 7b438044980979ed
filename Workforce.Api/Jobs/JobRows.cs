using System.Text.Json;
using Workforce.Contracts.Jobs;
using Workforce.Jobs;

namespace Workforce.Api.Jobs;

/// <summary>The engine's jobs and events as the wire shows them.</summary>
internal static class JobRows
{
    public static JobSummary Summary(Workforce.Jobs.JobDetails job) => new(
        job.Id,
        job.Kind,
        job.Queue,
        job.Source,
        job.Kind[(job.Queue.Length + 1)..],
        job.State.Wire(),
        job.Priority,
        job.Attempt,
        job.MaxAttempts,
        job.CorrelationId,
        job.ParentId,
        job.IdempotencyKey,
        job.State is JobState.Completed ? 100 : job.Percent,
        job.Message,
        job.Errors.Count > 0 ? job.Errors[^1].Error : job.State is JobState.Cancelled ? job.Reason : null,
        job.CreatedAt,
        job.DueAt,
        job.StartedAt,
        job.FinishedAt);

    public static Contracts.Jobs.JobDetails Details(Workforce.Jobs.JobDetails job) => new(
        Summary(job),
        JsonElement.Parse(job.PayloadJson),
        job.ResultJson is null ? null : JsonElement.Parse(job.ResultJson),
        [.. job.Errors.Select(error => new JobAttemptError(error.Attempt, error.At, error.Worker, error.Error))],
        job.Errors.Count > 0 ? job.Errors[^1].Worker : null,
        job.LeaseEpoch);

    public static JobEventMessage Event(JobEvent e) =>
        new(e.Id, e.JobId, e.CorrelationId, e.Kind, e.Queue, e.Source, e.Type, e.Attempt, e.Percent, e.Message, e.At, e.Level);
}
