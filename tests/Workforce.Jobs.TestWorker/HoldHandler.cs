using Npgsql;

namespace Workforce.Jobs.TestWorker;

public sealed record Held(int Number);

/// <summary>Holds its job until the process dies.</summary>
public sealed class HoldHandler(NpgsqlDataSource source) : JobHandler<Held>
{
    public static readonly JobKind<Held> Kind = new("hold.forever");

    public override async Task<JobOutcome> HandleAsync(Held payload, JobContext job, CancellationToken ct)
    {
        await using (var command = source.CreateCommand("insert into public.started (job_id, attempt) values ($1, $2)"))
        {
            command.Parameters.Add(new() { Value = job.JobId });
            command.Parameters.Add(new() { Value = job.Attempt });
            await command.ExecuteNonQueryAsync(ct);
        }
        await Task.Delay(Timeout.Infinite, ct);
        return JobOutcome.Complete();
    }
}

/// <summary>Kills its process.</summary>
public sealed class PoisonHandler : JobHandler<Held>
{
    public static readonly JobKind<Held> Kind = new("hold.poison");

    public override Task<JobOutcome> HandleAsync(Held payload, JobContext job, CancellationToken ct)
    {
        System.Diagnostics.Process.GetCurrentProcess().Kill();
        return Task.FromResult(JobOutcome.Complete());
    }
}
