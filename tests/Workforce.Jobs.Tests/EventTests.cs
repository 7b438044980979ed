using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Workforce.Jobs.Events;

namespace Workforce.Jobs.Tests;

public sealed class EventTests
{
    [Fact]
    public async Task Events_that_commit_in_inverse_order_all_arrive_and_the_oldest_open_transaction_holds_up_nobody()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        var marker = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(0), engine.Tenant), default);
        await using var stream = new Stream(client, engine.Tenant, 0);
        Assert.Equal(marker.JobId, (await stream.NextAsync()).JobId);
        await using var first = await OpenEnqueue.StartAsync(engine, client, 1);
        await using var second = await OpenEnqueue.StartAsync(engine, client, 2);
        await using var third = await OpenEnqueue.StartAsync(engine, client, 3);

        await third.CommitAsync();
        Assert.Equal(third.JobId, (await stream.NextAsync()).JobId);
        var after = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(4), engine.Tenant), default);
        Assert.Equal(after.JobId, (await stream.NextAsync()).JobId);
        await second.CommitAsync();
        Assert.Equal(second.JobId, (await stream.NextAsync()).JobId);
        await first.CommitAsync();
        var last = await stream.NextAsync();

        Assert.Equal((first.JobId, "enqueued"), (last.JobId, last.Type));
    }

    [Fact]
    public async Task A_client_that_resumes_misses_nothing_that_committed_late_with_an_older_id()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        var before = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(0), engine.Tenant), default);
        await using var late = await OpenEnqueue.StartAsync(engine, client, 1);
        var seen = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(2), engine.Tenant), default);
        JobEvent received;
        await using (var stream = new Stream(client, engine.Tenant, 0))
        {
            Assert.Equal(before.JobId, (await stream.NextAsync()).JobId);
            received = await stream.NextAsync();
            Assert.Equal(seen.JobId, received.JobId);
        }
        await late.CommitAsync();
        var younger = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(3), engine.Tenant), default);

        await using var resumed = new Stream(client, engine.Tenant, received.Id);
        var rest = new[] { await resumed.NextAsync(), await resumed.NextAsync() };

        Assert.Equal([late.JobId, younger.JobId], rest.Select(e => e.JobId));
        Assert.True(rest[0].Id < received.Id);
        var live = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(4), engine.Tenant), default);
        Assert.Equal(live.JobId, (await resumed.NextAsync()).JobId);
    }

    [Fact]
    public async Task A_stream_resumes_inside_a_batch_and_shows_its_own_tenant_only()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        var jobs = await client.EnqueueManyAsync([.. Enumerable.Range(0, 1500).Select(n => NewJob.Of(Kinds.First, new Note(n), engine.Tenant))], default);
        await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), Guid.CreateVersion7()), default);
        await client.EnqueueAsync(NewJob.Of(Kinds.Second, new Note(2), engine.Tenant), default);
        long middle = 0;
        await using (var all = new Stream(client, engine.Tenant, 0))
            for (var n = 0; n < 700; n++)
                middle = (await all.NextAsync()).Id;

        await using var rest = new Stream(client, engine.Tenant, middle);
        var received = new List<JobEvent>();
        for (var n = 700; n <= 1500; n++)
            received.Add(await rest.NextAsync());

        Assert.Equal(jobs.Skip(700).Select(j => j.JobId), received.Take(800).Select(e => e.JobId));
        Assert.Equal("second.note", received[800].Kind);
    }

    [Fact]
    public async Task Under_concurrent_writers_every_event_arrives_exactly_once()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        await using var stream = new Stream(client, engine.Tenant, 0);
        await using var slowest = await OpenEnqueue.StartAsync(engine, client, -1);
        var writers = Enumerable.Range(0, 8).Select(async w =>
        {
            for (var n = 0; n < 50; n++)
                await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(n), engine.Tenant), default);
        });
        var received = new List<Guid>();
        var reading = Task.Run(async () =>
        {
            for (var n = 0; n < 400; n++)
                received.Add((await stream.NextAsync()).JobId);
        });
        await Task.WhenAll(writers);
        await reading;
        await slowest.CommitAsync();
        received.Add((await stream.NextAsync()).JobId);

        Assert.Equal(401, received.Distinct().Count());
        Assert.Equal(slowest.JobId, received[400]);
    }

    [Fact]
    public async Task A_subscriber_that_falls_behind_reads_on_from_the_table_without_gap_or_repetition()
    {
        await using var engine = await Engine.StartAsync();
        var host = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.Second), services: s => s.AddSingleton<Doing>((_, _, _) => throw new NotSupportedException()));
        var client = host.Services.GetRequiredService<JobClient>();
        var tailer = host.Services.GetRequiredService<EventTailer>();
        var marker = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(0), engine.Tenant), default);
        await using var stream = new Stream(client, engine.Tenant, 0);
        Assert.Equal(marker.JobId, (await stream.NextAsync()).JobId);
        var expected = new List<Guid>();
        // Far more batches than a subscription holds, each read by itself, none taken meanwhile.
        for (var n = 0; n < 300; n++)
        {
            expected.Add((await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(n), engine.Tenant), default)).JobId);
            await tailer.RunOnceAsync(default);
        }

        var received = new List<Guid>();
        for (var n = 0; n < 300; n++)
            received.Add((await stream.NextAsync()).JobId);

        Assert.Equal(expected, received);
    }

    [Fact]
    public async Task Rows_restored_from_another_cluster_come_once_as_past_and_never_live()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        var restored = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(1), engine.Tenant), default);
        await engine.ExecuteAsync("update jobs.event set xid = '999999999999'");
        await using var past = new Stream(client, engine.Tenant, 0);
        Assert.Equal(restored.JobId, (await past.NextAsync()).JobId);

        var next = await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(2), engine.Tenant), default);

        Assert.Equal(next.JobId, (await past.NextAsync()).JobId);
        await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.Second));
        await engine.UntilAsync("select not exists (select from jobs.event where xid > '999999999')");
    }

    /// <summary>Reads a client's events one by one.</summary>
    private sealed class Stream : IAsyncDisposable
    {
        private readonly CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));
        private readonly IAsyncEnumerator<JobEvent> events;
        private Task<bool> next;

        public Stream(JobClient client, Guid tenant, long after)
        {
            events = client.EventsAsync(tenant, after, limit.Token).GetAsyncEnumerator();
            // Begins now, not when first asked for.
            next = events.MoveNextAsync().AsTask();
        }

        public async Task<JobEvent> NextAsync()
        {
            Assert.True(await next);
            var current = events.Current;
            next = events.MoveNextAsync().AsTask();
            return current;
        }

        public async ValueTask DisposeAsync()
        {
            await limit.CancelAsync();
            try
            {
                await next;
            }
            catch (OperationCanceledException)
            {
                // As asked.
            }
            await events.DisposeAsync();
            limit.Dispose();
        }
    }

    /// <summary>A transaction that has enqueued and not committed.</summary>
    private sealed class OpenEnqueue(NpgsqlConnection connection, NpgsqlTransaction transaction, JobClient client, Guid jobId) : IAsyncDisposable
    {
        public Guid JobId => jobId;

        public static async Task<OpenEnqueue> StartAsync(Engine engine, JobClient client, int number)
        {
            var connection = await engine.AppAsync();
            var transaction = await connection.BeginTransactionAsync();
            return new(connection, transaction, client, (await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(number), engine.Tenant), connection, default)).JobId);
        }

        public async Task CommitAsync()
        {
            await transaction.CommitAsync();
            client.Ring("first");
        }

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
