using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Workforce.Jobs.Gates;

namespace Workforce.Jobs.Tests.Gates;

public sealed class LimitTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("all", "", 5)]
    [InlineData("queue", "first", 5)]
    [InlineData("kind", "first.note", 3)]
    [InlineData("key", "model:large", 1)]
    public async Task Never_more_than_allowed_run_at_once_over_several_processes_and_all_run(string of, string name, int most)
    {
        await using var engine = await Engine.StartAsync();
        var (now, peak, peakLimited, limited) = (0, 0, 0, 0);
        for (var n = 0; n < 3; n++)
            await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First).Add<Note, Does>(Kinds.Second), services: s => s.AddSingleton<Doing>(async (note, job, ct) =>
            {
                var mine = of == "all" || (job.Kind == "first.note" && (of != "key" || note.Number % 2 == 0));
                Max(ref peak, Interlocked.Increment(ref now));
                if (mine)
                    Max(ref peakLimited, Interlocked.Increment(ref limited));
                await Task.Delay(1 + (note.Number % 3), ct);
                if (mine)
                    Interlocked.Decrement(ref limited);
                Interlocked.Decrement(ref now);
                return JobOutcome.Complete();
            }));
        var host = await engine.ClientHostAsync(new());
        await host.Services.GetRequiredService<GateClient>().LimitAsync(JobLimit.Running(JobScope.Read(of, name, null), most), Ct);
        await host.Services.GetRequiredService<JobClient>().EnqueueManyAsync(
            [.. Enumerable.Range(0, 300).Select(n => NewJob.Of(n % 3 == 0 ? Kinds.Second : Kinds.First, new Note(n), n % 5 == 0 ? engine.Tenant : new Guid((n % 7) + 1, 0, 0, new byte[8])) with { Keys = n % 2 == 0 ? ["model:large", $"n{n % 4}"] : [] })], Ct);

        await engine.UntilAsync("select count(*) = 300 from jobs.job_history where state = 'completed' and attempt = 1");

        Assert.InRange(peakLimited, 1, most);
        if (of != "all")
            Assert.InRange(peak, most + 1, 48);
    }

    [Fact]
    public async Task No_more_than_allowed_start_in_any_time_of_the_length_and_the_next_as_soon_as_there_is_room()
    {
        await using var engine = await Engine.StartAsync();
        for (var n = 0; n < 2; n++)
            await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), services: s => s.AddSingleton<Doing>((_, _, _) => Task.FromResult(JobOutcome.Complete())));
        var host = await engine.ClientHostAsync(new());
        await host.Services.GetRequiredService<GateClient>().LimitAsync(JobLimit.Starts(JobScope.Key("vendor:x", engine.Tenant), 10, TimeSpan.FromMilliseconds(600)), Ct);
        var client = host.Services.GetRequiredService<JobClient>();
        await client.EnqueueManyAsync([.. Enumerable.Range(0, 35).Select(n => NewJob.Of(Kinds.First, new Note(n), engine.Tenant) with { Keys = ["vendor:x"] })], Ct);

        await engine.UntilAsync("select count(*) = 35 from jobs.job_history");

        // Each window that begins with a start.
        Assert.Equal(10, await engine.QueryAsync<long>("""
            select max(jobs) from (select (select count(*) from jobs.job_history b where b.started_at >= a.started_at and b.started_at < a.started_at + interval '600 milliseconds') as jobs
                from jobs.job_history a) windows
            """));
        // Four rounds of ten: the last begins after three windows, and not a heartbeat later.
        Assert.InRange(await engine.QueryAsync<double>("select extract(epoch from max(started_at) - min(started_at))::double precision from jobs.job_history"), 1.8, 3.2);
    }

    [Fact]
    public async Task Costs_are_reserved_at_the_start_and_settled_with_what_was_spent()
    {
        await using var engine = await Engine.StartAsync();
        var go = new ConcurrentDictionary<int, TaskCompletionSource>();
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), services: s => s.AddSingleton<Doing>(async (note, job, ct) =>
        {
            if (note.Number == 0)
                job.Spend("tokens", 20);
            await go.GetOrAdd(note.Number, _ => new()).Task.WaitAsync(ct);
            if (note.Number == 0)
                job.Spend("tokens", 5);
            return note.Number == 2 ? JobOutcome.Fail("no") : JobOutcome.Complete();
        }));
        var (client, gates) = (worker.Services.GetRequiredService<JobClient>(), worker.Services.GetRequiredService<GateClient>());
        var scope = JobScope.Kind("first.note");
        await gates.LimitAsync(JobLimit.Budget(scope, "tokens", 100, TimeSpan.FromDays(1)), Ct);
        async Task<decimal> UsedAsync() => Assert.Single(await gates.LimitsAsync(engine.Tenant, Ct)).Used;
        async Task<Guid> AddAsync(int number, decimal tokens) =>
            (await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(number), engine.Tenant) with { Costs = new Dictionary<string, decimal> { ["tokens"] = tokens } }, Ct)).JobId;
        Guid[] jobs = [await AddAsync(0, 60), await AddAsync(1, 40.5m), await AddAsync(2, 10)];
        await engine.UntilAsync(client, jobs[0], JobState.Processing);

        // The second would exceed it; the third is behind the second.
        Assert.Equal(60, await UsedAsync());
        Assert.Equal(HoldReason.Limited, (await client.ExplainAsync(engine.Tenant, jobs[1], Ct))!.Holds[0].Why);
        Assert.StartsWith("The limit of 100 tokens in 1.00:00:00 for kind first.note leaves 40; some of it comes free at", (await client.ExplainAsync(engine.Tenant, jobs[1], Ct))!.Holds[0].Text, StringComparison.Ordinal);
        go.GetOrAdd(0, _ => new()).SetResult();
        await engine.UntilAsync(client, jobs[2], JobState.Processing);
        Assert.Equal(25 + 40.5m + 10, await UsedAsync());
        // Who says nothing keeps to what was reserved, whichever way it ends.
        go.GetOrAdd(1, _ => new()).SetResult();
        go.GetOrAdd(2, _ => new()).SetResult();
        await engine.UntilAsync("select count(*) = 3 from jobs.job_history");
        await worker.StopAsync(Ct);
        Assert.Equal(75.5m, await UsedAsync());
    }

    [Fact]
    public async Task A_job_that_costs_more_than_all_of_a_limit_runs_when_nothing_is_used_of_it()
    {
        await using var engine = await Engine.StartAsync();
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), services: s => s.AddSingleton<Doing>((_, _, _) => Task.FromResult(JobOutcome.Complete())));
        var (client, gates) = (worker.Services.GetRequiredService<JobClient>(), worker.Services.GetRequiredService<GateClient>());
        await gates.LimitAsync(JobLimit.Budget(JobScope.All(engine.Tenant), "usd", 1, TimeSpan.FromMilliseconds(600)), Ct);
        await client.EnqueueManyAsync([.. new[] { 0.4m, 3m, 0.5m }.Select((usd, n) => NewJob.Of(Kinds.First, new Note(n), engine.Tenant) with { Costs = new Dictionary<string, decimal> { ["usd"] = usd } })], Ct);

        await engine.UntilAsync("select count(*) = 3 from jobs.job_history");

        var starts = await engine.ListAsync("select extract(epoch from started_at - min(started_at) over ())::numeric(9,3)::text from jobs.job_history order by (payload ->> 'number')::int");
        var seconds = starts.Select(s => double.Parse(s, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.InRange(seconds[1], 0.6, 5);
        Assert.InRange(seconds[2] - seconds[1], 0.6, 5);
    }

    [Fact]
    public async Task What_is_handed_back_before_it_began_has_used_nothing()
    {
        await using var engine = await Engine.StartAsync();
        var running = new TaskCompletionSource();
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), o => (o.Concurrency, o.StopGrace) = (1, TimeSpan.FromMilliseconds(10)), services: s => s.AddSingleton<Doing>(async (note, _, ct) =>
        {
            if (note.Number >= 100)
                return JobOutcome.Complete();
            running.TrySetResult();
            await Task.Delay(Timeout.Infinite, ct);
            return JobOutcome.Complete();
        }));
        var (client, gates) = (worker.Services.GetRequiredService<JobClient>(), (await engine.ClientHostAsync(new())).Services.GetRequiredService<GateClient>());
        await client.EnqueueManyAsync([.. Enumerable.Range(100, 500).Select(n => NewJob.Of(Kinds.First, new Note(n), engine.Tenant))], Ct);
        await engine.UntilAsync("select count(*) = 500 from jobs.job_history");
        await gates.LimitAsync(JobLimit.Starts(JobScope.Queue("first"), 100, TimeSpan.FromHours(1)), Ct);
        await client.EnqueueManyAsync([.. Enumerable.Range(0, 10).Select(n => NewJob.Of(Kinds.First, new Note(n), engine.Tenant))], Ct);
        await running.Task;
        await engine.UntilAsync("select count(*) = 10 from jobs.job where state = 'processing'");
        Assert.Equal(10, Assert.Single(await gates.LimitsAsync(engine.Tenant, Ct)).Used);

        await worker.StopAsync(Ct);

        // The one that had begun and was stopped has started all the same.
        await engine.UntilAsync("select count(*) = 10 from jobs.job where state = 'pending' and attempt = 0");
        await engine.UntilAsync("select sum(amount) = 1 from jobs.limit_use");
        Assert.Equal(1, Assert.Single(await gates.LimitsAsync(engine.Tenant, Ct)).Used);
    }

    [Fact]
    public async Task A_limit_that_is_reached_names_its_holders_and_pullers_count_too()
    {
        await using var engine = await Engine.StartAsync();
        var host = await engine.ClientHostAsync(new());
        var (client, gates) = (host.Services.GetRequiredService<JobClient>(), host.Services.GetRequiredService<GateClient>());
        var user = Guid.CreateVersion7();
        await gates.LimitAsync(JobLimit.Running(JobScope.Queue("first", engine.Tenant), 2), Ct);
        var jobs = (await client.EnqueueManyAsync([.. Enumerable.Range(0, 4).Select(n => NewJob.Of(Kinds.First, new Note(n), engine.Tenant) with { UserId = user })], Ct)).Select(j => j.JobId).ToArray();
        async Task<Guid[]> PullAsync() => [.. (await client.PullAsync(engine.Tenant, user, "first", [], 10, TimeSpan.FromMinutes(1), Ct)).Select(j => j.Id)];

        // One at a time where there is a limit.
        Assert.Equal([jobs[0]], await PullAsync());
        Assert.Equal([jobs[1]], await PullAsync());
        Assert.Empty(await PullAsync());
        Assert.Equal($"The limit of 2 running for queue first is reached: held by {jobs[0]}, {jobs[1]}.", (await client.ExplainAsync(engine.Tenant, jobs[3], Ct))!.Holds[0].Text);
        Assert.Equal(2, Assert.Single(await gates.LimitsAsync(engine.Tenant, Ct)).Used);
        await client.CompletePulledAsync(engine.Tenant, user, jobs[0], null, null, Ct);
        Assert.Equal([jobs[2]], await PullAsync());
        Assert.True(await gates.LiftAsync(JobScope.Queue("first", engine.Tenant), "running", null, Ct));
        Assert.Equal([jobs[3]], await PullAsync());
        Assert.False(await gates.LiftAsync(JobScope.Queue("first", engine.Tenant), "running", null, Ct));
    }

    [Fact]
    public async Task Of_those_that_hold_a_limit_of_all_tenants_a_tenant_is_told_its_own_alone()
    {
        await using var engine = await Engine.StartAsync();
        var host = await engine.ClientHostAsync(new());
        var (client, gates) = (host.Services.GetRequiredService<JobClient>(), host.Services.GetRequiredService<GateClient>());
        var (user, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await gates.LimitAsync(JobLimit.Running(JobScope.Queue("first"), 2), Ct);
        async Task<Guid> AddAsync(Guid tenant) => (await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), tenant) with { UserId = user }, Ct)).JobId;
        async Task<string> WhyAsync(Guid tenant, Guid job) => (await client.ExplainAsync(tenant, job, Ct))!.Holds[0].Text;
        foreach (var tenant in (Guid[])[other, other])
        {
            await AddAsync(tenant);
            Assert.Single(await client.PullAsync(tenant, user, "first", [], 1, TimeSpan.FromMinutes(1), Ct));
        }
        var waiting = await AddAsync(engine.Tenant);

        Assert.Equal("The limit of 2 running for queue first is reached: held by others.", await WhyAsync(engine.Tenant, waiting));

        await gates.LimitAsync(JobLimit.Running(JobScope.Queue("first"), 3), Ct);
        Assert.Single(await client.PullAsync(engine.Tenant, user, "first", [], 1, TimeSpan.FromMinutes(1), Ct));
        Assert.Equal($"The limit of 3 running for queue first is reached: held by {waiting} and others.", await WhyAsync(engine.Tenant, await AddAsync(engine.Tenant)));
        await gates.LimitAsync(JobLimit.Running(JobScope.Queue("first"), 0), Ct);
        Assert.Equal("The limit of 0 running for queue first is reached: nothing may run.", await WhyAsync(other, await AddAsync(other)));
    }

    [Fact]
    public async Task A_killed_holder_makes_room_when_it_is_rescued()
    {
        await using var engine = await Engine.StartAsync();
        var host = await engine.ClientHostAsync(new());
        var (client, gates) = (host.Services.GetRequiredService<JobClient>(), host.Services.GetRequiredService<GateClient>());
        await gates.LimitAsync(JobLimit.Running(JobScope.All(), 1), Ct);
        await client.EnqueueManyAsync([.. Enumerable.Range(0, 2).Select(n => NewJob.Of(Kinds.First, new Note(n), engine.Tenant))], Ct);
        await using var database = new Workforce.Jobs.Storage.JobsDatabase(engine.ConnectionString, 2);
        Assert.Single(await engine.ClaimManyAsync(database, 10, "first.note"));
        Assert.Empty(await engine.ClaimManyAsync(database, 10, "first.note"));

        await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), services: s => s.AddSingleton<Doing>((_, _, _) => Task.FromResult(JobOutcome.Complete())));

        await engine.UntilAsync("select count(*) = 2 from jobs.job_history where state = 'completed'");
    }

    [Fact]
    public async Task Malformed_limits_and_costs_are_refused()
    {
        await using var engine = await Engine.StartAsync();
        var host = await engine.ClientHostAsync(new());
        var (client, gates) = (host.Services.GetRequiredService<JobClient>(), host.Services.GetRequiredService<GateClient>());
        async Task<string> LimitAsync(JobLimit limit) => (await Assert.ThrowsAsync<ArgumentException>(() => gates.LimitAsync(limit, Ct))).Message;
        async Task<string> CostsAsync(string unit, decimal amount) => (await Assert.ThrowsAsync<ArgumentException>(() => client.EnqueueAsync(
            NewJob.Of(Kinds.First, new Note(1), engine.Tenant) with { Costs = new Dictionary<string, decimal> { [unit] = amount } }, Ct))).Message;

        Assert.Equal("Most is -1; expected 0 to 10^15.", await LimitAsync(JobLimit.Running(JobScope.All(), -1)));
        Assert.Equal("Per is 00:00:00.0590000; expected 60 ms to 400 days.", await LimitAsync(JobLimit.Starts(JobScope.All(), 1, TimeSpan.FromMilliseconds(59))));
        Assert.Equal("Measure is 'US $'; expected lower case letters, digits and _, at most 50.", await LimitAsync(JobLimit.Budget(JobScope.All(), "US $", 1, TimeSpan.FromDays(1))));
        Assert.Equal("Per is given: running jobs are limited at any moment.", await LimitAsync(JobLimit.Budget(JobScope.All(), "running", 1, TimeSpan.FromDays(1))));
        Assert.StartsWith("Costs has the unit 'starts'", await CostsAsync("starts", 1), StringComparison.Ordinal);
        Assert.StartsWith("Costs has -1 tokens; expected 0 to 10^15", await CostsAsync("tokens", -1), StringComparison.Ordinal);
        Assert.Equal(0, await engine.QueryAsync<long>("select (select count(*) from jobs.job) + (select count(*) from jobs.job_limit)"));
    }

    private static void Max(ref int peak, int value)
    {
        for (var seen = Volatile.Read(ref peak); value > seen; seen = Volatile.Read(ref peak))
            if (Interlocked.CompareExchange(ref peak, value, seen) == seen)
                return;
    }
}
