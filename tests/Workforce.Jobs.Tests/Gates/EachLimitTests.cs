using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Workforce.Jobs.Gates;

namespace Workforce.Jobs.Tests.Gates;

/// <summary>Limits that hold for each tenant, queue, kind or key apart.</summary>
public sealed class EachLimitTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("each tenant", 3)]
    [InlineData("each queue", 4)]
    [InlineData("each kind", 4)]
    [InlineData("each customer", 1)]
    [InlineData("each customer", 2)]
    [InlineData("each customer of each tenant", 1)]
    [InlineData("each tenant, first", 2)]
    public async Task Never_more_than_allowed_run_at_once_of_each_over_several_processes_and_all_run(string each, int most)
    {
        await using var engine = await Engine.StartAsync();
        var (now, peak) = (new ConcurrentDictionary<string, int>(), new ConcurrentDictionary<string, int>());
        for (var n = 0; n < 3; n++)
            await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First).Add<Note, Does>(Kinds.Second), services: s => s.AddSingleton<Doing>(async (note, job, ct) =>
            {
                string[] parts = [.. Parts(job.TenantId, job.Kind, note.Number), "in all"];
                foreach (var part in parts)
                {
                    var count = now.AddOrUpdate(part, 1, (_, c) => c + 1);
                    peak.AddOrUpdate(part, count, (_, p) => Math.Max(p, count));
                }
                await Task.Delay(1 + (note.Number % 3), ct);
                foreach (var part in parts)
                    now.AddOrUpdate(part, 0, (_, c) => c - 1);
                return JobOutcome.Complete();
            }));
        var host = await engine.ClientHostAsync(new());
        var limit = JobLimit.Running(each == "each tenant, first" ? JobScope.Queue("first") : JobScope.All(), most);
        await host.Services.GetRequiredService<GateClient>().LimitAsync(each switch
        {
            "each tenant" or "each tenant, first" => limit.ForEachTenant(),
            "each queue" => limit.ForEach(ScopeOf.Queue),
            "each kind" => limit.ForEach(ScopeOf.Kind),
            "each customer" => limit.ForEachKey("customer:"),
            _ => limit.ForEachKey("customer:").ForEachTenant(),
        }, Ct);
        await host.Services.GetRequiredService<JobClient>().EnqueueManyAsync(
            [.. Enumerable.Range(0, 300).Select(n => NewJob.Of(n % 3 == 0 ? Kinds.Second : Kinds.First, new Note(n), new Guid((n % 4) + 1, 0, 0, new byte[8])) with { Keys = Keys(n) })], Ct);

        await engine.UntilAsync("select count(*) = 300 from jobs.job_history where state = 'completed' and attempt = 1");

        Assert.All(peak.Where(p => p.Key != "in all"), part => Assert.InRange(part.Value, 1, most));
        // The others are not held up by it.
        Assert.InRange(peak["in all"], most + 1, 48);

        IEnumerable<string> Parts(Guid tenant, string kind, int number) => each switch
        {
            "each tenant" => [$"{tenant}"],
            "each tenant, first" => kind == "first.note" ? [$"{tenant}"] : [],
            "each queue" or "each kind" => [kind],
            "each customer" => Keys(number).Where(k => k.StartsWith("customer:", StringComparison.Ordinal)),
            _ => Keys(number).Where(k => k.StartsWith("customer:", StringComparison.Ordinal)).Select(k => $"{tenant} {k}"),
        };
    }

    // Some name two customers, some none.
    private static string[] Keys(int n) => n % 5 == 0 ? ["model:large"] : n % 7 == 0 ? [$"customer:{n % 6}", $"customer:{(n + 1) % 6}"] : [$"customer:{n % 6}"];

    [Fact]
    public async Task No_more_than_allowed_start_of_each_in_any_time_of_the_length_and_the_next_as_soon_as_there_is_room()
    {
        await using var engine = await Engine.StartAsync();
        for (var n = 0; n < 2; n++)
            await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), services: s => s.AddSingleton<Doing>((_, _, _) => Task.FromResult(JobOutcome.Complete())));
        var host = await engine.ClientHostAsync(new());
        await host.Services.GetRequiredService<GateClient>().LimitAsync(JobLimit.Starts(JobScope.All(engine.Tenant), 4, TimeSpan.FromMilliseconds(600)).ForEachKey("agent:"), Ct);
        await host.Services.GetRequiredService<JobClient>().EnqueueManyAsync(
            [.. Enumerable.Range(0, 60).Select(n => NewJob.Of(Kinds.First, new Note(n), engine.Tenant) with { Keys = n < 50 ? [$"agent:{n % 5}"] : [] })], Ct);

        await engine.UntilAsync("select count(*) = 60 from jobs.job_history");

        // Each window that begins with a start, by key.
        Assert.Equal(4, await engine.QueryAsync<long>("""
            select max(jobs) from (select (select count(*) from jobs.job_history b where b.keys = a.keys and b.started_at >= a.started_at and b.started_at < a.started_at + interval '600 milliseconds') as jobs
                from jobs.job_history a where a.keys is not null) windows
            """));
        // Of each ten in rounds of four, all keys side by side.
        Assert.InRange(await engine.QueryAsync<double>("select extract(epoch from max(started_at) - min(started_at))::double precision from jobs.job_history"), 1.2, 2.6);
    }

    [Fact]
    public async Task What_was_spent_is_settled_with_the_one_it_was_reserved_from_and_each_is_listed()
    {
        await using var engine = await Engine.StartAsync();
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), services: s => s.AddSingleton<Doing>((note, job, _) =>
        {
            job.Spend("tokens", note.Number);
            return Task.FromResult(JobOutcome.Complete());
        }));
        var (client, gates) = (worker.Services.GetRequiredService<JobClient>(), worker.Services.GetRequiredService<GateClient>());
        await gates.LimitAsync(JobLimit.Budget(JobScope.Queue("first"), "tokens", 100, TimeSpan.FromDays(1)).ForEachKey("model:").ForEachTenant(), Ct);
        var other = Guid.CreateVersion7();
        foreach (var (tenant, key, tokens) in (IReadOnlyList<(Guid, string, int)>)[(engine.Tenant, "model:large", 70), (engine.Tenant, "model:small", 5), (other, "model:large", 9)])
            await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(tokens), tenant) with { Keys = [key], Costs = new Dictionary<string, decimal> { ["tokens"] = 50 } }, Ct);
        await engine.UntilAsync("select count(*) = 3 from jobs.job_history");
        await worker.StopAsync(Ct);

        var use = Assert.Single(await gates.LimitsAsync(engine.Tenant, Ct));
        Assert.Equal((70, "100 tokens in 1.00:00:00 for queue first, each key model:… of each tenant apart"), (use.Used, use.Limit.ToString()));
        Assert.Equal([new("model:large", 70), new("model:small", 5)], use.Parts);
        Assert.Equal([new PartUse("model:large", 9)], Assert.Single(await gates.LimitsAsync(other, Ct)).Parts);
    }

    [Fact]
    public async Task The_one_that_is_full_is_named_pullers_count_and_those_of_others_stay_unnamed()
    {
        await using var engine = await Engine.StartAsync();
        var host = await engine.ClientHostAsync(new());
        var (client, gates) = (host.Services.GetRequiredService<JobClient>(), host.Services.GetRequiredService<GateClient>());
        var (user, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var (keyed, tenants) = (JobLimit.Running(JobScope.Queue("first"), 1).ForEachKey("customer:"), JobLimit.Running(JobScope.All(), 2).ForEachTenant());
        await gates.LimitAsync(keyed, Ct);
        await gates.LimitAsync(tenants, Ct);
        async Task<Guid> AddAsync(Guid tenant, params string[] keys) => (await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), tenant) with { UserId = user, Keys = keys }, Ct)).JobId;
        async Task<Guid[]> PullAsync(Guid tenant) => [.. (await client.PullAsync(tenant, user, "first", [], 10, TimeSpan.FromMinutes(1), Ct)).Select(j => j.Id)];
        async Task<string[]> WhyAsync(Guid tenant, Guid job) => [.. (await client.ExplainAsync(tenant, job, Ct))!.Holds.Where(h => h.Why == HoldReason.Limited).Select(h => h.Text)];
        var (one, same, second, third) = (await AddAsync(engine.Tenant, "customer:1"), await AddAsync(engine.Tenant, "customer:1", "x"), await AddAsync(engine.Tenant, "customer:2"), await AddAsync(engine.Tenant, "y"));
        var theirs = await AddAsync(other, "customer:2");

        Assert.Equal([one], await PullAsync(engine.Tenant));
        Assert.Equal([second], await PullAsync(engine.Tenant));
        Assert.Empty(await PullAsync(engine.Tenant));
        Assert.Empty(await PullAsync(other));

        Assert.Equal([$"The limit of 2 running for everything, as for each tenant, is reached: held by {one}, {second}."], await WhyAsync(engine.Tenant, third));
        Assert.Equal([$"The limit of 2 running for everything, as for each tenant, is reached: held by {one}, {second}.", $"The limit of 1 running for key customer:1 of queue first, as for each key customer:…, is reached: held by {one}."], await WhyAsync(engine.Tenant, same));
        Assert.Equal(["The limit of 1 running for key customer:2 of queue first, as for each key customer:…, is reached: held by others."], await WhyAsync(other, theirs));
        Assert.Equivalent(new LimitUse[] { new(tenants, 2, []), new(keyed, 1, []) }, await gates.LimitsAsync(engine.Tenant, Ct), strict: true);
        Assert.Equivalent(new LimitUse[] { new(tenants, 0, []), new(keyed, 1, []) }, await gates.LimitsAsync(other, Ct), strict: true);

        Assert.False(await gates.LiftAsync(keyed.Scope, "running", null, Ct));
        Assert.True(await gates.LiftAsync(keyed.Scope, "running", keyed.Each, Ct));
        Assert.Equal([theirs], await PullAsync(other));
        await gates.LimitAsync(JobLimit.Running(JobScope.All(), 3).ForEachTenant(), Ct);
        Assert.Equal([same], await PullAsync(engine.Tenant));
        Assert.Equal(3, Assert.Single(await gates.LimitsAsync(engine.Tenant, Ct)).Limit.Most);
    }

    [Fact]
    public async Task Malformed_ones_are_refused()
    {
        await using var engine = await Engine.StartAsync();
        var gates = (await engine.ClientHostAsync(new())).Services.GetRequiredService<GateClient>();
        async Task<string> LimitAsync(JobLimit limit) => (await Assert.ThrowsAsync<ArgumentException>(() => gates.LimitAsync(limit, Ct))).Message;

        Assert.Equal("Each has tenants, and Scope is of one tenant.", await LimitAsync(JobLimit.Running(JobScope.All(engine.Tenant), 1).ForEachTenant()));
        Assert.StartsWith("Each is 'each key ppp", await LimitAsync(JobLimit.Running(JobScope.All(), 1).ForEachKey(new('p', 201))), StringComparison.Ordinal);
        Assert.StartsWith("Key is not Queue or Kind.", Assert.Throws<ArgumentException>(() => JobLimit.Running(JobScope.All(), 1).ForEach(ScopeOf.Key)).Message, StringComparison.Ordinal);
        Assert.Equal(0, await engine.QueryAsync<long>("select count(*) from jobs.job_limit"));
    }
}
