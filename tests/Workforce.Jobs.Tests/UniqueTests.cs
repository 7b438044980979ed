namespace Workforce.Jobs.Tests;

public sealed class UniqueTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"a":1,"b":[{"x":1,"y":"ü"}]}""", """ { "b": [ { "y": "\u00fc", "x": 1.0 } ], "a": 1e0 }""", true)]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""", false)]
    [InlineData("""{"a":1}""", """{"a":"1"}""", false)]
    [InlineData("""{"a":1}""", """{"a":1,"b":null}""", false)]
    [InlineData("1e400", "1E400", false)]
    public void Payloads_that_say_the_same_have_one_key(string one, string other, bool same) =>
        Assert.Equal(same, new UniqueBy(TimeSpan.FromHours(1)).KeyOf("a.b", one) == new UniqueBy(TimeSpan.FromDays(1)).KeyOf("a.b", other));

    [Fact]
    public void Of_named_members_only_those_count_and_a_missing_one_is_null()
    {
        var unique = new UniqueBy(TimeSpan.FromHours(1), ["b", "a"]);

        Assert.Equal(unique.KeyOf("k.k", """{"a":1,"b":null,"c":1}"""), unique.KeyOf("k.k", """{"c":2,"a":1}"""));
        Assert.NotEqual(unique.KeyOf("k.k", """{"a":1}"""), unique.KeyOf("k.j", """{"a":1}"""));
        Assert.NotEqual(unique.KeyOf("k.k", """{"a":1}"""), unique.KeyOf("k.k", """{"b":1}"""));
    }

    [Fact]
    public async Task Of_racing_jobs_with_the_same_arguments_one_is_stored_and_another_when_its_time_is_over()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync(o => o.MaxPoolSize = 16);
        var job = NewJob.Of(Kinds.First, new Note(1, "a"), engine.Tenant) with { Unique = new(TimeSpan.FromHours(1), ["number"]) };

        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(n => client.EnqueueAsync(job with { PayloadJson = $$"""{"text":"{{n}}","number":1}""" }, Ct)));

        var first = Assert.Single(results.Select(r => r.JobId).Distinct());
        Assert.Equal(15, results.Count(r => r.Existing));
        Assert.Null((await client.GetAsync(engine.Tenant, first, Ct))!.IdempotencyKey);
        // A finished one counts; another number, kind or tenant is another job.
        await client.CancelAsync(engine.Tenant, first, Ct);
        Assert.Equal((first, true), await StoredAsync(job));
        Assert.False((await client.EnqueueAsync(job with { PayloadJson = """{"number":2}""" }, Ct)).Existing);
        Assert.False((await client.EnqueueAsync(job with { Kind = "second.note" }, Ct)).Existing);
        Assert.False((await client.EnqueueAsync(job with { TenantId = Guid.CreateVersion7() }, Ct)).Existing);
        await engine.ExecuteAsync("update jobs.idempotency set expires_at = now()");
        // Over: the next is stored, and counts from then on.
        var second = await client.EnqueueManyAsync([job, job], Ct);
        Assert.Equal((false, true, second[0].JobId), (second[0].Existing, second[1].Existing, second[1].JobId));
        Assert.NotEqual(first, second[0].JobId);
        Assert.Equal((second[0].JobId, true), await StoredAsync(job));

        async Task<(Guid, bool)> StoredAsync(NewJob again) => await client.EnqueueAsync(again, Ct) is var r ? (r.JobId, r.Existing) : default;
    }

    [Fact]
    public async Task What_cannot_be_unique_is_refused()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientAsync();
        var good = NewJob.Of(Kinds.First, new Note(1), engine.Tenant);
        async Task<string> RefusedAsync(NewJob job) => (await Assert.ThrowsAsync<ArgumentException>(() => client.EnqueueAsync(job, Ct))).Message;

        Assert.StartsWith("Unique is given with an IdempotencyKey;", await RefusedAsync(good with { Unique = new(TimeSpan.FromHours(1)), IdempotencyKey = "k" }), StringComparison.Ordinal);
        Assert.StartsWith("Unique is for 00:00:00; expected more than zero", await RefusedAsync(good with { Unique = new(TimeSpan.Zero) }), StringComparison.Ordinal);
        Assert.StartsWith("Unique names 0 members; expected 1 to 20", await RefusedAsync(good with { Unique = new(TimeSpan.FromHours(1), []) }), StringComparison.Ordinal);
        Assert.StartsWith("Unique names members, and the payload is no object", await RefusedAsync(good with { PayloadJson = "[1]", Unique = new(TimeSpan.FromHours(1), ["a"]) }), StringComparison.Ordinal);
        Assert.StartsWith("IdempotencyKey begins with '~'", await RefusedAsync(good with { IdempotencyKey = "~a" }), StringComparison.Ordinal);
        Assert.StartsWith("Deadline is 2030-01-01T00:00:00.0000000+00:00, not after ScheduledFor, 2030-01-01T00:00:00.0000000+00:00; it could never run",
            await RefusedAsync(good with { ScheduledFor = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), Deadline = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero) }), StringComparison.Ordinal);
        Assert.Equal(0, await engine.QueryAsync<long>("select count(*) from jobs.job"));
    }
}
