using Npgsql;

namespace Workforce.Jobs.Tests;

/// <summary>Callers that enqueue at once share commits, and nothing else.</summary>
public sealed class EnqueueGroupTests
{
    [Fact]
    public async Task Each_of_three_hundred_callers_gets_its_own_job()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        var correlation = Guid.CreateVersion7();
        NewJob Job(int n) => NewJob.Of(n % 2 == 0 ? Kinds.First : Kinds.Second, new Note(n), engine.Tenant) with
        {
            Priority = (byte)(1 + (n % 10)), Tags = n % 3 == 0 ? ["third", $"{n}"] : [], Keys = n % 5 == 0 ? ["z", "a"] : [], Needs = n % 7 == 0 ? ["gpu"] : [],
            Costs = n % 11 == 0 ? new Dictionary<string, decimal> { ["tokens"] = n } : [], CorrelationId = n % 4 == 0 ? correlation : null, MaxAttempts = 1 + (n % 5),
            Timeout = TimeSpan.FromSeconds(1 + n), ScheduledFor = n % 13 == 0 ? DateTimeOffset.UtcNow.AddHours(1) : null, Source = n % 17 == 0 ? "prime" : null, UserId = n % 19 == 0 ? correlation : null,
        };

        var results = await Task.WhenAll(Enumerable.Range(0, 300).Select(n => client.EnqueueAsync(Job(n), default)));

        Assert.Equal(300, results.Select(r => r.JobId).Distinct().Count());
        Assert.Equal(300, await engine.QueryAsync<long>("select sum(cardinality(job_ids)) from jobs.event where type = 'enqueued'"));
        for (var n = 0; n < 300; n++)
        {
            var job = Job(n);
            Assert.Equal((false, job.CorrelationId ?? results[n].JobId), (results[n].Existing, results[n].CorrelationId));
            Assert.Equal(
                $"{job.Kind} {job.Kind[..job.Kind.IndexOf('.', StringComparison.Ordinal)]} {job.PayloadJson} {job.Priority} {job.MaxAttempts} {job.Timeout.TotalMilliseconds} {job.Source} {job.UserId} {job.ScheduledFor is null} " +
                $"{string.Join(',', job.Tags)} {string.Join(',', job.Keys.Order())} {string.Join(',', job.Needs)} {job.Costs.GetValueOrDefault("tokens")}",
                await engine.QueryAsync<string>("""
                    select concat(kind, ' ', queue, ' ', payload, ' ', priority, ' ', max_attempts, ' ', timeout_ms, ' ', source, ' ', user_id, ' ', initcap((rank_at is not null)::text), ' ',
                        array_to_string(tags, ','), ' ', array_to_string(keys, ','), ' ', array_to_string(needs, ','), ' ', coalesce(costs ->> 'tokens', '0'))
                    from jobs.job where id = $1
                    """, results[n].JobId));
        }
    }

    [Fact]
    public async Task What_the_database_refuses_fails_alone()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        await engine.ExecuteAsync("""
            create function public.refuse() returns trigger language plpgsql as $$ begin raise exception 'not this one' using errcode = 'WF999'; end $$;
            create trigger refuse before insert on jobs.job for each row when (new.payload ->> 'number' in ('3', '60')) execute function public.refuse();
            """);

        var racers = Enumerable.Range(0, 100).Select(n => client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(n), engine.Tenant), default)).ToArray();
        await Task.WhenAll(racers).ContinueWith(_ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);

        Assert.Equal([3, 60], Enumerable.Range(0, 100).Where(n => racers[n].IsFaulted));
        foreach (var n in (int[])[3, 60])
            Assert.Equal("WF999", Assert.IsType<PostgresException>(racers[n].Exception!.InnerException).SqlState);
        Assert.Equal(98, await engine.QueryAsync<long>("select count(*) from jobs.job"));
    }

    [Fact]
    public async Task Who_gives_up_in_line_gets_nothing_stored()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        await using var other = await engine.Owner.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var command = new NpgsqlCommand("lock table jobs.job in share mode", other))
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        Task<EnqueueResult> Add(int n, CancellationToken ct) => client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(n), engine.Tenant), ct);
        // Two are being stored and wait for the table; the third waits for them.
        Task<EnqueueResult>[] sent = [Add(1, default), Add(2, default)];
        await engine.UntilAsync("select count(*) = 2 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
        using var impatience = new CancellationTokenSource();
        var third = Add(3, impatience.Token);
        var fourth = Add(4, default);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);

        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        await Task.WhenAll([.. sent, fourth]);

        Assert.Equal(["1", "2", "4"], await engine.ListAsync("select payload ->> 'number' from jobs.job order by 1"));
    }

    [Fact]
    public async Task While_the_database_is_away_every_caller_is_told()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync(o => o.ConnectionString = new NpgsqlConnectionStringBuilder(engine.ConnectionString) { Port = 1 }.ConnectionString);

        var racers = Enumerable.Range(0, 20).Select(n => client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(n), engine.Tenant), default)).ToArray();
        await Task.WhenAll(racers).ContinueWith(_ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);

        Assert.All(racers, r => Assert.IsType<NpgsqlException>(r.Exception!.InnerException));
    }
}
