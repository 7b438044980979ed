using Npgsql;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Schedules;

/// <summary>A run somebody asked for.</summary>
/// <param name="Job">The job, new or the one that has not finished.</param>
/// <param name="Queue">Who is to be woken.</param>
/// <param name="Cancelled">The job of the run before was cancelled for it.</param>
internal sealed record RunNow(EnqueueResult Job, string Queue, bool Cancelled)
{
    public static async Task<RunNow?> WriteAsync(NpgsqlConnection connection, JobClient jobs, Guid tenantId, string name, CancellationToken ct)
    {
        if (await ScheduleStatements.LockAsync(connection, tenantId, name, ct) is not { } row)
            return null;
        var (schedule, cancelled) = (row.Definition, false);
        var queue = JobKindName.QueueOf(schedule.Job.Kind);
        if (schedule.Overlap != Overlap.Allow && (await DueStatements.UnfinishedAsync(connection, [row], ct)).Count > 0)
        {
            if (schedule.Overlap != Overlap.Replace)
                return new(new(row.LastJobId!.Value, Existing: true, (await jobs.GetAsync(tenantId, row.LastJobId.Value, ct))!.CorrelationId), queue, Cancelled: false);
            cancelled = (await ControlStatements.CancelAsync(connection, tenantId, [row.LastJobId!.Value], FiringRules.ReplacedBy(name), ct)).Count > 0;
        }
        var now = await ScheduleStatements.NowAsync(connection, ct);
        // No key: whoever asks twice gets two, unless the policy says otherwise.
        var job = await jobs.EnqueueAsync(FiringRules.JobOf(schedule, now) with { IdempotencyKey = null }, connection, ct);
        await ScheduleStatements.AdvanceAsync(connection, [row with { LastRunAt = now, LastFiredAt = now, LastJobId = job.JobId }], ct);
        return new(job, queue, cancelled);
    }
}
