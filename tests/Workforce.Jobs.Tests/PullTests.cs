namespace Workforce.Jobs.Tests;

public sealed class PullTests
{
    private static readonly Guid Me = Guid.CreateVersion7();
    private static readonly Guid Other = Guid.CreateVersion7();

    [Fact]
    public async Task A_person_pulls_their_own_due_jobs_of_a_queue_and_ends_them()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        async Task<Guid> AddAsync(JobKind<Note> kind, Guid user, byte priority = 5, int scheduled = -1) => (await client.EnqueueAsync(
            NewJob.Of(kind, new Note(1), engine.Tenant) with { UserId = user, Priority = priority, Source = "prime", ScheduledFor = DateTimeOffset.UtcNow.AddMinutes(scheduled) }, default)).JobId;
        var second = await AddAsync(Kinds.First, Me);
        var first = await AddAsync(Kinds.First, Me, priority: 1);
        await AddAsync(Kinds.First, Me, scheduled: 5);
        await AddAsync(Kinds.First, Other);
        await AddAsync(Kinds.Second, Me);

        Assert.Empty(await client.PullAsync(engine.Tenant, Me, "first", ["first.note"], 5, TimeSpan.FromMinutes(1), default));
        var pulled = await client.PullAsync(engine.Tenant, Me, "first", ["second.note"], 5, TimeSpan.FromMinutes(1), default);

        Assert.Equal([first, second], pulled.Select(j => j.Id));
        Assert.Equal(("first.note", "first", "prime", """{"number":1,"text":""}""", 1, 3, 1L), (pulled[0].Kind, pulled[0].Queue, pulled[0].Source, pulled[0].PayloadJson, pulled[0].Attempt, pulled[0].MaxAttempts, pulled[0].LeaseEpoch));
        Assert.InRange(pulled[0].LeaseExpiresAt, DateTimeOffset.UtcNow.AddSeconds(30), DateTimeOffset.UtcNow.AddSeconds(90));
        Assert.Empty(await client.PullAsync(engine.Tenant, Me, "first", [], 5, TimeSpan.FromMinutes(1), default));
        Assert.Equal(new(PullStatus.Done), await client.CompletePulledAsync(engine.Tenant, Me, first, 1, """{"ok":true}""", default));
        Assert.Equal(new(PullStatus.AlreadyDone), await client.CompletePulledAsync(engine.Tenant, Me, first, null, null, default));
        Assert.Equal("""{"ok":true}""", (await client.GetAsync(engine.Tenant, first, default))!.ResultJson);
        Assert.Equal(new(PullStatus.Stale), await client.CompletePulledAsync(engine.Tenant, Me, second, 2, null, default));
        Assert.Equal(new(PullStatus.NotFound), await client.CompletePulledAsync(engine.Tenant, Other, second, 1, null, default));
        Assert.Equal(new(PullStatus.NotFound), await client.CompletePulledAsync(Guid.CreateVersion7(), Me, second, 1, null, default));
        Assert.Equal(new(PullStatus.Done, Retrying: true), await client.FailPulledAsync(engine.Tenant, Me, second, null, "no luck", default));
        Assert.Equal(new(PullStatus.AlreadyDone, Retrying: true), await client.FailPulledAsync(engine.Tenant, Me, second, 1, "no luck", default));
        Assert.Equal(new(PullStatus.NotHeld), await client.CompletePulledAsync(engine.Tenant, Me, second, null, null, default));
        var failed = (await client.GetAsync(engine.Tenant, second, default))!;
        Assert.Equal((JobState.Retrying, $"puller {Me}", "no luck"), (failed.State, failed.Errors.Single().Worker, failed.Errors.Single().Error));
    }

    [Fact]
    public async Task The_last_attempt_of_a_puller_fails_the_job()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        var job = (await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant) with { UserId = Me, MaxAttempts = 1 }, default)).JobId;
        await client.PullAsync(engine.Tenant, Me, "first", [], 1, TimeSpan.FromMinutes(1), default);

        Assert.Equal(new(PullStatus.Done, Retrying: false), await client.FailPulledAsync(engine.Tenant, Me, job, 1, "no luck", default));
        Assert.Equal(new(PullStatus.AlreadyDone), await client.FailPulledAsync(engine.Tenant, Me, job, 1, "no luck", default));
        Assert.Equal(JobState.Failed, (await client.GetAsync(engine.Tenant, job, default))!.State);
    }

    [Fact]
    public async Task A_lease_that_ran_out_is_handed_out_again_and_its_holder_is_refused()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        var job = (await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant) with { UserId = Me, MaxAttempts = 2 }, default)).JobId;
        var first = Assert.Single(await client.PullAsync(engine.Tenant, Me, "first", [], 1, TimeSpan.FromMilliseconds(1), default));
        await engine.UntilAsync("select lease_expires_at < now() from jobs.job");

        var second = Assert.Single(await client.PullAsync(engine.Tenant, Me, "first", [], 1, TimeSpan.FromMilliseconds(1), default));

        Assert.Equal((1L, 2L, 2), (first.LeaseEpoch, second.LeaseEpoch, second.Attempt));
        Assert.Equal(new(PullStatus.Stale), await client.CompletePulledAsync(engine.Tenant, Me, job, 1, null, default));
        await engine.UntilAsync("select lease_expires_at < now() from jobs.job");
        Assert.Empty(await client.PullAsync(engine.Tenant, Me, "first", [], 1, TimeSpan.FromMinutes(1), default));
        // Without an attempt left it is the rescuer's, in any process that runs jobs.
        await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.Second));
        var failed = await engine.UntilAsync(client, job, JobState.Failed);
        Assert.Equal([.. Enumerable.Range(1, 2).Select(n => $"{n} the lease of puller {Me} ran out")], failed.Errors.Select(e => $"{e.Attempt} {e.Error}"));
    }

    [Theory]
    [InlineData(JobState.Processing, true, null, JobState.Completed, PullStatus.Done)]
    [InlineData(JobState.Processing, true, 4L, JobState.Completed, PullStatus.Done)]
    [InlineData(JobState.Processing, true, 3L, JobState.Completed, PullStatus.Stale)]
    [InlineData(JobState.Processing, true, 5L, JobState.Completed, PullStatus.Stale)]
    [InlineData(JobState.Processing, false, 4L, JobState.Completed, PullStatus.NotHeld)]
    [InlineData(JobState.Completed, false, 4L, JobState.Completed, PullStatus.AlreadyDone)]
    [InlineData(JobState.Completed, false, 3L, JobState.Completed, PullStatus.Stale)]
    [InlineData(JobState.Completed, false, 4L, JobState.Failed, PullStatus.NotHeld)]
    [InlineData(JobState.Failed, false, null, JobState.Failed, PullStatus.AlreadyDone)]
    [InlineData(JobState.Retrying, false, 4L, JobState.Failed, PullStatus.AlreadyDone)]
    [InlineData(JobState.Retrying, false, null, JobState.Failed, PullStatus.NotHeld)]
    [InlineData(JobState.Cancelled, false, 4L, JobState.Completed, PullStatus.NotHeld)]
    [InlineData(JobState.Pending, false, null, JobState.Completed, PullStatus.NotHeld)]
    public void An_answer_is_judged_by_the_lease_it_carries(JobState state, bool mine, long? sent, JobState wanted, PullStatus expected) =>
        Assert.Equal(expected, PullDesk.Judge(new(state, mine ? Me : null, 4, 1, 3), Me, sent, wanted).Status);
}
