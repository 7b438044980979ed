using FsCheck;
using FsCheck.Fluent;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Tests;

public sealed class ClaimOrderTests
{
    private static readonly Gen<List<ClaimedJob>> Claims =
        from lanes in Gen.NonEmptyListOf(from tenant in Gen.Choose(1, 5) from kind in Gen.Choose(1, 2) from ranks in Gen.ListOf(Gen.Choose(0, 6)) select (tenant, kind, ranks))
        // As the statement gives them: lane by lane, each by rank.
        select lanes.DistinctBy(l => (l.tenant, l.kind)).SelectMany(l => l.ranks.Order().Select(rank => Job(l.tenant, l.kind, rank))).ToList();

    [Fact]
    public void Every_tenant_has_its_nth_job_before_anyone_has_one_more_and_each_tenants_jobs_are_in_line() =>
        Prop.ForAll((from jobs in Claims from last in Gen.Choose(0, 6) select (jobs, last)).ToArbitrary(), claim =>
        {
            var order = ClaimOrder.InTurn([.. claim.jobs], Tenant(claim.last));
            var inLine = order.GroupBy(j => j.TenantId).All(t => t.Select(j => j.RankAt).SequenceEqual(t.Select(j => j.RankAt).Order()));
            // Jobs of one lane and rank stay as they were stored.
            var stable = claim.jobs.GroupBy(j => (j.TenantId, j.Kind, j.RankAt)).All(g => g.SequenceEqual(order.Where(j => (j.TenantId, j.Kind, j.RankAt) == g.Key)));
            var counts = claim.jobs.CountBy(j => j.TenantId).ToDictionary();
            var fair = Enumerable.Range(0, order.Count).All(n =>
            {
                var before = order.Take(n).CountBy(j => j.TenantId).ToDictionary();
                return before.Keys.All(a => counts.Keys.All(b => before[a] - 1 <= before.GetValueOrDefault(b) || before.GetValueOrDefault(b) == counts[b]));
            });
            return order.Count == claim.jobs.Count && inLine && stable && fair;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    // All were looked at: the round goes on behind whoever had the last turn.
    [InlineData("1 2 3 1", 4, 0, null, 1)]
    // The limit came before the turn of everybody that was looked at.
    [InlineData("4 5", 2, 3, 9, 5)]
    [InlineData("4 5 1", 3, 3, 2, 1)]
    // Those that were looked at are through, whoever had more than one.
    [InlineData("4 5 4 4", 9, 3, 7, 7)]
    // Nobody's turn came: the same again, or those that were out of sight.
    [InlineData("", 9, 3, null, 3)]
    [InlineData("", 9, 3, 7, 7)]
    public void The_next_round_begins_where_this_one_ended(string served, int limit, int last, int? edge, int expected) =>
        Assert.Equal(Tenant(expected), ClaimOrder.LastServed(
            [.. served.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(t => Job(int.Parse(t, null), 1, 0))], limit, Tenant(last), edge is { } e ? Tenant(e) : null));

    private static Guid Tenant(int n) => new(n, 0, 0, new byte[8]);

    private static ClaimedJob Job(int tenant, int kind, int rank) => new(
        Tenant(tenant), Guid.NewGuid(), 1, null, Guid.Empty, null, $"k.k{kind}", "k", null, 1, 3, DateTime.UnixEpoch.AddMinutes(rank), default, default, TimeSpan.FromSeconds(1), null, null, "{}");
}
