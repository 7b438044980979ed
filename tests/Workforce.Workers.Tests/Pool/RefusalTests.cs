using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Workforce.Contracts.WorkerPool.V1;
using Workforce.Jobs;
using JobState = Workforce.Jobs.JobState;
using static Workforce.Workers.Tests.Pool.Faults;

namespace Workforce.Workers.Tests.Pool;

/// <summary>Who is let in, for what, and how often; and what a caller is told who is not.</summary>
public sealed class RefusalTests
{
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
    public async Task No_kind_of_our_own_employees_is_given_out()
    {
        await using var host = await PoolHost.StartAsync();
        var (tenant, all) = await host.KeyAsync();
        var named = await host.KeyOfAsync(tenant, "worker:proposals.apply", "worker:gap_analyzer", "worker:notifications", "worker:prime");
        var client = host.Client();
        var kinds = host.Services.GetRequiredService<JobCatalog>().Kinds;
        Assert.Superset(new HashSet<string>(["proposals.apply", "proposals.undo", "supervisor.run", "gap_analyzer.run", "notifications.deliver", "prime.parse"]), kinds.ToHashSet());
        foreach (var (key, kind) in kinds.Select(kind => (all, kind)).Concat([(named, "proposals.apply"), (named, "gap_analyzer.run")]))
        {
            using var stream = PoolStream.Open(client, key);
            await stream.SayAsync(new() { Hello = PoolStream.Hello(1, kind) });
            var refused = await stream.FailsAsync();
            Assert.Equal(
                (StatusCode.PermissionDenied, "KIND_INTERNAL", $"Jobs of {kind} are done by Workforce's own employees and are not for programs outside. Name a kind of your own."),
                (refused.StatusCode, ReasonOf(refused), refused.Status.Detail));
        }
        Assert.Equal(0, await host.QueryAsync<long>("select count(*) from jobs.attached_worker"));
    }

    [Fact]
    public async Task Nobody_hands_on_sees_or_cancels_from_outside_what_only_we_ourselves_do()
    {
        await using var host = await PoolHost.StartAsync();
        var (tenant, key) = await host.KeyAsync();
        var client = host.Client();
        foreach (var kind in (string[])["proposals.apply", "proposals.undo", "gap_analyzer.run", "notifications.deliver"])
        {
            Assert.Equal("KIND_INTERNAL", ReasonOf(await FaultAsync(async () => await client.EnqueueAsync(new() { Kind = kind, PayloadJson = "{}" }, PoolHost.With(key)))));
            var ours = await host.Jobs.EnqueueAsync(new() { Kind = kind, PayloadJson = "{}", TenantId = tenant, ScheduledFor = DateTimeOffset.UtcNow.AddHours(1) }, default);
            Assert.Equal("KIND_INTERNAL", ReasonOf(await FaultAsync(async () => await client.GetJobAsync(new() { JobId = ours.JobId.ToString() }, PoolHost.With(key)))));
            Assert.Equal("KIND_INTERNAL", ReasonOf(await FaultAsync(async () => await client.CancelJobAsync(new() { JobId = ours.JobId.ToString() }, PoolHost.With(key)))));
        }
        // What anybody may hand over by HTTP, too.
        var later = new EnqueueRequest { Kind = "crystal.analyze", PayloadJson = "{}", ScheduledFor = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddHours(1)) };
        var handed = await client.EnqueueAsync(later, PoolHost.With(key));
        Assert.Equal("crystal.analyze", (await client.GetJobAsync(new() { JobId = handed.JobId }, PoolHost.With(key))).Kind);
        Assert.Equal("KIND_INTERNAL", ReasonOf(await FaultAsync(async () => await client.CancelJobAsync(new() { JobId = handed.JobId }, PoolHost.With(key)))));
        Assert.Equal(5, await host.QueryAsync<long>("select count(*) from jobs.job where tenant_id = $1 and state = 'pending'", tenant));
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

    private static async Task<(string, long, Acknowledgement.Types.Status, string)> AcknowledgedAsync(PoolStream stream) =>
        await stream.NextAsync<Acknowledgement>() is var told ? (told.JobId, told.LeaseEpoch, told.Status, told.Message) : default;
}
