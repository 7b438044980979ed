using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workforce.Jobs.Gates;
using Workforce.Jobs.Pool;

namespace Workforce.Jobs.Tests.Pool;

public sealed class PoolTests
{
    [Fact]
    public async Task An_attached_worker_is_given_a_job_reports_on_it_and_ends_it()
    {
        await using var engine = await Engine.StartAsync();
        var (host, pool, client) = await PoolProcess.StartAsync(engine);
        var user = Guid.CreateVersion7();
        var member = await PoolMember.AttachAsync(pool, PoolMember.Hello(engine.Tenant));
        var made = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(7, "seven"), engine.Tenant) with { UserId = user, Source = "tests", MaxAttempts = 4, Timeout = TimeSpan.FromSeconds(90) }, default);

        var job = await member.JobAsync();
        Assert.Equal(new(made.JobId, 1, "first.note", """{"number":7,"text":"seven"}""", 1, 4, made.CorrelationId, null, user, "tests", TimeSpan.FromSeconds(90), null, job.TraceParent), job);
        member.Seat.Report(job.Id, job.LeaseEpoch, 40, "nearly half");
        await engine.UntilAsync(client, made.JobId, j => j is { Percent: 40, Message: "nearly half" });
        member.Seat.Log(job.Id, job.LeaseEpoch, LogLevel.Warning, "the scan is pale");
        await member.EndAsync(job, JobOutcome.CompleteJson("""{"seen":7}"""));
        Assert.Equal((PoolVerdict.Recorded, ""), await member.VerdictAsync());

        var done = (await client.GetAsync(engine.Tenant, made.JobId, default))!;
        Assert.Equal((JobState.Completed, """{"seen":7}""", 1), (done.State, done.ResultJson, done.Attempt));
        Assert.Equal(["tester: the scan is pale"], await engine.ListAsync("select message from jobs.event where type = 'log'"));
        Assert.Equal(["enqueued", "started", "progress", "log", "completed"], await engine.EventTypesAsync());
        await host.StopAsync();
    }

    [Fact]
    public async Task Every_outcome_ends_a_job_as_a_handler_of_the_process_would()
    {
        await using var engine = await Engine.StartAsync();
        var (_, pool, client) = await PoolProcess.StartAsync(engine);
        var member = await PoolMember.AttachAsync(pool, PoolMember.Hello(engine.Tenant));
        var until = DateTimeOffset.UtcNow.AddDays(1);
        foreach (var (outcome, state, attempt, reason, error) in ((JobOutcome, JobState, int, string?, string?)[])
        [
            (JobOutcome.Complete(), JobState.Completed, 1, null, null),
            (JobOutcome.Fail("no such customer"), JobState.Failed, 1, null, "no such customer"),
            (JobOutcome.Cancel("not wanted"), JobState.Cancelled, 1, "not wanted", null),
            (JobOutcome.Retry("busy", TimeSpan.FromHours(1)), JobState.Retrying, 1, null, "busy"),
            (JobOutcome.Snooze(until), JobState.Pending, 0, null, null),
            (JobOutcome.Wait("for ada"), JobState.Waiting, 0, "for ada", null),
        ])
        {
            var made = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant), default);
            var job = await member.JobAsync();
            await member.EndAsync(job, outcome);
            Assert.Equal(PoolVerdict.Recorded, (await member.VerdictAsync()).Status);
            var now = (await client.GetAsync(engine.Tenant, made.JobId, default))!;
            Assert.Equal((state, attempt, reason, error), (now.State, now.Attempt, now.Reason, now.Errors.SingleOrDefault()?.Error));
            Assert.True(error is null || now.Errors.Single().Worker == "tester");
        }
    }

    [Fact]
    public async Task A_job_that_is_given_back_uses_no_attempt_and_one_that_was_malformed_is_tried_again()
    {
        await using var engine = await Engine.StartAsync();
        var (_, pool, client) = await PoolProcess.StartAsync(engine);
        var member = await PoolMember.AttachAsync(pool, PoolMember.Hello(engine.Tenant));
        var made = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant), default);

        var job = await member.JobAsync();
        await member.Seat.EndAsync([PoolOutcome.Returned(job.Id, job.LeaseEpoch)], default);
        Assert.Equal(PoolVerdict.Recorded, (await member.VerdictAsync()).Status);
        job = await member.JobAsync();
        Assert.Equal((made.JobId, 2, 1), (job.Id, job.LeaseEpoch, job.Attempt));
        await member.Seat.EndAsync([PoolOutcome.Malformed(job.Id, job.LeaseEpoch, "result_json is not JSON")], default);
        Assert.Equal((PoolVerdict.Invalid, "result_json is not JSON"), await member.VerdictAsync());
        var now = (await client.GetAsync(engine.Tenant, made.JobId, default))!;
        Assert.Equal((JobState.Retrying, 1, "result_json is not JSON"), (now.State, now.Attempt, now.Errors.Single().Error));
    }

    [Fact]
    public async Task A_worker_never_has_more_than_its_slots_and_a_free_one_is_filled()
    {
        await using var engine = await Engine.StartAsync();
        var (_, pool, client) = await PoolProcess.StartAsync(engine);
        await client.EnqueueManyAsync([.. Enumerable.Range(0, 200).Select(n => NewJob.Of(Kinds.First, new Note(n), engine.Tenant))], default);
        var members = new[] { await PoolMember.AttachAsync(pool, PoolMember.Hello(engine.Tenant, 3)), await PoolMember.AttachAsync(pool, PoolMember.Hello(engine.Tenant, 5)) };
        var done = 0;
        await Task.WhenAll(members.Select((member, i) => WorkAsync(member, slots: i == 0 ? 3 : 5)));
        Assert.Equal(200, await engine.QueryAsync<long>("select count(*) from jobs.job_history where state = 'completed' and attempt = 1 and epoch = 1"));

        async Task WorkAsync(PoolMember member, int slots)
        {
            using var over = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            var (hand, notices) = (new Queue<PoolJob>(), new List<PoolNotice>());
            while (Volatile.Read(ref done) < 200)
            {
                Assert.True(await member.Seat.NextAsync(notices, 100, over.Token));
                member.Seat.Heard();
                foreach (var job in notices.OfType<PoolNotice.Granted>())
                    hand.Enqueue(job.Job);
                Interlocked.Add(ref done, notices.OfType<PoolNotice.Acknowledged>().Count());
                Assert.InRange(hand.Count, 0, slots);
                if (hand.TryDequeue(out var first))
                    await member.EndAsync(first, JobOutcome.Complete());
                if (Volatile.Read(ref done) == 200)
                    foreach (var other in members)
                        other.Seat.Log(Guid.Empty, 0, LogLevel.Information, "");
            }
        }
    }

    [Fact]
    public async Task Only_jobs_of_its_tenant_its_kinds_and_its_capabilities_are_given_to_a_worker()
    {
        await using var engine = await Engine.StartAsync();
        var (_, pool, client) = await PoolProcess.StartAsync(engine);
        var other = Guid.CreateVersion7();
        await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), other), default);
        await client.EnqueueAsync(NewJob.Of(Kinds.Second, new Note(2), engine.Tenant), default);
        await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(3), engine.Tenant) with { Needs = ["gpu"] }, default);
        var plain = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(4), engine.Tenant), default);

        var member = await PoolMember.AttachAsync(pool, PoolMember.Hello(engine.Tenant, 10));
        Assert.Equal(plain.JobId, (await member.JobAsync()).Id);
        var strong = await PoolMember.AttachAsync(pool, PoolMember.Hello(engine.Tenant, 10) with { Offers = ["gpu"] });
        Assert.Contains("\"number\":3", (await strong.JobAsync()).PayloadJson);
        var foreign = await PoolMember.AttachAsync(pool, PoolMember.Hello(other, 10, "first.note", "second.note"));
        Assert.Contains("\"number\":1", (await foreign.JobAsync()).PayloadJson);
        Assert.Equal("second.note", Assert.Single(await engine.ListAsync("select kind from jobs.job where state = 'pending'")));
    }

    [Fact]
    public async Task Limits_and_pauses_hold_for_attached_workers()
    {
        await using var engine = await Engine.StartAsync();
        var (host, pool, client) = await PoolProcess.StartAsync(engine);
        var gates = host.Services.GetRequiredService<GateClient>();
        await gates.LimitAsync(JobLimit.Running(JobScope.Queue("first", engine.Tenant), 2), default);
        await client.EnqueueManyAsync([.. Enumerable.Range(0, 3).Select(n => NewJob.Of(Kinds.First, new Note(n), engine.Tenant))], default);
        var member = await PoolMember.AttachAsync(pool, PoolMember.Hello(engine.Tenant, 10));
        var first = await member.JobAsync();
        await member.JobAsync();
        Assert.Equal(2, await engine.QueryAsync<long>("select count(*) from jobs.job where state = 'processing'"));
        await member.EndAsync(first, JobOutcome.Complete());
        await member.VerdictAsync();
        await member.JobAsync();
        await gates.PauseAsync(JobScope.Queue("first", engine.Tenant), null, "ada", "", default);
        var paused = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(9), engine.Tenant), default);
        await member.EndAsync((await ProcessingAsync())[0], JobOutcome.Complete());
        await member.VerdictAsync();
        Assert.Equal(HoldReason.Paused, (await client.ExplainAsync(engine.Tenant, paused.JobId, default))!.Holds[0].Why);
        Assert.Equal(1, await engine.QueryAsync<long>("select count(*) from jobs.job where state = 'processing'"));

        async Task<List<PoolJob>> ProcessingAsync() => [.. (await engine.ListAsync("select id || ' ' || epoch from jobs.job where state = 'processing' order by id"))
            .Select(row => row.Split(' ')).Select(row => first with { Id = Guid.Parse(row[0]), LeaseEpoch = long.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture) })];
    }

    [Fact]
    public async Task A_stopping_process_asks_its_workers_to_drain_takes_what_they_finish_and_returns_the_rest_with_no_attempt_used()
    {
        await using var engine = await Engine.StartAsync();
        var (host, pool, client) = await PoolProcess.StartAsync(engine, o => o.StopGrace = TimeSpan.FromMilliseconds(500));
        var member = await PoolMember.AttachAsync(pool, PoolMember.Hello(engine.Tenant, 2));
        await client.EnqueueManyAsync([.. Enumerable.Range(0, 5).Select(n => NewJob.Of(Kinds.First, new Note(n), engine.Tenant))], default);
        var first = await member.JobAsync();
        await member.JobAsync();

        var stopping = host.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(new(ForGood: false), await member.NextAsync<PoolNotice.Drain>());
        await member.EndAsync(first, JobOutcome.Complete());
        Assert.Equal(PoolVerdict.Recorded, (await member.VerdictAsync()).Status);
        await stopping;

        Assert.Equal(PoolEnd.Stopping, await member.Seat.Ended);
        Assert.Equal(4, await engine.QueryAsync<long>("select count(*) from jobs.job where state = 'pending' and attempt = 0 and errors = '[]'"));
        Assert.Equal(1, await engine.QueryAsync<long>("select count(*) from jobs.job_history where state = 'completed'"));
        Assert.Equal(1, await engine.QueryAsync<long>("select count(*) from jobs.worker where stopped_at is not null"));
        Assert.Equal(["was attached to a process that stopped"], await engine.ListAsync("select reason from jobs.attached_worker"));
        await Assert.ThrowsAsync<PoolRefusedException>(() => pool.AttachAsync(PoolMember.Hello(engine.Tenant), default));
    }

    [Fact]
    public async Task People_see_who_is_attached_anywhere_and_drain_or_detach_them_from_any_process()
    {
        await using var engine = await Engine.StartAsync();
        var (_, pool, client) = await PoolProcess.StartAsync(engine);
        var elsewhere = ClientOf(engine, await engine.ClientHostAsync(new()));
        var member = await PoolMember.AttachAsync(pool, PoolMember.Hello(engine.Tenant, 3) with { Offers = ["gpu"] });
        var other = await PoolMember.AttachAsync(pool, PoolMember.Hello(engine.Tenant, 3) with { Name = "another" });
        var made = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant) with { Needs = ["gpu"] }, default);
        var job = await member.JobAsync();
        await engine.UntilAsync("select held = 1 from jobs.attached_worker where id = $1", member.Seat.Id);

        var seen = await elsewhere.ListAsync(engine.Tenant, default);
        Assert.Equal(["another", "tester"], seen.Select(w => w.Name));
        Assert.Equal(("csharp 14", "1.2.3", "here", 3, 1, "first.note", "gpu", false), (seen[1].Language, seen[1].Version, seen[1].Address, seen[1].Slots, seen[1].Held, seen[1].Kinds.Single(), seen[1].Offers.Single(), seen[1].Draining));
        Assert.Empty(await elsewhere.ListAsync(Guid.CreateVersion7(), default));
        Assert.False(await elsewhere.DrainAsync(Guid.CreateVersion7(), member.Seat.Id, default));

        Assert.True(await elsewhere.DrainAsync(engine.Tenant, member.Seat.Id, default));
        Assert.Equal(new(ForGood: true), await member.NextAsync<PoolNotice.Drain>());
        await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(2), engine.Tenant) with { Needs = ["gpu"] }, default);
        await member.EndAsync(job, JobOutcome.Complete());
        Assert.Equal(PoolVerdict.Recorded, (await member.VerdictAsync()).Status);
        Assert.Equal((0, true), (member.Seat.Free, (await elsewhere.ListAsync(engine.Tenant, default)).Single(w => w.Id == member.Seat.Id).Draining));

        Assert.True(await elsewhere.DetachAsync(engine.Tenant, other.Seat.Id, default));
        Assert.Equal(PoolEnd.Detached, await other.Seat.Ended.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        await engine.UntilAsync("select exists (select from jobs.attached_worker where id = $1 and reason = 'was detached')", other.Seat.Id);
        Assert.Equal(made.JobId, job.Id);
    }

    [Fact]
    public async Task What_only_an_attached_worker_does_can_be_enqueued_from_sql_and_is_explained_as_done_by_one()
    {
        await using var engine = await Engine.StartAsync();
        var (_, pool, client) = await PoolProcess.StartAsync(engine);
        var made = await client.EnqueueAsync(NewJob.Of(Kinds.Second, new Note(1), engine.Tenant), default);
        Assert.Equal([HoldReason.NoWorker], (await client.ExplainAsync(engine.Tenant, made.JobId, default))!.Holds.Select(hold => hold.Why));
        var member = await PoolMember.AttachAsync(pool, PoolMember.Hello(engine.Tenant, 1, "second.note"));
        await member.JobAsync();
        await engine.ExecuteAsync("insert into jobs.worker (id, lock_id, name, kinds) values (gen_random_uuid(), 0, 'by hand', '{first.note}')");
        await engine.ExecuteAsync("select * from jobs.enqueue($1, 'second.note', '{}')", engine.Tenant);
        var next = await engine.QueryAsync<Guid>("select id from jobs.job where kind = 'second.note' and state = 'pending'");
        Assert.Empty((await client.ExplainAsync(engine.Tenant, next, default))!.Holds);
    }

    [Theory]
    [InlineData("", "first.note", "", 1, "name has 0 characters; expected 1 to 100 and no NUL.", "name")]
    [InlineData("w", "First", "", 1, "kinds has 'First'; expected queue.intent in lower case, e.g. tag.categorize.", "kinds")]
    [InlineData("w", "first.note first.note", "", 1, "kinds has 'first.note' twice.", "kinds")]
    [InlineData("w", "", "", 1, "kinds has 0 entries; expected 1 to 200.", "kinds")]
    [InlineData("w", "first.note", "gpu gpu", 1, "capabilities has 'gpu' twice.", "capabilities")]
    [InlineData("w", "first.note", "", 0, "slots is 0; expected 1 to 10000.", "slots")]
    [InlineData("w", "first.note", "", 10001, "slots is 10001; expected 1 to 10000.", "slots")]
    public void A_malformed_hello_is_refused_by_its_field(string name, string kinds, string offers, int slots, string message, string field)
    {
        var hello = PoolMember.Hello(Guid.CreateVersion7(), slots) with { Name = name, Kinds = kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries), Offers = offers.Split(' ', StringSplitOptions.RemoveEmptyEntries) };
        var refused = Assert.Throws<ArgumentException>(hello.ThrowIfBad);
        Assert.Equal((field, true), (refused.ParamName, refused.Message.StartsWith(message, StringComparison.Ordinal)));
    }

    private static PoolClient ClientOf(Engine engine, IHost host) => host.Services.GetRequiredService<PoolClient>();
}
