namespace Workforce.Jobs.Tests;

public sealed class EnqueueTests
{
    [Fact]
    public async Task Sixteen_racing_enqueues_with_one_key_store_one_job_and_all_learn_which()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync(o => o.MaxPoolSize = 16);
        var start = new TaskCompletionSource();
        var racers = Enumerable.Range(0, 16).Select(async n =>
        {
            await start.Task;
            return await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(n), engine.Tenant) with { IdempotencyKey = "only once" }, default);
        }).ToArray();
        start.SetResult();

        var results = await Task.WhenAll(racers);

        var stored = Assert.Single(results.Select(r => (r.JobId, r.CorrelationId)).Distinct());
        Assert.Equal(15, results.Count(r => r.Existing));
        Assert.Equal(1, await engine.QueryAsync<long>("select count(*) from jobs.job"));
        Assert.Equal(stored.JobId, await engine.QueryAsync<Guid>("select id from jobs.job"));
    }

    [Fact]
    public async Task A_key_that_another_transaction_holds_is_waited_for_and_free_again_when_that_rolls_back()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        var job = NewJob.Of(Kinds.First, new Note(1), engine.Tenant) with { IdempotencyKey = "k" };
        await using var first = await engine.AppAsync();
        await using var transaction = await first.BeginTransactionAsync();
        await client.EnqueueAsync(job, first, default);

        var second = client.EnqueueAsync(job, default);
        await engine.UntilWaitingForLockAsync();
        Assert.False(second.IsCompleted);
        await transaction.RollbackAsync();

        Assert.False((await second).Existing);
        Assert.Equal(1, await engine.QueryAsync<long>("select count(*) from jobs.job"));
    }

    [Fact]
    public async Task A_job_enqueued_in_the_callers_transaction_comes_and_goes_with_it()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        var job = NewJob.Of(Kinds.First, new Note(1), engine.Tenant) with { IdempotencyKey = "k" };
        await using var connection = await engine.AppAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            var gone = await client.EnqueueAsync(job, connection, default);
            await transaction.RollbackAsync();
            Assert.Null(await client.GetAsync(engine.Tenant, gone.JobId, default));
        }
        Assert.Equal(0, await engine.QueryAsync<long>("select (select count(*) from jobs.idempotency) + (select count(*) from jobs.event)"));

        await using (var transaction = await connection.BeginTransactionAsync())
        {
            var kept = await client.EnqueueAsync(job, connection, default);
            Assert.Null(await client.GetAsync(engine.Tenant, kept.JobId, default));
            await transaction.CommitAsync();
            Assert.Equal(JobState.Pending, (await client.GetAsync(engine.Tenant, kept.JobId, default))!.State);
        }
    }

    [Fact]
    public async Task A_key_holds_after_its_job_has_become_history_and_in_its_tenant_only()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        var job = NewJob.Of(Kinds.First, new Note(1), engine.Tenant) with { IdempotencyKey = "k" };
        var first = await client.EnqueueAsync(job, default);
        Assert.True(await client.CancelAsync(engine.Tenant, first.JobId, default));

        Assert.Equal(first with { Existing = true }, await client.EnqueueAsync(job, default));
        Assert.False((await client.EnqueueAsync(job with { TenantId = Guid.CreateVersion7() }, default)).Existing);
    }

    [Fact]
    public async Task Many_jobs_are_stored_in_order_and_a_key_that_comes_twice_counts_once()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        var jobs = Enumerable.Range(0, 2500).Select(n => NewJob.Of(Kinds.First, new Note(n), engine.Tenant) with { IdempotencyKey = n is 3 or 2400 ? "twice" : null }).ToArray();

        var results = await client.EnqueueManyAsync(jobs, default);

        Assert.Equal(2499, await engine.QueryAsync<long>("select count(*) from jobs.job"));
        Assert.Equal(results[3].JobId, results[2400].JobId);
        Assert.Equal([2400], results.Select((r, n) => (r, n)).Where(x => x.r.Existing).Select(x => x.n));
        Assert.Equal(2499, await engine.QueryAsync<long>("select sum(cardinality(job_ids)) from jobs.event"));
        Assert.Equal("4", await engine.QueryAsync<string>("select payload->>'number' from jobs.job where id = $1", results[4].JobId));
    }

    [Fact]
    public async Task A_malformed_job_is_refused_by_name_and_its_whole_batch_is_not_stored()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        var good = NewJob.Of(Kinds.First, new Note(1), engine.Tenant);
        (string Problem, NewJob Job)[] bad =
        [
            ("'First.note' is not a job kind", good with { Kind = "First.note" }),
            ("'first' is not a job kind", good with { Kind = "first" }),
            ("'first.a.b' is not a job kind", good with { Kind = "first.a.b" }),
            ("TenantId is empty", good with { TenantId = Guid.Empty }),
            ("Priority is 0", good with { Priority = 0 }),
            ("Priority is 11", good with { Priority = 11 }),
            ("MaxAttempts is 0", good with { MaxAttempts = 0 }),
            ("MaxAttempts is 1001", good with { MaxAttempts = 1001 }),
            ("Timeout is 00:00:00", good with { Timeout = TimeSpan.Zero }),
            ("IdempotencyKey has 0 characters", good with { IdempotencyKey = "" }),
            ("IdempotencyKey has 401 characters", good with { IdempotencyKey = new('k', 401) }),
            (@"PayloadJson holds the character \u0000", good with { PayloadJson = """{"a":["x\u0000"]}""" }),
            ("PayloadJson is not valid JSON", good with { PayloadJson = """{"a\ud800":1}""" }),
            ("PayloadJson is not valid JSON", good with { PayloadJson = "{\"a\":" }),
            ("PayloadJson has 1048577 bytes; the limit is 1048576 (1 MiB)", good with { PayloadJson = $"\"{new string('x', NewJob.MaxPayloadBytes - 1)}\"" }),
        ];
        foreach (var (problem, job) in bad)
        {
            Assert.StartsWith(problem, (await Assert.ThrowsAsync<ArgumentException>(() => client.EnqueueAsync(job, default))).Message, StringComparison.Ordinal);
            Assert.StartsWith($"Job 2 of 2: {problem}", (await Assert.ThrowsAsync<ArgumentException>(() => client.EnqueueManyAsync([good, job], default))).Message, StringComparison.Ordinal);
        }
        Assert.Equal(0, await engine.QueryAsync<long>("select count(*) from jobs.job"));
    }

    [Fact]
    public async Task A_process_that_knows_its_kinds_enqueues_no_others_and_says_which_there_are()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync(o => o.KnownKinds.UnionWith(["first.note", "first.other", "second.note"]));
        var good = NewJob.Of(Kinds.First, new Note(1), engine.Tenant);
        async Task<string> RefusedAsync(string kind) => (await Assert.ThrowsAsync<ArgumentException>(() => client.EnqueueManyAsync([good, good with { Kind = kind }], default))).Message;

        Assert.StartsWith("Job 2 of 2: Kind is 'first.nota', which is not known here; queue first has first.note, first.other.", await RefusedAsync("first.nota"), StringComparison.Ordinal);
        Assert.StartsWith("Job 2 of 2: Kind is 'frist.note', and no queue frist is known here; there are first, second.", await RefusedAsync("frist.note"), StringComparison.Ordinal);
        Assert.Equal(0, await engine.QueryAsync<long>("select count(*) from jobs.job"));
        await client.EnqueueAsync(good, default);
    }

    [Fact]
    public async Task A_payload_of_exactly_one_mebibyte_is_stored_and_the_table_refuses_one_byte_more_from_anybody()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        var largest = $"\"{new string('x', NewJob.MaxPayloadBytes - 2)}\"";
        var job = NewJob.Of(Kinds.First, new Note(1), engine.Tenant) with { PayloadJson = largest };

        var stored = await client.EnqueueAsync(job, default);

        Assert.Equal(largest, (await client.GetAsync(engine.Tenant, stored.JobId, default))!.PayloadJson);
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => engine.ExecuteAsync(
            "insert into jobs.job (tenant_id, id, correlation_id, timeout_ms, priority, max_attempts, queue, kind, payload) values ($1, $2, $2, 1000, 5, 3, 'first', 'first.note', $3::json)",
            engine.Tenant, Guid.CreateVersion7(), $"\"x{largest[1..]}"));
        Assert.Equal("job_payload_1_mib", refused.ConstraintName);
    }
}
