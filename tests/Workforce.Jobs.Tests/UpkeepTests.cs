using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Workforce.Jobs.Storage;
using Workforce.Jobs.Upkeep;

namespace Workforce.Jobs.Tests;

public sealed class UpkeepTests
{
    [Fact]
    public async Task Partitions_are_made_ahead_and_take_over_what_went_to_the_default_one()
    {
        await using var engine = await Engine.StartAsync();
        await engine.ExecuteAsync("""
            insert into jobs.job_history (tenant_id, id, correlation_id, epoch, due_at, created_at, finished_at, timeout_ms, priority, attempt, max_attempts, state, queue, kind, tags, errors, payload)
            select $1, gen_random_uuid(), gen_random_uuid(), 1, at, at, at, 1, 5, 1, 1, 'completed', 'first', 'first.note', '{}', '[]', '{}'
            from unnest('{2001-02-28 23:59:59Z, 2001-03-01 00:00:00Z, 2001-03-31 23:59:59Z, 2001-04-01 00:00:00Z}'::timestamptz[]) at
            """, engine.Tenant);
        Assert.Equal(4, await engine.QueryAsync<long>("select count(*) from jobs.job_history_default"));
        await using var database = new JobsDatabase(engine.ConnectionString, 1);

        Assert.Equal(1, await UpkeepStatements.ExecuteAsync(database.Source, "select jobs.add_history_partition('2001-03-15')::int", null, default));
        Assert.Equal(0, await UpkeepStatements.ExecuteAsync(database.Source, "select jobs.add_history_partition('2001-03-01')::int", null, default));

        Assert.Equal(2, await engine.QueryAsync<long>("select count(*) from jobs.job_history_200103"));
        Assert.Equal((2L, 4L), (await engine.QueryAsync<long>("select count(*) from jobs.job_history_default"), await engine.QueryAsync<long>("select count(*) from jobs.job_history")));
        Assert.Equal("true true", await engine.QueryAsync<string>("select relrowsecurity || ' ' || relforcerowsecurity from pg_class where relname = 'job_history_200103'"));
        Assert.Equal("true true", await engine.QueryAsync<string>("select relrowsecurity || ' ' || relforcerowsecurity from pg_class where relname = 'job_history_default'"));
    }

    [Fact]
    public async Task Months_past_their_time_are_dropped_whole_and_the_last_one_kept_stays()
    {
        await using var engine = await Engine.StartAsync();
        await using var database = new JobsDatabase(engine.ConnectionString, 1);
        foreach (var month in (string[])["2001-01-01", "2001-02-01", "2001-03-01"])
            await engine.ExecuteAsync($"select jobs.add_history_partition('{month}')");

        Assert.Equal(0, await UpkeepStatements.ExecuteAsync(database.Source, "select jobs.drop_history_before('2001-01-31')", null, default));
        Assert.Equal(2, await UpkeepStatements.ExecuteAsync(database.Source, "select jobs.drop_history_before('2001-03-31')", null, default));
        Assert.Equal(1, await UpkeepStatements.ExecuteAsync(database.Source, "select jobs.drop_history_before('2001-04-01')", null, default));
        Assert.Equal(0, await engine.QueryAsync<long>("select count(*) from pg_class where relname like 'job\\_history\\_2001%' and relkind = 'r'"));
    }

    [Fact]
    public async Task What_is_past_its_time_is_pruned_and_what_still_matters_is_kept()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.Second));
        for (var n = 0; n < 4; n++)
            await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(n), engine.Tenant) with { IdempotencyKey = $"{n}" }, default);
        var jobs = await engine.ListAsync("select id::text from jobs.job order by id");
        foreach (var finished in (int[])[0, 1])
            await client.CancelAsync(engine.Tenant, Guid.Parse(jobs[finished]), default);
        // Keys 0 (finished) and 2 (not finished) are old; the two oldest events are old.
        await engine.ExecuteAsync("update jobs.idempotency set created_at = now() - interval '91 days' where key in ('0', '2')");
        await engine.ExecuteAsync("update jobs.event set at = now() - interval '8 days' where id in (select id from jobs.event order by id limit 2)");
        await engine.ExecuteAsync("insert into jobs.worker (id, lock_id, name, kinds, lost_at) values (gen_random_uuid(), 0, 'old', '{}', now() - interval '25 hours'), (gen_random_uuid(), 0, 'new', '{}', now() - interval '23 hours')");

        await worker.Services.GetRequiredService<UpkeepLoop>().RunOnceAsync(default);

        Assert.Equal(["1", "2", "3"], await engine.ListAsync("select key from jobs.idempotency order by key"));
        Assert.Equal(["enqueued", "enqueued", "cancelled", "cancelled"], await engine.EventTypesAsync());
        Assert.Equal(["new"], await engine.ListAsync("select name from jobs.worker where lost_at is not null"));
    }

    [Fact]
    public async Task A_process_is_healthy_when_its_heartbeat_is_fresh_or_the_tables_can_be_reached()
    {
        await using var engine = await Engine.StartAsync();
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First));
        await engine.UntilAsync("select exists (select from jobs.worker where heartbeat_at > started_at)");
        var client = await engine.ClientHostAsync(new Testing.TestLogs().Expect("The jobs tables cannot be reached."));
        async Task<HealthStatus> OfAsync(Microsoft.Extensions.Hosting.IHost host) => (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status;

        Assert.Equal(HealthStatus.Healthy, await OfAsync(worker));
        Assert.Equal(HealthStatus.Healthy, await OfAsync(client));
        await engine.ExecuteAsync("alter schema jobs rename to gone");
        Assert.Equal(HealthStatus.Unhealthy, await OfAsync(client));
        await engine.ExecuteAsync("alter schema gone rename to jobs");
    }

    [Fact]
    public async Task Depth_is_measured_while_somebody_collects_it()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        await client.EnqueueManyAsync([.. Enumerable.Range(0, 3).Select(n => NewJob.Of(Kinds.First, new Note(n), engine.Tenant) with { ScheduledFor = DateTimeOffset.UtcNow.AddSeconds(-60) })], default);
        var measured = new List<string>();
        using var listener = new MeterListener();
        DepthWatch watch = new(new(engine.ConnectionString, 1), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<DepthWatch>.Instance);
        await watch.RunOnceAsync(default);
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == JobsTelemetry.MeterName)
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Add($"{instrument.Name} {string.Join(' ', tags.ToArray().Select(t => t.Value))} {value}"));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => measured.Add($"{instrument.Name} {string.Join(' ', tags.ToArray().Select(t => t.Value))} {value is > 59 and < 120}"));
        listener.Start();
        listener.RecordObservableInstruments();

        Assert.Contains("workforce.jobs.depth first pending 3", measured);
        Assert.Contains("workforce.jobs.oldest first pending True", measured);
    }

    [Fact]
    public async Task A_trace_goes_from_whoever_enqueued_through_the_job_to_its_follow_up()
    {
        await using var engine = await Engine.StartAsync();
        var spans = new System.Collections.Concurrent.ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is JobsTelemetry.ActivitySourceName or "test",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("test");
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First).Add<Note, Does>(Kinds.Second), services: s => s.AddSingleton<Doing>(async (_, job, ct) =>
        {
            if (job.Queue == "second")
                return JobOutcome.Complete();
            await using var connection = await engine.AppAsync(job.TenantId);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await job.EnqueueNextAsync(Kinds.Second, new Note(2), "next", connection, ct);
            var done = await job.CompleteAsync(null, connection, ct);
            await transaction.CommitAsync(ct);
            return done;
        }));
        var client = worker.Services.GetRequiredService<JobClient>();
        ActivityTraceId trace;
        EnqueueResult root;
        using (var request = source.StartActivity("POST /statements")!)
        {
            trace = request.TraceId;
            root = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant), default);
        }
        await engine.UntilAsync("select count(*) = 2 from jobs.job_history");
        await worker.StopAsync(TestContext.Current.CancellationToken);

        var ours = spans.Where(s => s.TraceId == trace).ToList();
        Assert.Equal(["POST /statements", "first.note process", "second.note process"], ours.OrderBy(s => s.StartTimeUtc).Select(s => s.DisplayName));
        Assert.Equal(ours.Single(s => s.DisplayName == "first.note process").SpanId, ours.Single(s => s.DisplayName == "second.note process").ParentSpanId);
        Assert.All(ours.Skip(1), s => Assert.Equal(root.CorrelationId, s.GetTagItem("workforce.job.correlation_id")));
    }
}
