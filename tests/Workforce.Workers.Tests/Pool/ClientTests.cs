using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workforce.Jobs;
using Workforce.Jobs.Pool;
using Workforce.Testing;
using Workforce.Worker.Client;
using JobOutcome = Workforce.Worker.Client.JobOutcome;

namespace Workforce.Workers.Tests.Pool;

/// <summary>The client library against the pool, as a program of somebody's own uses it.</summary>
public sealed class ClientTests
{
    [Fact]
    public async Task A_handler_has_all_that_one_inside_the_engine_has()
    {
        await using var host = await PoolHost.StartAsync();
        var (tenant, key) = await host.KeyAsync();
        var user = Guid.CreateVersion7();
        var seen = new TaskCompletionSource<(Guid, Guid, Guid?, string?, int, int, long)>();
        using var worker = await ClientWorker.StartAsync(key, [host.Address], async (page, job, ct) =>
        {
            seen.SetResult((job.JobId, job.CorrelationId, job.UserId, job.Source, job.Attempt, job.MaxAttempts, job.LeaseEpoch));
            job.Report(50, "half");
            await host.UntilAsync("select exists (select from jobs.progress where percent = 50 and message = 'half')");
            job.Log.LogWarning("page {Number} is pale", page.Number);
            job.Spend("usd", 0.25m);
            var next = await job.EnqueueNextAsync(new Workforce.Worker.Client.JobKind<Page>("file.keep"), new Page(8), "keep", ct);
            return JobOutcome.Complete(new { Next = next });
        });
        var made = await host.Jobs.EnqueueAsync(new() { Kind = "scan.read", PayloadJson = """{"number":7}""", TenantId = tenant, UserId = user, Source = "mail", MaxAttempts = 4 }, default);
        await host.UntilAsync("select exists (select from jobs.job_history where id = $1)", made.JobId);

        Assert.Equal((made.JobId, made.CorrelationId, user, "mail", 1, 4, 1L), await seen.Task);
        var next = await host.QueryAsync<Guid>("select id from jobs.job where kind = 'file.keep' and parent_id = $1 and correlation_id = $2 and source = 'scan' and payload::text = '{\"number\":8}'", made.JobId, made.CorrelationId);
        Assert.Equal($"completed {{\"next\":\"{next}\"}}", await host.QueryAsync<string>("select state || ' ' || result from jobs.job_history where id = $1", made.JobId));
        Assert.Equal("warning client: page 7 is pale", await host.QueryAsync<string>("select level || ' ' || message from jobs.event where type = 'log'"));
        await worker.StopAsync();
    }

    [Fact]
    public async Task What_a_handler_throws_or_cannot_read_ends_as_inside_the_engine()
    {
        await using var host = await PoolHost.StartAsync();
        var (tenant, key) = await host.KeyAsync();
        using var worker = await ClientWorker.StartAsync(key, [host.Address], (_, _, _) => throw new InvalidOperationException("no paper"));
        var throws = await host.Jobs.EnqueueAsync(new() { Kind = "scan.read", PayloadJson = """{"number":7}""", TenantId = tenant }, default);
        var unreadable = await host.Jobs.EnqueueAsync(new() { Kind = "scan.read", PayloadJson = """{"number":"seven"}""", TenantId = tenant }, default);
        await host.UntilAsync("select (select count(*) from jobs.job where errors <> '[]') = 1 and (select count(*) from jobs.job_history) = 1");

        var retried = (await host.Jobs.GetAsync(tenant, throws.JobId, default))!;
        Assert.Equal((JobState.Retrying, "InvalidOperationException: no paper", "client"), (retried.State, retried.Errors.Single().Error, retried.Errors.Single().Worker));
        var failed = (await host.Jobs.GetAsync(tenant, unreadable.JobId, default))!;
        Assert.Equal(JobState.Failed, failed.State);
        Assert.StartsWith("The payload is not one of scan.read: ", failed.Errors.Single().Error);
        await worker.StopAsync();
    }

    [Fact]
    public async Task A_cancelled_or_overlong_job_fires_its_handlers_token()
    {
        await using var host = await PoolHost.StartAsync();
        var (tenant, key) = await host.KeyAsync();
        var begun = new TaskCompletionSource();
        var stopped = new CountdownEvent(2);
        using var worker = await ClientWorker.StartAsync(key, [host.Address], async (_, _, ct) =>
        {
            begun.TrySetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, ct);
            }
            finally
            {
                stopped.Signal();
            }
            return JobOutcome.Complete();
        });
        var cancelled = await host.Jobs.EnqueueAsync(new() { Kind = "scan.read", PayloadJson = """{"number":1}""", TenantId = tenant }, default);
        await begun.Task;
        await host.Jobs.CancelAsync(tenant, cancelled.JobId, default);
        var late = await host.Jobs.EnqueueAsync(new() { Kind = "scan.read", PayloadJson = """{"number":2}""", TenantId = tenant, Timeout = TimeSpan.FromMilliseconds(100), MaxAttempts = 1 }, default);
        await host.UntilAsync("select count(*) = 2 from jobs.job_history");
        Assert.True(stopped.Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        Assert.Equal(JobState.Cancelled, (await host.Jobs.GetAsync(tenant, cancelled.JobId, default))!.State);
        Assert.Equal("timed out after 00:00:00.1000000", (await host.Jobs.GetAsync(tenant, late.JobId, default))!.Errors.Single().Error);
        await worker.StopAsync();
    }

    [Fact]
    public async Task A_stopping_worker_finishes_what_it_can_and_gives_back_the_rest_with_no_attempt_used()
    {
        await using var host = await PoolHost.StartAsync();
        var (tenant, key) = await host.KeyAsync();
        var both = new CountdownEvent(2);
        var finish = new TaskCompletionSource();
        using var worker = await ClientWorker.StartAsync(key, [host.Address], async (page, _, ct) =>
        {
            both.Signal();
            await (page.Number == 1 ? finish.Task : Task.Delay(Timeout.Infinite, ct));
            return JobOutcome.Complete();
        }, options => (options.Slots, options.StopGrace) = (2, TimeSpan.FromMilliseconds(300)));
        for (var n = 1; n <= 3; n++)
            await host.Jobs.EnqueueAsync(new() { Kind = "scan.read", PayloadJson = $$"""{"number":{{n}}}""", TenantId = tenant, ScheduledFor = DateTimeOffset.UtcNow.AddSeconds(n - 100) }, default);
        Assert.True(both.Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        var stopping = worker.StopAsync(TestContext.Current.CancellationToken);
        finish.SetResult();
        await stopping;
        await host.UntilAsync("select count(*) = 2 from jobs.job where state = 'pending' and attempt = 0 and errors = '[]'");
        Assert.Equal(1, await host.QueryAsync<long>("select count(*) from jobs.job_history where state = 'completed'"));
        await host.UntilAsync("select exists (select from jobs.attached_worker where detached_at is not null)");
    }

    [Fact]
    public async Task A_worker_whose_replica_stops_or_dies_goes_to_another_and_on_with_its_work()
    {
        await using var first = await PoolHost.StartAsync();
        var second = await PoolHost.StartAsync(beside: first);
        var (tenant, key) = await first.KeyAsync();
        var hosts = await first.QueryAsync<Guid[]>("select array_agg(id order by started_at) from jobs.worker");
        await using var wire = new Jobs.History.Servers.Network(new Uri(first.Address).Port);
        using var worker = await ClientWorker.StartAsync(key, [$"http://127.0.0.1:{wire.Port}", second.Address], (page, job, _) => Task.FromResult(JobOutcome.Complete(new { page.Number, job.LeaseEpoch })));
        await DoneAsync(1);

        wire.Cut();
        await DoneAsync(2);
        Assert.Equal(hosts[1], await HostOfAsync());
        wire.Heal();
        // The second stops in good order: its worker comes back to the first.
        await second.DisposeAsync();
        await DoneAsync(3);
        Assert.Equal(hosts[0], await HostOfAsync());
        // One that was handed out just before the cut was noticed has had two leases.
        Assert.Equal(3, await first.QueryAsync<long>("select count(*) from jobs.job_history where state = 'completed' and (result->>'lease_epoch')::bigint = epoch"));
        await worker.StopAsync();

        async Task DoneAsync(int number)
        {
            var made = await first.Jobs.EnqueueAsync(new() { Kind = "scan.read", PayloadJson = $$"""{"number":{{number}}}""", TenantId = tenant }, default);
            await first.UntilAsync("select exists (select from jobs.job_history where id = $1)", made.JobId);
        }

        Task<Guid> HostOfAsync() => first.QueryAsync<Guid>("select worker_id from jobs.attached_worker where detached_at is null order by attached_at desc limit 1");
    }

    [Fact]
    public async Task An_outcome_that_nobody_acknowledged_is_sent_again_and_the_worker_is_told_that_it_came_too_late()
    {
        await using var host = await PoolHost.StartAsync(new() { ["WorkerPool:LostAfter"] = "00:00:01", ["WorkerPool:Heartbeat"] = "00:00:00.3" });
        var (tenant, key) = await host.KeyAsync();
        await using var wire = new Jobs.History.Servers.Network(new Uri(host.Address).Port);
        var logs = new TestLogs();
        var (begun, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var worker = await ClientWorker.StartAsync(key, [$"http://127.0.0.1:{wire.Port}"], async (page, job, _) =>
        {
            begun.TrySetResult();
            await end.Task;
            return JobOutcome.Complete(job.LeaseEpoch);
        }, logs: logs);
        var made = await host.Jobs.EnqueueAsync(new() { Kind = "scan.read", PayloadJson = """{"number":1}""", TenantId = tenant }, default);
        await begun.Task;
        // Nothing gets through, and nobody is told: the outcome is said into the void.
        wire.Hang();
        end.SetResult();
        await host.UntilAsync("select exists (select from jobs.job where errors::text like '%said nothing for 1 s%')");
        wire.Cut();
        wire.Heal();
        await host.UntilAsync("select exists (select from jobs.job_history where id = $1)", made.JobId);

        Assert.Equal("2 2", await host.QueryAsync<string>("select epoch || ' ' || result from jobs.job_history"));
        Assert.Contains(logs.Entries, entry => entry.Level == LogLevel.Warning && entry.Message.StartsWith($"The outcome of job {made.JobId} under lease 1 was not taken: Stale, the lease is no longer held", StringComparison.Ordinal));
        await worker.StopAsync();
    }

    [Fact]
    public async Task A_handler_that_says_more_than_gets_through_fills_no_memory_and_its_outcome_is_taken()
    {
        await using var host = await PoolHost.StartAsync(new() { ["WorkerPool:MessagesPerSecond"] = "100000" });
        var (tenant, key) = await host.KeyAsync();
        await using var wire = new Jobs.History.Servers.Network(new Uri(host.Address).Port);
        var logs = new TestLogs();
        using var worker = await ClientWorker.StartAsync(key, [$"http://127.0.0.1:{wire.Port}"], (_, job, _) =>
        {
            wire.Hang();
            for (var n = 0; n < 40_000; n++)
                job.Report(n % 100, new string('x', 200));
            wire.Heal();
            return Task.FromResult(JobOutcome.Complete());
        }, logs: logs);
        var made = await host.Jobs.EnqueueAsync(new() { Kind = "scan.read", PayloadJson = """{"number":1}""", TenantId = tenant }, default);
        await host.UntilAsync("select exists (select from jobs.job_history where id = $1 and state = 'completed' and epoch = 1)", made.JobId);
        Assert.Single(logs.Entries, entry => entry.Message == "Handlers say more than the pool takes: 10000 reports and lines wait, and those that come now are dropped");
        await worker.StopAsync();
    }

    [Fact]
    public async Task A_worker_that_a_person_asks_to_leave_ends_and_does_not_come_back()
    {
        await using var host = await PoolHost.StartAsync();
        var (tenant, key) = await host.KeyAsync();
        using var worker = await ClientWorker.StartAsync(key, [host.Address], (_, _, _) => Task.FromResult(JobOutcome.Complete()));
        await host.UntilAsync("select exists (select from jobs.attached_worker)");
        await host.Services.GetRequiredService<PoolClient>().DrainAsync(tenant, await host.QueryAsync<Guid>("select id from jobs.attached_worker"), default);
        await worker.Services.GetRequiredService<PoolWorker>().Dismissed.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await host.UntilAsync("select count(*) = 1 and bool_and(detached_at is not null) from jobs.attached_worker");
    }

    [Theory]
    [InlineData("tasks", "do jobs of scan.read")]
    [InlineData("worker:file", "do jobs of scan.read")]
    public async Task A_worker_that_the_pool_will_not_have_ends_with_the_reason(string scope, string reason)
    {
        await using var host = await PoolHost.StartAsync();
        var (_, key) = await host.KeyAsync(scope);
        var logs = new TestLogs().Expect("PermissionDenied");
        using var worker = await ClientWorker.StartAsync(key, [host.Address], (_, _, _) => Task.FromResult(JobOutcome.Complete()), logs: logs);
        var fault = await Assert.ThrowsAsync<RpcException>(() => worker.Services.GetRequiredService<PoolWorker>().ExecuteTask!);
        Assert.Equal((StatusCode.PermissionDenied, true), (fault.StatusCode, fault.Status.Detail.Contains(reason, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_wait_before_another_try_doubles_up_to_the_longest_half_of_it_by_chance()
    {
        var options = new WorkerOptions { ApiKey = "k", FirstBackOff = TimeSpan.FromMilliseconds(200), LongestBackOff = TimeSpan.FromSeconds(10) };
        options.Addresses.Add(new("http://127.0.0.1:1"));
        using var worker = new PoolWorker(options, new(), null!, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<PoolWorker>.Instance);
        foreach (var (tries, random, milliseconds) in ((int, double, double)[])[(0, 0, 100), (0, 1, 200), (1, 0, 200), (1, 0.5, 300), (5, 1, 6400), (6, 0, 5000), (6, 1, 10000), (40, 1, 10000)])
            Assert.Equal(milliseconds, worker.BackOff(tries, random).TotalMilliseconds);
    }
}
