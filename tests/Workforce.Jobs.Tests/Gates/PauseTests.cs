using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Workforce.Jobs.Gates;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Tests.Gates;

public sealed class PauseTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("all", "")]
    [InlineData("queue", "first")]
    [InlineData("kind", "first.note")]
    [InlineData("key", "model:large")]
    public async Task What_is_paused_does_not_start_all_else_does_and_it_goes_on_when_resumed(string of, string name)
    {
        await using var engine = await Engine.StartAsync();
        var ran = new ConcurrentQueue<int>();
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First).Add<Note, Does>(Kinds.Second), services: s => s.AddSingleton<Doing>((note, _, _) =>
        {
            ran.Enqueue(note.Number);
            return Task.FromResult(JobOutcome.Complete());
        }));
        var (client, gates) = (worker.Services.GetRequiredService<JobClient>(), worker.Services.GetRequiredService<GateClient>());
        var scope = JobScope.Read(of, name, of == "all" ? engine.Tenant : null);
        await gates.PauseAsync(scope, null, "ada", "out of money", Ct);
        var other = Guid.CreateVersion7();
        var held = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant) with { Keys = ["model:large", "customer:1"] }, Ct);
        await client.EnqueueAsync(NewJob.Of(Kinds.Second, new Note(2), other) with { Keys = ["model:small"] }, Ct);
        await engine.UntilAsync("select exists (select from jobs.job_history where tenant_id = $1)", other);

        Assert.Equal([2], ran);
        Assert.Equal([new JobPause(scope, (await gates.PausesAsync(engine.Tenant, Ct))[0].PausedAt, null, "ada", "out of money")], await gates.PausesAsync(engine.Tenant, Ct));
        Assert.True(await gates.ResumeAsync(scope, Ct));
        await engine.UntilAsync(client, held.JobId, JobState.Completed);
        Assert.False(await gates.ResumeAsync(scope, Ct));
        Assert.Equal([2, 1], ran);
    }

    [Fact]
    public async Task A_pause_until_a_time_ends_then_by_itself()
    {
        await using var engine = await Engine.StartAsync();
        var started = new TaskCompletionSource<DateTimeOffset>();
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), services: s => s.AddSingleton<Doing>((_, _, _) =>
        {
            started.SetResult(DateTimeOffset.UtcNow);
            return Task.FromResult(JobOutcome.Complete());
        }));
        var until = DateTimeOffset.UtcNow + TimeSpan.FromMilliseconds(1400);
        await worker.Services.GetRequiredService<GateClient>().PauseAsync(JobScope.Key("vendor:x"), until, "vendor", "retry after", Ct);
        await worker.Services.GetRequiredService<JobClient>().EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant) with { Keys = ["vendor:x"] }, Ct);

        Assert.InRange(await started.Task.WaitAsync(TimeSpan.FromSeconds(20), Ct) - until, TimeSpan.Zero, TimeSpan.FromMilliseconds(1300));
    }

    [Fact]
    public async Task What_was_claimed_and_has_not_begun_when_the_pause_comes_goes_back_in_line()
    {
        await using var engine = await Engine.StartAsync();
        var running = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), o => (o.Concurrency, o.Beat, o.LostAfterDisconnect) = (1, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6)), services: s => s.AddSingleton<Doing>(async (note, _, _) =>
        {
            if (note.Number >= 100)
                return JobOutcome.Complete();
            running.TrySetResult();
            await finish.Task;
            return JobOutcome.Complete();
        }));
        var (client, gates) = (worker.Services.GetRequiredService<JobClient>(), worker.Services.GetRequiredService<GateClient>());
        // It learns that they take no time, and claims ahead.
        await client.EnqueueManyAsync([.. Enumerable.Range(100, 500).Select(n => NewJob.Of(Kinds.First, new Note(n), engine.Tenant))], Ct);
        await engine.UntilAsync("select count(*) = 500 from jobs.job_history");
        await client.EnqueueManyAsync([.. Enumerable.Range(0, 10).Select(n => NewJob.Of(Kinds.First, new Note(n), engine.Tenant))], Ct);
        await running.Task;
        await engine.UntilAsync("select count(*) = 10 from jobs.job where state = 'processing'");

        await gates.PauseAsync(JobScope.Queue("first", engine.Tenant), null, "ada", "", Ct);

        await engine.UntilAsync("select count(*) = 9 from jobs.job where state = 'pending' and attempt = 0 and rank_at is not null");
        finish.SetResult();
        await engine.UntilAsync("select count(*) = 501 from jobs.job_history");
        Assert.Equal(9, await engine.QueryAsync<long>("select count(*) from jobs.job where state = 'pending'"));
    }

    [Fact]
    public async Task Pullers_are_held_up_like_workers()
    {
        await using var engine = await Engine.StartAsync();
        var host = await engine.ClientHostAsync(new());
        var (client, gates) = (host.Services.GetRequiredService<JobClient>(), host.Services.GetRequiredService<GateClient>());
        var user = Guid.CreateVersion7();
        foreach (var key in (string[])["a", "b"])
            await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant) with { UserId = user, Keys = [key] }, Ct);
        await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant) with { UserId = user, Needs = ["gpu"] }, Ct);
        await gates.PauseAsync(JobScope.Key("a", engine.Tenant), null, "ada", "", Ct);

        Assert.Equal(["b"], (await client.GetAsync(engine.Tenant, Assert.Single(await client.PullAsync(engine.Tenant, user, "first", [], 10, TimeSpan.FromMinutes(1), Ct)).Id, Ct))!.Keys);
        await gates.ResumeAsync(JobScope.Key("a", engine.Tenant), Ct);
        Assert.Single(await client.PullAsync(engine.Tenant, user, "first", [], 10, TimeSpan.FromMinutes(1), Ct));
    }

    [Fact]
    public async Task Thousands_of_paused_keys_do_not_keep_a_free_one_from_being_found()
    {
        await using var engine = await Engine.StartAsync();
        var host = await engine.ClientHostAsync(new());
        var (client, gates) = (host.Services.GetRequiredService<JobClient>(), host.Services.GetRequiredService<GateClient>());
        await client.EnqueueManyAsync([.. Enumerable.Range(0, 3000).Select(n => NewJob.Of(Kinds.First, new Note(n), engine.Tenant) with { Keys = n % 100 == 0 ? [$"{n}"] : [$"{n}", "paused"] })], Ct);
        await gates.PauseAsync(JobScope.Key("paused"), null, "ada", "", Ct);
        await using var database = new JobsDatabase(engine.ConnectionString, 2);
        var worker = await engine.AddWorkerRowAsync();
        var (round, claimed) = (new ClaimRound(), new List<ClaimedJob>());
        // 3000 lanes, 512 a claim: six claims look at all of them once, the spread of the starts takes a few more.
        for (var claim = 0; claim < 18; claim++)
        {
            var answer = await ClaimStatement.ExecuteAsync(database.Source, worker, new(["first.note"], []), 100, round, Ct);
            claimed.AddRange(answer.Jobs);
            round = answer.Next;
            Assert.True(answer.More);
        }

        Assert.Equal([.. Enumerable.Range(0, 30).Select(n => $$"""{"number":{{n * 100}},"text":""}""").Order(StringComparer.Ordinal)], claimed.Select(j => j.PayloadJson).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_pause_without_a_name_or_of_no_kind_is_refused()
    {
        await using var engine = await Engine.StartAsync();
        var gates = (await engine.ClientHostAsync(new())).Services.GetRequiredService<GateClient>();

        Assert.StartsWith("The name of a queue has 0 characters", Assert.Throws<ArgumentException>(() => JobScope.Queue("")).Message, StringComparison.Ordinal);
        Assert.StartsWith("'Mail' is not a job kind", Assert.Throws<ArgumentException>(() => JobScope.Kind("Mail")).Message, StringComparison.Ordinal);
        Assert.StartsWith("by has 0 characters", (await Assert.ThrowsAsync<ArgumentException>(() => gates.PauseAsync(JobScope.All(), null, "", "", Ct))).Message, StringComparison.Ordinal);
        Assert.Equal(0, await engine.QueryAsync<long>("select count(*) from jobs.pause"));
        Assert.Equal("pause_name", (await Assert.ThrowsAsync<PostgresException>(() => engine.ExecuteAsync("insert into jobs.pause (scope, name, paused_by, reason) values ('all', 'x', 'a', '')"))).ConstraintName);
    }
}
