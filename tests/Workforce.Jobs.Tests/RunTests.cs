using Microsoft.Extensions.DependencyInjection;

namespace Workforce.Jobs.Tests;

public sealed class RunTests
{
    [Fact]
    public async Task A_job_runs_and_its_result_and_whole_story_are_kept()
    {
        await using var engine = await Engine.StartAsync();
        var user = Guid.CreateVersion7();
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), services: s => s.AddSingleton<Doing>(async (note, job, ct) =>
        {
            await job.ReportAsync(50, "half way", ct);
            return JobOutcome.Complete(new { note.Number });
        }));
        var client = worker.Services.GetRequiredService<JobClient>();
        var enqueued = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(7), engine.Tenant) with { UserId = user, Source = "prime", Tags = ["a", "b,\"c"] }, default);

        var job = await engine.UntilAsync(client, enqueued.JobId, JobState.Completed);

        Assert.Equal(
            (enqueued.JobId, (Guid?)user, enqueued.JobId, "first.note", "first", "prime", 1, 1L, """{"number":7}""", 50, "half way"),
            (job.Id, job.UserId, job.CorrelationId, job.Kind, job.Queue, job.Source, job.Attempt, job.LeaseEpoch, job.ResultJson, job.Percent, job.Message));
        Assert.Equal("""{"number":7,"text":""}""", job.PayloadJson);
        Assert.Equal(["a", "b,\"c"], job.Tags);
        Assert.Empty(job.Errors);
        var types = new List<string>();
        await foreach (var happened in client.EventsAsync(engine.Tenant, 0, TestContext.Current.CancellationToken))
        {
            types.Add(happened.Type);
            if (happened.Type == "completed")
                break;
        }
        Assert.Equal(["enqueued", "started", "progress", "completed"], types);
    }

    [Fact]
    public async Task What_prepares_an_attempt_runs_in_its_scope_before_the_handler_and_its_failure_is_the_attempts()
    {
        await using var engine = await Engine.StartAsync();
        var worker = await engine.WorkerAsync(
            c => c.Add<Note, Tenanted>(Kinds.First with { Retry = new(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1)) }),
            o => o.OnAttempt = (scope, job) => scope.GetRequiredService<TenantOfScope>().Id = job.Attempt == 1 ? throw new InvalidOperationException("not ready") : job.TenantId,
            services: s => s.AddScoped<TenantOfScope>());
        var client = worker.Services.GetRequiredService<JobClient>();
        var enqueued = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant), default);

        var job = await engine.UntilAsync(client, enqueued.JobId, JobState.Completed);

        Assert.Equal($$"""{"tenant":"{{engine.Tenant}}"}""", job.ResultJson);
        Assert.Equal("InvalidOperationException: not ready", Assert.Single(job.Errors).Error);
    }

    [Fact]
    public async Task A_payload_that_is_not_one_of_its_kind_fails_without_being_tried_again()
    {
        await using var engine = await Engine.StartAsync();
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), services: s => s.AddSingleton<Doing>((_, _, _) => Task.FromResult(JobOutcome.Complete())));
        var client = worker.Services.GetRequiredService<JobClient>();
        foreach (var (payload, problem) in ((string, string)[])[("null", "The payload is not one of first.note: it is null."), ("""{"number":"x"}""", "The payload is not one of first.note: The JSON value could not be converted")])
        {
            var enqueued = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant) with { PayloadJson = payload }, default);
            var job = await engine.UntilAsync(client, enqueued.JobId, JobState.Failed);
            Assert.Equal(1, job.Attempt);
            Assert.StartsWith(problem, Assert.Single(job.Errors).Error, StringComparison.Ordinal);
        }
    }

    private sealed class TenantOfScope
    {
        public Guid Id { get; set; }
    }

    private sealed class Tenanted(TenantOfScope tenant) : JobHandler<Note>
    {
        public override Task<JobOutcome> HandleAsync(Note payload, JobContext job, CancellationToken ct) => Task.FromResult(JobOutcome.Complete(new { Tenant = tenant.Id }));
    }
}
