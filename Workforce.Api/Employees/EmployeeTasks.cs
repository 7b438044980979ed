using System.Text.Json;
using Workforce.Contracts.Employees;
using Workforce.Jobs;

namespace Workforce.Api.Employees;

/// <summary>Jobs as the hand-over endpoints show them.</summary>
internal static class EmployeeTasks
{
    // Keys of callers live apart from the pipeline's own: nobody can take the key of a hand-over that is still to come.
    private const string KeyMark = "dispatch:";

    public static string KeyOf(string given) => KeyMark + given;

    public static EmployeeTask Of(PulledJob job, DateTimeOffset now) => new(
        job.Id,
        job.UserId,
        job.Source,
        job.Queue,
        job.Kind[(job.Queue.Length + 1)..],
        JsonElement.Parse(job.PayloadJson),
        job.CorrelationId,
        job.IdempotencyKey?.StartsWith(KeyMark, StringComparison.Ordinal) == true ? job.IdempotencyKey[KeyMark.Length..] : job.IdempotencyKey,
        JobState.Processing.Wire(),
        Result: null,
        ErrorSummary: null,
        job.Attempt,
        job.CreatedAt,
        ProcessedAt: null,
        UpdatedAt: now,
        job.LeaseEpoch,
        job.LeaseExpiresAt);
}
