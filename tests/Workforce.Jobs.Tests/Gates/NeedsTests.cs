using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Workforce.Jobs.Tests.Gates;

public sealed class NeedsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_goes_to_a_worker_that_offers_all_it_needs_and_to_no_other()
    {
        await using var engine = await Engine.StartAsync();
        var ran = new ConcurrentBag<(string Worker, int Job)>();
        async Task WorkerAsync(string name, params string[] offers) => await engine.WorkerAsync(
            c => c.Add<Note, Does>(Kinds.First),
            o =>
            {
                o.WorkerName = name;
                foreach (var offer in offers)
                    o.Offers.Add(offer);
            },
            services: s => s.AddSingleton<Doing>((note, _, _) =>
            {
                ran.Add((name, note.Number));
                return Task.FromResult(JobOutcome.Complete());
            }));
        await WorkerAsync("plain");
        await WorkerAsync("gpu", "gpu");
        await WorkerAsync("both", "gpu", "region:eu");
        var client = await engine.ClientAsync();
        string[][] needs = [[], ["gpu"], ["region:eu", "gpu"], ["region:us"]];
        await client.EnqueueManyAsync([.. Enumerable.Range(0, 400).Select(n => NewJob.Of(Kinds.First, new Note(n), engine.Tenant) with { Needs = needs[n % 4] })], Ct);

        await engine.UntilAsync("select count(*) = 300 from jobs.job_history");

        Assert.Equal(["both"], ran.Where(r => r.Job % 4 == 2).Select(r => r.Worker).Distinct());
        Assert.DoesNotContain("plain", ran.Where(r => r.Job % 4 == 1).Select(r => r.Worker));
        Assert.Equal(100, await engine.QueryAsync<long>("select count(*) from jobs.job where state = 'pending' and needs = '{region:us}'"));
    }

    [Fact]
    public async Task A_kind_may_need_something_and_what_a_job_names_is_kept_through_failure_and_retry()
    {
        await using var engine = await Engine.StartAsync();
        var kind = new JobKind<Note>("first.note") { Needs = ["gpu"] };
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(kind), o => o.Offers.Add("gpu"), services: s => s.AddSingleton<Doing>((_, job, _) =>
            Task.FromResult(job.LeaseEpoch == 1 ? JobOutcome.Fail("no") : JobOutcome.Complete())));
        var client = worker.Services.GetRequiredService<JobClient>();
        var job = await client.EnqueueAsync(NewJob.Of(kind, new Note(1), engine.Tenant) with { Keys = ["b", "a"] }, Ct);
        await engine.UntilAsync(client, job.JobId, JobState.Failed);

        Assert.True(await client.RetryAsync(engine.Tenant, job.JobId, Ct));

        var done = await engine.UntilAsync(client, job.JobId, JobState.Completed);
        Assert.Equal(["a", "b"], done.Keys);
        Assert.Equal(["gpu"], done.Needs);
    }

    [Theory]
    [InlineData("Keys has 11 entries; expected at most 10.", "1 2 3 4 5 6 7 8 9 10 11", "")]
    [InlineData("Keys has 'a' twice.", "a b a", "")]
    [InlineData("Needs has an entry of 201 characters; expected 1 to 200 and no NUL.", "", "0123456789")]
    public async Task Malformed_names_are_refused(string problem, string keys, string needs)
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        var job = NewJob.Of(Kinds.First, new Note(1), engine.Tenant) with { Keys = keys.Split(' ', StringSplitOptions.RemoveEmptyEntries), Needs = needs.Length == 0 ? [] : [string.Concat(Enumerable.Repeat(needs, 20)) + "x"] };

        Assert.StartsWith(problem, (await Assert.ThrowsAsync<ArgumentException>(() => client.EnqueueAsync(job, Ct))).Message, StringComparison.Ordinal);
        Assert.Equal(0, await engine.QueryAsync<long>("select count(*) from jobs.job"));
    }
}
