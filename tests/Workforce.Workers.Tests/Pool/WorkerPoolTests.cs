using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;
using Workforce.Contracts.WorkerPool.V1;
using JobState = Workforce.Jobs.JobState;

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

    [Theory]
    [InlineData(null, StatusCode.Unauthenticated, "KEY_MISSING")]
    [InlineData("wf_nonsense", StatusCode.Unauthenticated, "KEY_INVALID")]
    [InlineData("wf_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", StatusCode.Unauthenticated, "KEY_INVALID")]
    public async Task Who_has_no_good_key_is_told_so(string? key, StatusCode status, string reason)
    {
        await using var host = await PoolHost.StartAsync();
        var headers = key is null ? [] : PoolHost.With(key);
        using var stream = new PoolStream(host.Client().Attach(headers, cancellationToken: TestContext.Current.CancellationToken));
        var streamed = await stream.FailsAsync();
        var called = await FaultAsync(async () => await host.Client().GetJobAsync(new() { JobId = "x" }, headers));
        foreach (var fault in (RpcException[])[streamed, called])
            Assert.Equal((status, reason, true), (fault.StatusCode, ReasonOf(fault), fault.Status.Detail.Contains("Settings, API keys", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_key_comes_as_a_bearer_token_too_and_a_revoked_one_lets_nobody_in()
    {
        await using var host = await PoolHost.StartAsync();
        var (_, key) = await host.KeyAsync();
        var made = await host.Client().EnqueueAsync(new() { Kind = "scan.read", PayloadJson = "1" }, new Metadata { { "authorization", $"Bearer {key}" } });
        Assert.True(Guid.TryParse(made.JobId, out _));
        await host.ExecuteAsync("update identity.api_key set revoked_at = now()");
        Assert.Equal("KEY_INVALID", ReasonOf(await FaultAsync(async () => await host.Client().GetJobAsync(new() { JobId = made.JobId }, PoolHost.With(key)))));
    }

    [Fact]
    public async Task A_key_is_good_for_what_its_scopes_say()
    {
        await using var host = await PoolHost.StartAsync();
        var (tenant, reads) = await host.KeyAsync("worker:scan", "worker:file.keep", "read");
        var all = await host.KeyOfAsync(tenant);
        var client = host.Client();
        var mail = await client.EnqueueAsync(new() { Kind = "mail.send", PayloadJson = "1" }, PoolHost.With(all));
        using (var allowed = await PoolStream.AttachAsync(client, reads, PoolStream.Hello(1, "scan.read", "scan.print", "file.keep")))
            await allowed.Call.RequestStream.CompleteAsync();
        foreach (var kind in (string[])["file.burn", "scanner.read", "mail.send"])
        {
            using var stream = PoolStream.Open(client, reads);
            await stream.SayAsync(new() { Hello = PoolStream.Hello(1, "scan.read", kind) });
            var refused = await stream.FailsAsync();
            Assert.Equal((StatusCode.PermissionDenied, "SCOPE_MISSING", $"The API key may not do jobs of {kind}. Use one with the scope 'worker:{kind}'."), (refused.StatusCode, ReasonOf(refused), refused.Status.Detail));
        }
        Assert.Equal("SCOPE_MISSING", ReasonOf(await FaultAsync(async () => await client.EnqueueAsync(new() { Kind = "mail.send", PayloadJson = "1" }, PoolHost.With(reads)))));
        Assert.Equal("SCOPE_MISSING", ReasonOf(await FaultAsync(async () => await client.GetJobAsync(new() { JobId = mail.JobId }, PoolHost.With(reads)))));
        Assert.Equal("SCOPE_MISSING", ReasonOf(await FaultAsync(async () => await client.CancelJobAsync(new() { JobId = mail.JobId }, PoolHost.With(reads)))));
    }

    [Fact]
    public async Task Nobody_sees_takes_or_cancels_what_is_another_tenants()
    {
        await using var host = await PoolHost.StartAsync();
        var ((_, mine), (_, theirs)) = (await host.KeyAsync(), await host.KeyAsync());
        var client = host.Client();
        var made = await client.EnqueueAsync(new() { Kind = "scan.read", PayloadJson = "\"mine\"" }, PoolHost.With(mine));
        using var other = await PoolStream.AttachAsync(client, theirs, PoolStream.Hello(5));
        var own = await client.EnqueueAsync(new() { Kind = "scan.read", PayloadJson = "\"theirs\"" }, PoolHost.With(theirs));
        Assert.Equal(own.JobId, (await other.NextAsync<Grant>()).JobId);
        Assert.Equal(StatusCode.NotFound, (await FaultAsync(async () => await client.GetJobAsync(new() { JobId = made.JobId }, PoolHost.With(theirs)))).StatusCode);
        Assert.Equal(StatusCode.NotFound, (await FaultAsync(async () => await client.CancelJobAsync(new() { JobId = made.JobId }, PoolHost.With(theirs)))).StatusCode);
        Assert.Equal(1, await host.QueryAsync<long>("select count(*) from jobs.job where state = 'pending'"));
        await other.EndAsync(new Outcome { JobId = made.JobId, LeaseEpoch = 1, Completed = new() });
        Assert.Equal(Acknowledgement.Types.Status.Stale, (await other.NextAsync<Acknowledgement>()).Status);
    }

    [Fact]
    public async Task A_worker_of_another_protocol_version_is_told_which_is_spoken()
    {
        await using var host = await PoolHost.StartAsync();
        var (_, key) = await host.KeyAsync();
        foreach (var (asked, advice) in ((int, string)[])[(0, "Update the worker."), (2, "Update the server, or use an older worker.")])
        {
            using var stream = PoolStream.Open(host.Client(), key);
            await stream.SayAsync(new() { Hello = new(PoolStream.Hello()) { ProtocolVersion = asked } });
            var refused = await stream.FailsAsync();
            Assert.Equal((StatusCode.FailedPrecondition, "PROTOCOL_VERSION", $"protocol_version is {asked}; this server speaks 1. {advice}"), (refused.StatusCode, ReasonOf(refused), refused.Status.Detail));
        }
    }

    [Fact]
    public async Task What_is_malformed_is_refused_by_its_field_and_nothing_is_stored()
    {
        await using var host = await PoolHost.StartAsync();
        var (_, key) = await host.KeyAsync();
        var client = host.Client();
        foreach (var (request, field, message) in ((EnqueueRequest, string, string)[])
        [
            (new() { Kind = "Scan", PayloadJson = "1" }, "kind", "'Scan' is not a job kind: expected queue.intent in lower case, e.g. tag.categorize."),
            (new() { Kind = "scan.read", PayloadJson = "{" }, "payload_json", "payload_json is not valid JSON: "),
            (new() { Kind = "scan.read", PayloadJson = $"\"{new string('x', 1024 * 1024)}\"" }, "payload_json", "payload_json has 1048578 bytes; the limit is 1048576 (1 MiB). Store large content elsewhere and pass its address."),
            (new() { Kind = "scan.read", PayloadJson = "1", Priority = 11 }, "priority", "priority is 11; expected 1 (first) to 10 (last), or 0 for 5."),
            (new() { Kind = "scan.read", PayloadJson = "1", Priority = -5 }, "priority", "priority is -5; expected 1 (first) to 10 (last), or 0 for 5."),
            (new() { Kind = "scan.read", PayloadJson = "1", MaxAttempts = -1 }, "max_attempts", "max_attempts is -1; expected 1 to 1000."),
            (new() { Kind = "scan.read", PayloadJson = "1", CorrelationId = "7" }, "correlation_id", "correlation_id is '7'; expected a UUID."),
            (new() { Kind = "scan.read", PayloadJson = "1", Timeout = new() { Seconds = -1 } }, "timeout", "timeout is -1 s and 0 ns; expected zero to ten years."),
            (new() { Kind = "scan.read", PayloadJson = "1", IdempotencyKey = "~x" }, "idempotency_key", "idempotency_key begins with '~', which marks the engine's own keys."),
        ])
        {
            var fault = await FaultAsync(async () => await client.EnqueueAsync(request, PoolHost.With(key)));
            Assert.Equal((StatusCode.InvalidArgument, "FIELD_INVALID"), (fault.StatusCode, ReasonOf(fault)));
            Assert.StartsWith(message, fault.Status.Detail);
            Assert.Equal(field, Assert.Single(DetailOf<BadRequest>(fault).FieldViolations).Field);
        }
        foreach (var (hello, field) in ((Hello, string)[])
        [
            (new(PoolStream.Hello()) { Slots = 0 }, "slots"), (new(PoolStream.Hello()) { Name = "" }, "name"), (new(PoolStream.Hello(1, "Scan")), "kinds"), (new(PoolStream.Hello(1)) { Language = new('x', 101) }, "language"),
        ])
        {
            using var stream = PoolStream.Open(client, key);
            await stream.SayAsync(new() { Hello = hello });
            var fault = await stream.FailsAsync();
            Assert.Equal((StatusCode.InvalidArgument, field), (fault.StatusCode, DetailOf<BadRequest>(fault).FieldViolations.Single().Field));
        }
        Assert.Equal(0, await host.QueryAsync<long>("select count(*) from jobs.job"));
    }

    [Fact]
    public async Task A_malformed_outcome_is_answered_as_such_and_the_job_is_tried_again()
    {
        await using var host = await PoolHost.StartAsync();
        var (tenant, key) = await host.KeyAsync();
        var client = host.Client();
        using var stream = await PoolStream.AttachAsync(client, key);
        foreach (var (outcome, problem) in ((Outcome, string)[])
        [
            (new() { Completed = new() { ResultJson = "{" } }, "result_json is not valid JSON: "),
            (new() { Completed = new() { ResultJson = $"\"{new string('x', 1024 * 1024)}\"" } }, "result_json has 1048578 bytes; the limit is 1048576 (1 MiB)."),
            (new(), "The outcome says nothing of the end; expected one of completed, "),
            (new() { Completed = new(), Spent = { { "usd", "a lot" } } }, "spent has 'a lot' usd; expected a decimal number from 0 to 10^15."),
            (new() { Completed = new(), Spent = { { "US dollars", "1" } } }, "spent has the unit 'US dollars'; "),
        ])
        {
            var made = await client.EnqueueAsync(new() { Kind = "scan.read", PayloadJson = "1" }, PoolHost.With(key));
            var job = await stream.NextAsync<Grant>();
            await stream.EndAsync(new Outcome(outcome) { JobId = job.JobId, LeaseEpoch = job.LeaseEpoch });
            var told = await stream.NextAsync<Acknowledgement>();
            Assert.Equal(Acknowledgement.Types.Status.Invalid, told.Status);
            Assert.StartsWith(problem, told.Message);
            var now = (await host.Jobs.GetAsync(tenant, Guid.Parse(made.JobId), default))!;
            Assert.Equal((JobState.Retrying, told.Message, "tester"), (now.State, now.Errors.Single().Error, now.Errors.Single().Worker));
        }
    }

    [Fact]
    public async Task Too_many_calls_are_refused_with_the_time_after_which_it_is_worth_trying_again()
    {
        await using var host = await PoolHost.StartAsync(new() { ["WorkerPool:CallsPerSecond"] = "1", ["WorkerPool:BadKeysPerMinute"] = "3" });
        var (_, key) = await host.KeyAsync();
        var client = host.Client();
        var faults = new List<RpcException>();
        for (var n = 0; n < 4; n++)
            faults.Add(await FaultAsync(async () => await client.GetJobAsync(new() { JobId = Guid.NewGuid().ToString() }, PoolHost.With(key))));
        Assert.Equal([StatusCode.NotFound, StatusCode.NotFound, StatusCode.ResourceExhausted, StatusCode.ResourceExhausted], faults.Select(f => f.StatusCode));
        Assert.Equal(("RATE_LIMITED", 1L), (ReasonOf(faults[3]), DetailOf<RetryInfo>(faults[3]).RetryDelay.Seconds));
        faults.Clear();
        for (var n = 0; n < 4; n++)
            faults.Add(await FaultAsync(async () => await client.GetJobAsync(new(), PoolHost.With("wf_bad"))));
        Assert.Equal([StatusCode.Unauthenticated, StatusCode.Unauthenticated, StatusCode.Unauthenticated, StatusCode.ResourceExhausted], faults.Select(f => f.StatusCode));
        // Whoever has a good one is let in all the same.
        var (_, good) = await host.KeyAsync();
        Assert.Equal(StatusCode.NotFound, (await FaultAsync(async () => await client.GetJobAsync(new() { JobId = Guid.NewGuid().ToString() }, PoolHost.With(good)))).StatusCode);
    }

    [Fact]
    public async Task A_worker_that_says_too_much_is_slowed_down_and_loses_nothing()
    {
        await using var host = await PoolHost.StartAsync(new() { ["WorkerPool:MessagesPerSecond"] = "20" });
        var (_, key) = await host.KeyAsync();
        using var stream = await PoolStream.AttachAsync(host.Client(), key);
        var made = await host.Client().EnqueueAsync(new() { Kind = "scan.read", PayloadJson = "1" }, PoolHost.With(key));
        var job = await stream.NextAsync<Grant>();
        var since = TimeProvider.System.GetTimestamp();
        for (var n = 0; n < 80; n++)
            await stream.SayAsync(new() { Log = new() { JobId = job.JobId, LeaseEpoch = job.LeaseEpoch, Message = $"line {n}" } });
        await stream.EndAsync(new Outcome { JobId = job.JobId, LeaseEpoch = job.LeaseEpoch, Completed = new() });
        Assert.Equal((made.JobId, 1L, Acknowledgement.Types.Status.Recorded, ""), await AcknowledgedAsync(stream));
        // Forty at once, the others at twenty a second.
        Assert.InRange(TimeProvider.System.GetElapsedTime(since).TotalSeconds, 1.5, 30);
        Assert.Equal(80, await host.QueryAsync<long>("select count(*) from jobs.event where type = 'log'"));
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_refused_and_the_server_goes_on()
    {
        await using var host = await PoolHost.StartAsync();
        var (_, key) = await host.KeyAsync();
        var fault = await FaultAsync(async () => await host.Client().EnqueueAsync(new() { Kind = "scan.read", PayloadJson = $"\"{new string('x', 5 * 1024 * 1024)}\"" }, PoolHost.With(key)));
        Assert.Equal(StatusCode.ResourceExhausted, fault.StatusCode);
        Assert.True(Guid.TryParse((await host.Client().EnqueueAsync(new() { Kind = "scan.read", PayloadJson = "1" }, PoolHost.With(key))).JobId, out _));
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

    private static async Task<RpcException> FaultAsync(Func<Task> call) => await Assert.ThrowsAsync<RpcException>(call);

    private static T DetailOf<T>(RpcException fault)
        where T : Google.Protobuf.IMessage<T>, new() => fault.GetRpcStatus()!.Details.Single(detail => detail.Is(new T().Descriptor)).Unpack<T>();

    private static string ReasonOf(RpcException fault) => DetailOf<ErrorInfo>(fault).Reason;
}
