using Microsoft.Extensions.DependencyInjection;
using Workforce.Jobs.Running;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Tests;

public sealed class RetryTests
{
    [Theory]
    [InlineData(1, 0.5, 2_000)]
    [InlineData(1, 0.0, 1_600)]
    [InlineData(1, 0.999999, 2_400)]
    [InlineData(2, 0.5, 4_000)]
    [InlineData(3, 0.5, 8_000)]
    // The last one under the cap of 300 s, the first one over it, and far beyond.
    [InlineData(8, 0.5, 256_000)]
    [InlineData(9, 0.5, 300_000)]
    [InlineData(9, 0.0, 240_000)]
    [InlineData(9, 0.999999, 300_000)]
    [InlineData(1000, 0.5, 300_000)]
    public void Delays_double_from_two_seconds_up_to_five_minutes_with_a_fifth_of_jitter(int attempt, double random, double milliseconds) =>
        Assert.Equal(milliseconds, RetryPolicy.Default.DelayAfter(attempt, random).TotalMilliseconds, tolerance: 1);

    [Fact]
    public void There_is_no_attempt_before_the_first() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RetryPolicy.Default.DelayAfter(0, 0.5));

    [Theory]
    [InlineData(2, 3, SettlementKind.Retry)]
    [InlineData(3, 3, SettlementKind.Fail)]
    [InlineData(4, 3, SettlementKind.Fail)]
    internal void A_retry_after_the_last_attempt_is_a_failure(int attempt, int max, SettlementKind expected) =>
        Assert.Equal(expected, OutcomeRules.Retry(Job(attempt, max, deadline: null), "e", TimeSpan.FromSeconds(2), Now).How);

    [Theory]
    [InlineData(2.001, SettlementKind.Retry)]
    [InlineData(2.0, SettlementKind.Fail)]
    [InlineData(1.999, SettlementKind.Fail)]
    internal void A_retry_that_could_only_start_past_the_deadline_is_a_failure(double deadlineSeconds, SettlementKind expected) =>
        Assert.Equal(expected, OutcomeRules.Retry(Job(1, 3, Now.AddSeconds(deadlineSeconds)), "e", TimeSpan.FromSeconds(2), Now).How);

    [Fact]
    public async Task A_job_that_throws_runs_again_after_its_delay_until_its_last_attempt_and_keeps_every_error()
    {
        await using var engine = await Engine.StartAsync();
        var worker = await engine.WorkerAsync(
            c => c.Add<Note, Does>(Kinds.First with { Retry = new(TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(1), Jitter: 0) }),
            o => o.WorkerName = "w",
            services: s => s.AddSingleton<Doing>((_, job, _) => throw new InvalidOperationException($"no {job.Attempt} \0")));
        var client = worker.Services.GetRequiredService<JobClient>();
        var enqueued = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant), default);

        var job = await engine.UntilAsync(client, enqueued.JobId, JobState.Failed);

        Assert.Equal([.. Enumerable.Range(1, 3).Select(n => $"{n} w InvalidOperationException: no {n} \uFFFD")], job.Errors.Select(e => $"{e.Attempt} {e.Worker} {e.Error}"));
        Assert.Equal((3, 3L), (job.Attempt, job.LeaseEpoch));
        Assert.True(job.Errors[1].At - job.Errors[0].At >= TimeSpan.FromMilliseconds(300));
        Assert.True(job.Errors[2].At - job.Errors[1].At >= TimeSpan.FromMilliseconds(600));
        Assert.Equal(["enqueued", "started", "retrying", "started", "retrying", "started", "failed"], await engine.EventTypesAsync());

        Assert.True(await client.RetryAsync(engine.Tenant, job.Id, default));
        var again = await engine.UntilAsync(client, job.Id, j => j.State == JobState.Failed && j.Errors.Count == 6);
        Assert.Equal((3, 6L), (again.Attempt, again.LeaseEpoch));
        Assert.False(await client.RetryAsync(Guid.CreateVersion7(), job.Id, default));
    }

    [Fact]
    public async Task Every_outcome_leads_to_its_state()
    {
        await using var engine = await Engine.StartAsync();
        var until = DateTimeOffset.UtcNow.AddHours(1);
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), services: s => s.AddSingleton<Doing>((note, _, _) => Task.FromResult(note.Text switch
        {
            "complete" => JobOutcome.CompleteJson("[1]"),
            "fail" => JobOutcome.Fail("broken"),
            "cancel" => JobOutcome.Cancel("not needed"),
            "wait" => JobOutcome.Wait("for approval"),
            "snooze" => JobOutcome.Snooze(until),
            "retry" => JobOutcome.Retry("vendor is busy", TimeSpan.FromHours(1)),
            _ => JobOutcome.CompleteJson("{no json"),
        })));
        var client = worker.Services.GetRequiredService<JobClient>();
        async Task<JobDetails> RunAsync(string text)
        {
            var enqueued = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1, text), engine.Tenant), default);
            return await engine.UntilAsync(client, enqueued.JobId, j => j.State is not (JobState.Pending or JobState.Processing) || j.DueAt == until);
        }

        var complete = await RunAsync("complete");
        Assert.Equal((JobState.Completed, "[1]", 1), (complete.State, complete.ResultJson, complete.Attempt));
        var fail = await RunAsync("fail");
        Assert.Equal((JobState.Failed, "broken", 1), (fail.State, fail.Errors.Single().Error, fail.Attempt));
        var cancel = await RunAsync("cancel");
        Assert.Equal((JobState.Cancelled, "not needed"), (cancel.State, cancel.Reason));
        var wait = await RunAsync("wait");
        Assert.Equal((JobState.Waiting, "for approval", 0), (wait.State, wait.Reason, wait.Attempt));
        var retry = await RunAsync("retry");
        Assert.Equal((JobState.Retrying, "vendor is busy", 1), (retry.State, retry.Errors.Single().Error, retry.Attempt));
        Assert.InRange(retry.DueAt, until.AddMinutes(-1), until.AddMinutes(5));
        var unstorable = await RunAsync("no json");
        Assert.Equal(JobState.Failed, unstorable.State);
        Assert.StartsWith("its end could not be stored: invalid input syntax for type json", unstorable.Errors.Single().Error, StringComparison.Ordinal);
        // Stored to the microsecond.
        until = new(until.Ticks / 10 * 10, TimeSpan.Zero);
        var snooze = await RunAsync("snooze");
        Assert.Equal((JobState.Pending, 0, until), (snooze.State, snooze.Attempt, snooze.DueAt));
        Assert.True(await client.WakeAsync(engine.Tenant, wait.Id, default));
        Assert.Equal(2, (await engine.UntilAsync(client, wait.Id, j => j.State == JobState.Waiting && j.LeaseEpoch == 2)).LeaseEpoch);
    }

    [Fact]
    public async Task A_handler_that_takes_too_long_is_stopped_and_one_that_ignores_that_is_abandoned()
    {
        await using var engine = await Engine.StartAsync();
        var logs = new Testing.TestLogs().Expect("ignored its token (TimedOut) and was abandoned");
        var forever = new TaskCompletionSource();
        var worker = await engine.WorkerAsync(
            c => c.Add<Note, Does>(Kinds.First), o => (o.AbandonAfter, o.Concurrency) = (TimeSpan.FromMilliseconds(50), 1), logs: logs,
            services: s => s.AddSingleton<Doing>(async (note, _, ct) =>
            {
                if (note.Text == "obeys")
                    await Task.Delay(Timeout.Infinite, ct);
                else if (note.Text == "ignores")
                    await forever.Task;
                else if (note.Text == "blocks")
                    forever.Task.Wait(CancellationToken.None);
                return JobOutcome.Complete();
            }));
        var client = worker.Services.GetRequiredService<JobClient>();
        async Task<JobDetails> RunAsync(string text, JobState state)
        {
            var job = NewJob.Of(Kinds.First, new Note(1, text), engine.Tenant) with { Timeout = TimeSpan.FromMilliseconds(100), MaxAttempts = 1 };
            return await engine.UntilAsync(client, (await client.EnqueueAsync(job, default)).JobId, state);
        }

        Assert.Equal("timed out after 00:00:00.1000000", (await RunAsync("obeys", JobState.Failed)).Errors.Single().Error);
        Assert.Equal("timed out after 00:00:00.1000000; the handler ignored its token and was abandoned", (await RunAsync("ignores", JobState.Failed)).Errors.Single().Error);
        Assert.Equal("timed out after 00:00:00.1000000; the handler ignored its token and was abandoned", (await RunAsync("blocks", JobState.Failed)).Errors.Single().Error);
        // The one slot there is works on.
        await RunAsync("quick", JobState.Completed);
        forever.SetResult();
    }

    [Fact]
    public async Task A_job_whose_deadline_has_passed_is_failed_and_not_started()
    {
        await using var engine = await Engine.StartAsync();
        var started = 0;
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), services: s => s.AddSingleton<Doing>(async (_, _, ct) =>
        {
            started++;
            await Task.Delay(Timeout.Infinite, ct);
            return JobOutcome.Complete();
        }));
        var client = worker.Services.GetRequiredService<JobClient>();
        var past = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant) with { Deadline = DateTimeOffset.UtcNow.AddSeconds(-1) }, default);
        Assert.Contains("passed before the job could start", (await engine.UntilAsync(client, past.JobId, JobState.Failed)).Errors.Single().Error, StringComparison.Ordinal);
        Assert.Equal(0, started);

        var soon = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant) with { Deadline = DateTimeOffset.UtcNow.AddSeconds(1) }, default);
        var failed = await engine.UntilAsync(client, soon.JobId, JobState.Failed);
        Assert.Equal($"the deadline {failed.Deadline:O} passed", failed.Errors.Single().Error);
        Assert.Equal((1, 1), (started, failed.Attempt));
    }

    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private static ClaimedJob Job(int attempt, int max, DateTimeOffset? deadline) => new(
        Guid.Empty, Guid.Empty, attempt, null, Guid.Empty, null, "first.note", "first", null, attempt, max, default, Now.UtcDateTime, Now.UtcDateTime, TimeSpan.FromMinutes(5), deadline, null, "{}");
}
