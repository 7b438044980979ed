using Npgsql;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Tests;

/// <summary>The short way of a claim: taken where it comes to the same as the long one, and nowhere else.</summary>
public sealed class CalmClaimTests
{
    private static readonly string[] Both = ["first.note", "second.note"];

    [Fact]
    public async Task Takes_all_there_is_by_rank_and_tells_of_it()
    {
        await using var engine = await Engine.StartAsync();
        await using var database = new JobsDatabase(engine.ConnectionString, 2);
        var client = await engine.ClientAsync();
        foreach (var (number, priority) in (IReadOnlyList<(int, byte)>)[(2, 9), (1, 5), (0, 1)])
            await client.EnqueueAsync(NewJob.Of(number == 1 ? Kinds.Second : Kinds.First, new Note(number), engine.Tenant) with { Priority = priority, Keys = number == 2 ? ["k"] : [] }, default);
        await client.EnqueueAsync(NewJob.Of(Kinds.First, new Note(9), engine.Tenant) with { ScheduledFor = DateTimeOffset.UtcNow.AddHours(1) }, default);
        var worker = await engine.AddWorkerRowAsync();

        var answer = await CalmClaimStatement.ExecuteAsync(database.Source, worker, new(Both, []), 3, new(), default);

        Assert.NotNull(answer);
        Assert.Equal(["""{"number":0,"text":""}""", """{"number":1,"text":""}""", """{"number":2,"text":""}"""], answer.Jobs.Select(j => j.PayloadJson));
        Assert.All(answer.Jobs, j => Assert.Equal((1, 1), (j.Epoch, j.Attempt)));
        Assert.Equal(["k"], answer.Jobs[2].Keys);
        Assert.Equal((0, false, false, false), (answer.Lanes, answer.More, answer.Limited, answer.Waits));
        Assert.Equal(3, await engine.QueryAsync<long>("select count(*) from jobs.job where state = 'processing' and worker_id = $1 and rank_at is null", worker));
        Assert.Equal(3, await engine.QueryAsync<long>("select sum(cardinality(job_ids)) from jobs.event where type = 'started'"));
        Assert.Equal(0, (await CalmClaimStatement.ExecuteAsync(database.Source, worker, new(Both, []), 3, new(), default))!.Lanes);
    }

    [Theory]
    [InlineData("select")]
    [InlineData("insert into jobs.pause (scope, name, paused_by, reason) values ('queue', 'third', 'me', 'test')", 3)]
    [InlineData("insert into jobs.job_limit (scope, name, measure, most) values ('queue', 'third', 'running', 1)", 3)]
    [InlineData("update jobs.job set needs = '{gpu}', lane = jobs.lane_of(null, '{gpu}') where kind = 'second.note'", 3)]
    public async Task Takes_nothing_where_there_is_more_to_it(string made, int limit = 1)
    {
        await using var engine = await Engine.StartAsync();
        await using var database = new JobsDatabase(engine.ConnectionString, 2);
        await (await engine.ClientAsync()).EnqueueManyAsync([NewJob.Of(Kinds.First, new Note(1), engine.Tenant), NewJob.Of(Kinds.Second, new Note(2), engine.Tenant)], default);
        await engine.ExecuteAsync(made);

        Assert.Null(await CalmClaimStatement.ExecuteAsync(database.Source, await engine.AddWorkerRowAsync(), new(Both, ["gpu"]), limit, new(), default));
        Assert.Equal(2, await engine.QueryAsync<long>("select count(*) from jobs.job where state = 'pending'"));
    }

    [Fact]
    public async Task Leaves_what_another_is_claiming_and_gives_a_lost_worker_nothing()
    {
        await using var engine = await Engine.StartAsync();
        await using var database = new JobsDatabase(engine.ConnectionString, 2);
        await (await engine.ClientAsync()).EnqueueManyAsync([NewJob.Of(Kinds.First, new Note(1), engine.Tenant), NewJob.Of(Kinds.Second, new Note(2), engine.Tenant)], default);
        await using var other = await engine.Owner.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var command = new NpgsqlCommand("select from jobs.job where kind = 'first.note' for update", other))
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var lost = Guid.CreateVersion7();
        await engine.ExecuteAsync("insert into jobs.worker (id, lock_id, name, kinds, lost_at) values ($1, 0, 'lost', '{}', now())", lost);

        var none = await CalmClaimStatement.ExecuteAsync(database.Source, lost, new(Both, []), 9, new(), default);
        var one = await CalmClaimStatement.ExecuteAsync(database.Source, await engine.AddWorkerRowAsync(), new(Both, []), 9, new(), default);

        Assert.Empty(none!.Jobs);
        Assert.Equal(("second.note", 1), (Assert.Single(one!.Jobs).Kind, one.Lanes));
    }
}
