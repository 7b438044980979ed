using Grpc.Core;
using Grpc.Health.V1;
using Workforce.Contracts.WorkerPool.V1;
using JobState = Workforce.Jobs.JobState;
using static Workforce.Workers.Tests.Pool.Faults;

namespace Workforce.Workers.Tests.Pool;

public sealed class WorkerPoolTests
{
    [Fact]
    public async Task A_worker_attaches_is_given_a_job_reports_on_it_and_ends_it()
    {
        await using var host = await PoolHost.StartAsync();
        var (tenant, key) = await host.KeyAsync();
        var client = host.Client();
        using var stream = await PoolStream.AttachAsync(client, key);
        var made = await client.EnqueueAsync(new() { Kind = "scan.read", PayloadJson = """{"page":1}""", MaxAttempts = 2, Tags = { "first" } }, PoolHost.With(key));

        var job = await stream.NextAsync<Grant>();
        Assert.Equal((made.JobId, 1L, "scan.read", """{"page":1}""", 1, 2, made.JobId, "", "", 300L, null), (
            job.JobId, job.LeaseEpoch, job.Kind, job.PayloadJson, job.Attempt, job.MaxAttempts, job.CorrelationId, job.ParentId, job.Source, job.Timeout.Seconds, job.Deadline));
        await stream.SayAsync(new() { Progress = new() { JobId = job.JobId, LeaseEpoch = job.LeaseEpoch, Percent = 30, Message = "page 1" } });
        await stream.SayAsync(new() { Log = new() { JobId = job.JobId, LeaseEpoch = job.LeaseEpoch, Level = LogLevel.Warning, Message = "pale" } });
        await host.UntilAsync("select exists (select from jobs.progress where percent = 30 and message = 'page 1')");
        await stream.EndAsync(new Outcome { JobId = job.JobId, LeaseEpoch = job.LeaseEpoch, Completed = new() { ResultJson = """{"text":"ok"}""" } });
        Assert.Equal((job.JobId, 1L, Acknowledgement.Types.Status.Recorded, ""), await AcknowledgedAsync(stream));

        var done = await client.GetJobAsync(new() { JobId = made.JobId }, PoolHost.With(key));
        Assert.Equal((Contracts.WorkerPool.V1.JobState.Completed, """{"text":"ok"}""", 1, "first"), (done.State, done.ResultJson, done.Attempt, done.Tags.Single()));
        Assert.Equal("warning tester: pale", await host.QueryAsync<string>("select level || ' ' || message from jobs.event where type = 'log' and tenant_id = $1", tenant));
    }

    [Fact]
    public async Task A_worker_that_says_it_leaves_finishes_what_it_has_and_the_call_ends_well()
    {
        await using var host = await PoolHost.StartAsync();
        var (tenant, key) = await host.KeyAsync();
        var client = host.Client();
        using var stream = await PoolStream.AttachAsync(client, key, PoolStream.Hello(2));
        await client.EnqueueAsync(new() { Kind = "scan.read", PayloadJson = "1" }, PoolHost.With(key));
        var job = await stream.NextAsync<Grant>();
        await stream.SayAsync(new() { Leaving = new() });
        var later = await client.EnqueueAsync(new() { Kind = "scan.read", PayloadJson = "2" }, PoolHost.With(key));
        // Sent and the side closed at once: it is answered all the same.
        await stream.EndAsync(new Outcome { JobId = job.JobId, LeaseEpoch = job.LeaseEpoch, Completed = new() });
        await stream.Call.RequestStream.CompleteAsync();
        Assert.Equal((job.JobId, 1L, Acknowledgement.Types.Status.Recorded, ""), await AcknowledgedAsync(stream));
        Assert.False(await stream.Call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal(StatusCode.OK, stream.Call.GetStatus().StatusCode);
        Assert.Equal(JobState.Pending, (await host.Jobs.GetAsync(tenant, Guid.Parse(later.JobId), default))!.State);
    }

    [Fact]
    public async Task A_cut_stream_puts_its_jobs_back_within_two_seconds_and_what_comes_later_is_refused()
    {
        await using var host = await PoolHost.StartAsync();
        var (tenant, key) = await host.KeyAsync();
        var client = host.Client();
        var cut = await PoolStream.AttachAsync(client, key);
        var made = await client.EnqueueAsync(new() { Kind = "scan.read", PayloadJson = "1" }, PoolHost.With(key));
        var lost = await cut.NextAsync<Grant>();
        using var other = await PoolStream.AttachAsync(client, key);
        var since = TimeProvider.System.GetTimestamp();
        cut.Dispose();

        var again = await other.NextAsync<Grant>();
        Assert.InRange(TimeProvider.System.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.Equal((made.JobId, 2L, 2), (again.JobId, again.LeaseEpoch, again.Attempt));
        await other.EndAsync(new Outcome { JobId = lost.JobId, LeaseEpoch = lost.LeaseEpoch, Completed = new() { ResultJson = "\"late\"" } });
        var refused = await other.NextAsync<Acknowledgement>();
        Assert.Equal((1L, Acknowledgement.Types.Status.Stale, "the lease is no longer held: the job was cancelled, or went back in line when the worker was gone; nothing was written"),
            (refused.LeaseEpoch, refused.Status, refused.Message));
        await other.EndAsync(new Outcome { JobId = again.JobId, LeaseEpoch = again.LeaseEpoch, Completed = new() { ResultJson = "\"in time\"" } });
        Assert.Equal(Acknowledgement.Types.Status.Recorded, (await other.NextAsync<Acknowledgement>()).Status);
        var done = (await host.Jobs.GetAsync(tenant, Guid.Parse(made.JobId), default))!;
        Assert.Equal(("\"in time\"", "worker tester is gone"), (done.ResultJson, Assert.Single(done.Errors).Error));
    }

    [Fact]
    public async Task A_cancelled_job_is_cancelled_at_its_worker_too()
    {
        await using var host = await PoolHost.StartAsync();
        var (_, key) = await host.KeyAsync();
        var client = host.Client();
        using var stream = await PoolStream.AttachAsync(client, key);
        var made = await client.EnqueueAsync(new() { Kind = "scan.read", PayloadJson = "1" }, PoolHost.With(key));
        var job = await stream.NextAsync<Grant>();
        Assert.True((await client.CancelJobAsync(new() { JobId = made.JobId }, PoolHost.With(key))).Cancelled);
        Assert.Equal(new Cancel { JobId = made.JobId, LeaseEpoch = 1, Reason = Cancel.Types.Reason.LeaseLost }, await stream.NextAsync<Cancel>());
        await stream.EndAsync(new Outcome { JobId = job.JobId, LeaseEpoch = job.LeaseEpoch, Stopped = new() });
        Assert.Equal(Acknowledgement.Types.Status.Stale, (await stream.NextAsync<Acknowledgement>()).Status);
        Assert.False((await client.CancelJobAsync(new() { JobId = made.JobId }, PoolHost.With(key))).Cancelled);
        Assert.Equal("job.cancel", await host.QueryAsync<string>("select action from identity.audit_entry"));
    }

    [Fact]
    public async Task A_job_is_handed_on_under_the_lease_of_another_and_not_when_that_is_gone()
    {
        await using var host = await PoolHost.StartAsync();
        var (tenant, key) = await host.KeyAsync();
        var client = host.Client();
        using var stream = await PoolStream.AttachAsync(client, key);
        var made = await client.EnqueueAsync(new() { Kind = "scan.read", PayloadJson = "1" }, PoolHost.With(key));
        var job = await stream.NextAsync<Grant>();
        var next = new EnqueueRequest { Kind = "file.keep", PayloadJson = "2", IdempotencyKey = "keep 1", Parent = new() { JobId = job.JobId, LeaseEpoch = job.LeaseEpoch } };
        var child = await client.EnqueueAsync(next, PoolHost.With(key));
        Assert.Equal(new EnqueueReply { JobId = child.JobId, Existing = true }, await client.EnqueueAsync(next, PoolHost.With(key)));
        var stored = (await host.Jobs.GetAsync(tenant, Guid.Parse(child.JobId), default))!;
        Assert.Equal((Guid.Parse(made.JobId), Guid.Parse(made.JobId), "scan"), (stored.ParentId, stored.CorrelationId, stored.Source));
        Assert.Equal((await host.Jobs.GetAsync(tenant, Guid.Parse(made.JobId), default))!.UserId, stored.UserId);

        await client.CancelJobAsync(new() { JobId = made.JobId }, PoolHost.With(key));
        var fault = await FaultAsync(async () => await client.EnqueueAsync(new(next) { IdempotencyKey = "keep 2" }, PoolHost.With(key)));
        Assert.Equal((StatusCode.Aborted, "LEASE_STALE"), (fault.StatusCode, ReasonOf(fault)));
        Assert.Equal(2, await host.QueryAsync<long>("select (select count(*) from jobs.job) + (select count(*) from jobs.job_history)"));
    }

    [Fact]
    public async Task Health_and_reflection_answer_anybody()
    {
        await using var host = await PoolHost.StartAsync();
        var health = new Health.HealthClient(host.Channel());
        foreach (var service in (string[])["", "workforce.worker_pool.v1.WorkerPool", "workforce.worker_pool.v1.WorkerControl"])
            Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await health.CheckAsync(new() { Service = service })).Status);
        Assert.Equal(StatusCode.NotFound, (await FaultAsync(async () => await health.CheckAsync(new() { Service = "x" }))).StatusCode);
        using var reflection = new Grpc.Reflection.V1Alpha.ServerReflection.ServerReflectionClient(host.Channel()).ServerReflectionInfo();
        await reflection.RequestStream.WriteAsync(new() { ListServices = "" });
        Assert.True(await reflection.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal(
            ["grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection", "workforce.worker_pool.v1.WorkerControl", "workforce.worker_pool.v1.WorkerPool"],
            reflection.ResponseStream.Current.ListServicesResponse.Service.Select(s => s.Name).Order(StringComparer.Ordinal));
    }

    private static async Task<(string, long, Acknowledgement.Types.Status, string)> AcknowledgedAsync(PoolStream stream) =>
        await stream.NextAsync<Acknowledgement>() is var told ? (told.JobId, told.LeaseEpoch, told.Status, told.Message) : default;
}
