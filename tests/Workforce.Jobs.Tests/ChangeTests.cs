using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workforce.Testing;

namespace Workforce.Jobs.Tests;

/// <summary>What people change about jobs, one and many.</summary>
public sealed class ChangeTests
{
    [Fact]
    public async Task A_job_that_does_not_run_gets_another_priority_time_and_payload()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        var job = (await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant) with { ScheduledFor = DateTimeOffset.UtcNow.AddDays(1) }, default)).JobId;
        var due = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1));

        Assert.True(await client.ChangeAsync(engine.Tenant, job, new() { Priority = 1, ScheduledFor = due, PayloadJson = """{"number":7}""", Timeout = TimeSpan.FromMinutes(9) }, default));

        var changed = (await client.GetAsync(engine.Tenant, job, default))!;
        Assert.Equal((1, due.ToUniversalTime(), """{"number":7}"""), (changed.Priority, changed.DueAt, changed.PayloadJson));
        Assert.Equal("priority 1, scheduled for 2026-01-02 02:04:05Z, timeout 00:09:00, payload", await engine.QueryAsync<string>("select message from jobs.event where type = 'changed'"));
        Assert.Equal(540_000, await engine.QueryAsync<int>("select timeout_ms from jobs.job"));

        Assert.False(await client.ChangeAsync(Guid.CreateVersion7(), job, new() { Priority = 2 }, default));
        await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), services: s => s.AddSingleton<Doing>((note, _, _) => Task.FromResult(JobOutcome.Complete(note.Number))));
        Assert.Equal("7", (await engine.UntilAsync(client, job, JobState.Completed)).ResultJson);
        Assert.False(await client.ChangeAsync(engine.Tenant, job, new() { Priority = 2 }, default));
    }

    [Fact]
    public async Task A_bad_change_is_refused_by_member_and_changes_nothing()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        var job = (await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant), default)).JobId;
        async Task<string> RefusedAsync(JobChange change) => (await Assert.ThrowsAsync<ArgumentException>(() => client.ChangeAsync(engine.Tenant, job, change, default))).Message;

        Assert.Equal("Nothing to change was given.", await RefusedAsync(new()));
        Assert.StartsWith("Priority is 11; expected 1 (first) to 10 (last).", await RefusedAsync(new() { Priority = 11 }), StringComparison.Ordinal);
        Assert.StartsWith("Timeout is 00:00:00; expected more than zero", await RefusedAsync(new() { Timeout = TimeSpan.Zero }), StringComparison.Ordinal);
        Assert.StartsWith("PayloadJson is not valid JSON", await RefusedAsync(new() { Priority = 1, PayloadJson = "{" }), StringComparison.Ordinal);
        Assert.StartsWith("PayloadJson has 1048579 bytes", await RefusedAsync(new() { PayloadJson = $"\"{new string('x', 1_048_577)}\"" }), StringComparison.Ordinal);
        Assert.Equal((5, """{"number":1,"text":""}"""), (await client.GetAsync(engine.Tenant, job, default)) is { } same ? (same.Priority, same.PayloadJson) : default);
    }

    [Fact]
    public async Task A_running_job_is_not_changed()
    {
        await using var engine = await Engine.StartAsync();
        var (running, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), services: s => s.AddSingleton<Doing>(async (_, _, _) =>
        {
            running.SetResult();
            await end.Task;
            return JobOutcome.Complete();
        }));
        var client = await engine.ClientAsync();
        var job = (await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant), default)).JobId;
        await running.Task;

        Assert.False(await client.ChangeAsync(engine.Tenant, job, new() { Priority = 1 }, default));
        end.SetResult();
        Assert.Equal(5, (await engine.UntilAsync(client, job, JobState.Completed)).Priority);
    }

    [Fact]
    public async Task Failed_jobs_run_again_by_the_hundred_and_only_those_the_filter_finds()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        var broken = true;
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First).Add<Note, Does>(Kinds.Second), services: s => s.AddSingleton<Doing>((note, _, _) =>
            Task.FromResult(broken && note.Number % 2 == 0 ? JobOutcome.Fail($"no {note.Number}") : JobOutcome.Complete())));
        var jobs = Enumerable.Range(0, 200).Select(n => NewJob.Of(n % 4 == 0 ? Kinds.First : Kinds.Second, new Note(n), engine.Tenant)).ToArray();
        await client.EnqueueManyAsync(jobs, default);
        await UntilAsync("select count(*) from jobs.job_history", 200);
        Assert.Equal(100, await engine.QueryAsync<long>("select count(*) from jobs.job_history where state = 'failed'"));

        broken = false;
        Assert.Equal(0, await client.RetryManyAsync(Guid.CreateVersion7(), new(), 10_000, default));
        Assert.Equal(1, await client.RetryManyAsync(engine.Tenant, new() { PayloadContainsJson = """{"number":8}""" }, 10_000, default));
        Assert.Equal(3, await client.RetryManyAsync(engine.Tenant, new() { Kind = Kinds.First.Name }, 3, default));
        Assert.Equal(1, await client.RetryManyAsync(engine.Tenant, new() { Text = "no 198" }, 10_000, default));
        await UntilAsync("select count(*) from jobs.job_history where state = 'failed'", 95);
        Assert.Equal(95, await client.RetryManyAsync(engine.Tenant, new(), 10_000, default));
        await UntilAsync("select count(*) from jobs.job_history where state = 'completed'", 200);
        Assert.Equal(0, await client.RetryManyAsync(engine.Tenant, new(), 10_000, default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => client.RetryManyAsync(engine.Tenant, new(), 10_001, default));
        GC.KeepAlive(worker);

        async Task UntilAsync(string sql, long count)
        {
            await foreach (var _ in client.EventsAsync(engine.Tenant, 0, TestContext.Current.CancellationToken))
                if (await engine.QueryAsync<long>(sql) == count)
                    return;
        }
    }

    [Fact]
    public async Task Many_waiting_jobs_are_cancelled_by_what_is_in_them()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        await client.EnqueueManyAsync([.. Enumerable.Range(0, 50).Select(n => NewJob.Of(Kinds.First, new Note(n % 5), engine.Tenant))], default);

        Assert.Equal(10, await client.CancelManyAsync(engine.Tenant, new() { PayloadContainsJson = """{"number":3}""" }, 10_000, default));
        Assert.Equal(4, await client.CancelManyAsync(engine.Tenant, new() { State = JobState.Pending }, 4, default));

        Assert.Equal(36L, await engine.QueryAsync<long>("select count(*) from jobs.job"));
        Assert.Equal(14L, await engine.QueryAsync<long>("select count(*) from jobs.job_history where state = 'cancelled' and reason = 'cancelled by request'"));
        Assert.Equal("PayloadContainsJson", (await Assert.ThrowsAsync<ArgumentException>(() => client.CancelManyAsync(engine.Tenant, new() { PayloadContainsJson = "{" }, 1, default))).ParamName);
    }

    [Fact]
    public async Task What_a_handler_logs_is_kept_with_the_job_in_order_and_sent_live()
    {
        await using var engine = await Engine.StartAsync();
        var logs = new TestLogs().Expect("no luck");
        await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), services: s => s.AddSingleton<Doing>(async (note, job, ct) =>
        {
            job.Log.LogInformation("reading {Number}", note.Number);
            job.Log.LogDebug("not kept");
            for (var line = 0; line < 500; line++)
                job.Log.LogWarning("line {Line}", line);
            job.Log.LogError(new InvalidOperationException("no luck"), "nearly\0done");
            // The job is history when its last lines are stored.
            await using var connection = await engine.AppAsync(job.TenantId);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            var done = await job.CompleteAsync(null, connection, ct);
            await transaction.CommitAsync(ct);
            return done;
        }), logs: logs);
        var client = await engine.ClientAsync();
        var job = (await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(4), engine.Tenant), default)).JobId;

        var lines = new List<JobEvent>();
        await foreach (var happened in client.EventsAsync(engine.Tenant, 0, TestContext.Current.CancellationToken))
            if (happened.Type == "log" && (lines, happened) is var (_, line))
            {
                lines.Add(line);
                if (lines.Count == 502)
                    break;
            }

        Assert.Equal(["reading 4", .. Enumerable.Range(0, 500).Select(n => $"line {n}")], lines.SkipLast(1).Select(line => line.Message));
        Assert.Equal(["information", "warning", "error"], lines.Select(line => line.Level).Distinct());
        Assert.StartsWith("nearly\uFFFDdone\nSystem.InvalidOperationException: no luck", lines[^1].Message, StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Equal((job, 1, Kinds.First.Name), (line.JobId, line.Attempt, line.Kind)));
    }

    [Fact]
    public async Task What_comes_faster_than_it_can_be_stored_is_dropped_and_counted_and_the_handler_never_waits()
    {
        await using var engine = await Engine.StartAsync();
        await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), services: s => s.AddSingleton<Doing>((_, job, _) =>
        {
            for (var line = 0; line < 5000; line++)
                job.Log.LogInformation("line {Line}", line);
            return Task.FromResult(JobOutcome.Complete());
        }));
        var client = await engine.ClientAsync();
        var job = (await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(4), engine.Tenant), default)).JobId;
        await engine.UntilAsync(client, job, JobState.Completed);

        var kept = await engine.QueryAsync<long>("select count(*) from jobs.event where type = 'log' and message like 'line %'");
        var dropped = await engine.QueryAsync<long>("select sum(split_part(message, ' ', 1)::int) from jobs.event where type = 'log' and message like '% lines were dropped here%'");
        Assert.Equal(5000, kept + dropped);
        Assert.InRange(kept, 1000, 4999);
    }
}
