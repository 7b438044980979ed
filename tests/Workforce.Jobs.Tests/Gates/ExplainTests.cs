using Microsoft.Extensions.DependencyInjection;
using Workforce.Jobs.Gates;

namespace Workforce.Jobs.Tests.Gates;

public sealed class ExplainTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly JobFacts Next = new()
    {
        At = Now, State = JobState.Pending, Kind = "mail.welcome", DueAt = Now, Needs = [], Pauses = [], Limits = [], Workers = 2, Offering = 2, Ahead = 0, Tenants = 3, StartedLately = 0,
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void A_job_that_is_next_is_held_up_by_nothing() => Assert.Equivalent(new JobExplanation(JobState.Pending, [], 0, Now, Now), ExplainRules.Of(Next), strict: true);

    [Fact]
    public void All_that_holds_a_job_up_is_said_and_it_is_expected_when_the_last_of_it_ends_and_those_before_it_have_started()
    {
        var facts = Next with
        {
            State = JobState.Retrying, DueAt = Now.AddMinutes(1), Ahead = 300, StartedLately = 60,
            Pauses = [new(JobScope.Queue("mail"), Now.AddHours(-1), Now.AddMinutes(10), "ada", "vendor says so")],
        };

        Assert.Equivalent(new JobExplanation(JobState.Retrying,
        [
            new(HoldReason.NotDue, "It is to run at 2026-05-01 12:01:00Z.", Now.AddMinutes(1)),
            new(HoldReason.Paused, "Queue mail is paused by ada since 2026-05-01 11:00:00Z until 2026-05-01 12:10:00Z: vendor says so", Now.AddMinutes(10)),
            new(HoldReason.Behind, "300 jobs of its kind are before it, and 3 other tenants have a turn, too."),
        ], 300, Now.AddMinutes(15), Now), ExplainRules.Of(facts), strict: true);
    }

    [Fact]
    public void Nothing_is_expected_of_what_nobody_will_end()
    {
        Assert.Null(ExplainRules.Of(Next with { Pauses = [new(JobScope.All(), Now, null, "ada", "")] }).ExpectedStart);
        Assert.Null(ExplainRules.Of(Next with { Ahead = 1 }).ExpectedStart);
        Assert.Equivalent(new JobHold(HoldReason.NoWorker, "No worker that is there does mail.welcome."), Assert.Single(ExplainRules.Of(Next with { Workers = 0, Offering = 0 }).Holds), strict: true);
        Assert.Equivalent(new JobHold(HoldReason.NotOffered, "None of the 2 workers that do mail.welcome offers all of gpu, eu."),
            Assert.Single(ExplainRules.Of(Next with { Offering = 0, Needs = ["gpu", "eu"] }).Holds), strict: true);
        Assert.Equivalent(new JobHold(HoldReason.Waiting, "It waits until it is woken: for Bob."), Assert.Single(ExplainRules.Of(Next with { State = JobState.Waiting, WaitsFor = "for Bob" }).Holds), strict: true);
        Assert.Empty(ExplainRules.Of(Next with { State = JobState.Processing, Ahead = 3 }).Holds);
    }

    [Fact]
    public async Task A_job_is_explained_from_what_is_stored()
    {
        await using var engine = await Engine.StartAsync();
        var host = await engine.ClientHostAsync(new());
        var (client, gates) = (host.Services.GetRequiredService<JobClient>(), host.Services.GetRequiredService<GateClient>());
        foreach (var tenant in (Guid[])[engine.Tenant, Guid.CreateVersion7(), Guid.CreateVersion7()])
            await client.EnqueueManyAsync([.. Enumerable.Range(0, 5).Select(n => NewJob.Of(Kinds.First, new Note(n), tenant))], Ct);
        var job = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(9), engine.Tenant) with { Keys = ["vendor:x"], Needs = ["gpu"] }, Ct);
        await gates.PauseAsync(JobScope.Key("vendor:x"), null, "ada", "too dear", Ct);
        await gates.PauseAsync(JobScope.Key("vendor:y"), null, "ada", "not this one", Ct);
        async Task<HoldReason[]> WhyAsync() => [.. (await client.ExplainAsync(engine.Tenant, job.JobId, Ct))!.Holds.Select(h => h.Why)];

        Assert.Equal([HoldReason.Paused, HoldReason.NoWorker, HoldReason.Behind], await WhyAsync());
        Assert.Equal("5 jobs of its kind are before it, and 2 other tenants have a turn, too.", (await client.ExplainAsync(engine.Tenant, job.JobId, Ct))!.Holds[^1].Text);
        await gates.ResumeAsync(JobScope.Key("vendor:x"), Ct);
        await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), services: s => s.AddSingleton<Doing>((_, _, _) => Task.FromResult(JobOutcome.Complete())));
        await engine.UntilAsync("select count(*) = 15 from jobs.job_history");
        Assert.Equal([HoldReason.NotOffered], await WhyAsync());
        await client.CancelAsync(engine.Tenant, job.JobId, Ct);
        Assert.Equal((JobState.Cancelled, 0), ((await client.ExplainAsync(engine.Tenant, job.JobId, Ct))!.State, (await WhyAsync()).Length));
        Assert.Null(await client.ExplainAsync(Guid.CreateVersion7(), job.JobId, Ct));
    }
}
