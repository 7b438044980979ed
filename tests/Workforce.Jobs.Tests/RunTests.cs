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
}
