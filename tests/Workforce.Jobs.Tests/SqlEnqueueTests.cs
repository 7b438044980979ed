using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;

namespace Workforce.Jobs.Tests;

public sealed class SqlEnqueueTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_enqueued_by_sql_in_the_tenants_transaction_runs_when_that_commits()
    {
        await using var engine = await Engine.StartAsync();
        var ran = new TaskCompletionSource<(int, string, int)>();
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First), o => o.Offers.Add("gpu"), services: s => s.AddSingleton<Doing>((note, job, _) =>
        {
            ran.SetResult((note.Number, job.Source!, job.MaxAttempts));
            return Task.FromResult(JobOutcome.Complete());
        }));
        var client = worker.Services.GetRequiredService<JobClient>();
        await using var app = await engine.AppAsync();
        await using var transaction = await app.BeginTransactionAsync(Ct);
        var (id, existing) = await EnqueueAsync(app, "$1, 'first.note', '{\"number\": 7}', source => 'psql', max_attempts => 9, keys => '{b,a}', needs => '{gpu}', costs => '{\"tokens\": 3}', idempotency_key => 'k'", engine.Tenant);
        Assert.False(existing);
        Assert.Null(await client.GetAsync(engine.Tenant, id, Ct));

        await transaction.CommitAsync(Ct);

        Assert.Equal((7, "psql", 9), await ran.Task.WaitAsync(TimeSpan.FromSeconds(20), Ct));
        var job = await engine.UntilAsync(client, id, JobState.Completed);
        Assert.Equal((id, "first.note", "first", 5, "a b gpu tokens"), (job.CorrelationId, job.Kind, job.Queue, job.Priority, string.Join(' ', [.. job.Keys, .. job.Needs, .. job.Costs.Keys])));
        Assert.Equal((id, true), await EnqueueAsync(app, "$1, 'first.note', '{}', idempotency_key => 'k'", engine.Tenant));
        Assert.Equal(["enqueued", "started", "completed"], await engine.EventTypesAsync());
    }

    [Fact]
    public async Task A_delayed_one_waits_and_ids_sort_with_those_of_the_client()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        await using var app = await engine.AppAsync();
        var first = (await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant), Ct)).JobId;
        await Task.Delay(2, Ct);
        var (second, _) = await EnqueueAsync(app, "$1, 'first.note', '{}', delay => '1 hour', priority => 2", engine.Tenant);
        await Task.Delay(2, Ct);
        var third = (await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant), Ct)).JobId;

        Assert.Equal([third, second, first], (await client.ListAsync(engine.Tenant, new(), Ct)).Jobs.Select(j => j.Id));
        Assert.Equal(7, second.Version);
        Assert.True(await engine.QueryAsync<bool>("select rank_at is null and due_at - now() between interval '59 minutes' and interval '1 hour' from jobs.job where id = $1", second));
    }

    [Fact]
    public async Task Each_malformed_job_is_refused_with_what_is_wrong_and_nothing_is_stored()
    {
        await using var engine = await Engine.StartAsync();
        await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.First).Add<Note, Does>(new("first.other")).Add<Note, Does>(Kinds.Second));
        await engine.UntilAsync("select exists (select from jobs.worker)");
        await using var app = await engine.AppAsync();
        foreach (var (arguments, code, message) in ((string, string, string)[])
        [
            ("null, 'first.note', '{}'", "22023", "tenant_id is null."),
            ("$1, 'First', '{}'", "22023", "'First' is not a job kind: expected queue.intent in lower case, e.g. tag.categorize."),
            ("$1, 'frist.note', '{}'", "22023", "Queue 'frist' is not known: no worker process of the last day has it. There are first, second."),
            ("$1, 'first.nota', '{}'", "22023", "Kind 'first.nota' is not known: no worker process of the last day does it. Queue first has first.note, first.other."),
            ("$1, 'first.note', '{\"a\":'", "22P02", "invalid input syntax for type json"),
            ("$1, 'first.note', null", "22023", "payload is null; expected JSON."),
            ("$1, 'first.note', to_json(repeat('x', 1048575))", "22023", "payload has 1048577 bytes; the limit is 1048576 (1 MiB). Store large content elsewhere and pass its address."),
            ("$1, 'first.note', '{}', delay => '-1 second'", "22023", "delay is -00:00:01; expected zero or more."),
            ("$1, 'first.note', '{}', delay => '1 second', scheduled_for => now()", "22023", "delay and scheduled_for are both given; expected one of them."),
            ("$1, 'first.note', '{}', priority => 11", "22023", "priority is 11; expected 1 (first) to 10 (last)."),
            ("$1, 'first.note', '{}', max_attempts => 0", "22023", "max_attempts is 0; expected 1 to 1000."),
            ("$1, 'first.note', '{}', timeout => '0'", "22023", "timeout is 00:00:00; expected more than zero and at most 24 days."),
            ("$1, 'first.note', '{}', idempotency_key => ''", "22023", "idempotency_key has 0 characters; expected 1 to 400."),
            ("$1, 'first.note', '{}', keys => array['']", "22023", "keys and needs may have entries of 1 to 200 characters."),
            ("$1, 'first.note', '{}', costs => '{\"tokens\": -1}'", "22023", "costs has a unit that is not lower case letters, digits and _, or is running or starts, or an amount that is not 0 to 10^15."),
            ("$1, 'first.note', '{}', parent_id => '00000000-0000-0000-0000-000000000001'", "WF001", "ParentId 00000000-0000-0000-0000-000000000001 is no job of this tenant."),
            ("gen_random_uuid(), 'first.note', '{}'", "42501", "new row violates row-level security policy for table \"job\""),
        ])
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => EnqueueAsync(app, arguments, engine.Tenant));
            Assert.Equal((code, message), (refused.SqlState, refused.MessageText));
        }
        Assert.Equal(0, await engine.QueryAsync<long>("select (select count(*) from jobs.job) + (select count(*) from jobs.event) + (select count(*) from jobs.idempotency)"));
    }

    [Fact]
    public async Task Racing_calls_with_one_key_store_one_job()
    {
        await using var engine = await Engine.StartAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            await using var app = await engine.AppAsync();
            return await EnqueueAsync(app, "$1, 'first.note', '{}', idempotency_key => 'k', ring => false", engine.Tenant);
        }));

        Assert.Single(results.Select(r => r.Id).Distinct());
        Assert.Equal(11, results.Count(r => r.Existing));
        Assert.Equal(1, await engine.QueryAsync<long>("select count(*) from jobs.job"));
    }

    private static async Task<(Guid Id, bool Existing)> EnqueueAsync(NpgsqlConnection connection, string arguments, Guid tenant)
    {
        await using var command = new NpgsqlCommand($"select job_id, existing from jobs.enqueue({arguments})", connection);
        if (arguments.Contains("$1", StringComparison.Ordinal))
            command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Uuid, Value = tenant });
        await using var row = await command.ExecuteReaderAsync(Ct);
        Assert.True(await row.ReadAsync(Ct));
        return (row.GetGuid(0), row.GetBoolean(1));
    }
}
