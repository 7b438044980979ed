using Version = Workforce.Jobs.History.Recording.Version;

namespace Workforce.Jobs.Tests.History;

/// <summary>Who may start: limits, pauses and the order of the line.</summary>
public sealed class OrderRuleTests
{
    private static readonly Guid Other = new(2, 0, 0, new byte[8]);

    private static Story Story => new();

    [Theory]
    [InlineData("all", "")]
    [InlineData("queue", "alpha")]
    [InlineData("kind", "alpha.work")]
    [InlineData("key", "vendor:x")]
    public void No_more_jobs_run_at_once_than_a_limit_allows(string scope, string name)
    {
        Story Two(decimal most) => Story.Held("running", scope, name, most).Enqueued(job => job with { Keys = ["vendor:x"] }, 1, 2).Claimed("w0", 1).Claimed("w1", 2);

        Assert.Empty(Finished(Two(2)).Broken());
        Assert.Equal([$"limit: With a claim by w1 2 jobs of {scope} {name} run at once; the limit is 1."], Finished(Two(1)).Broken());
    }

    [Theory]
    [InlineData(true, null, $" of tenant 00000001-0000-0000-0000-000000000000")]
    [InlineData(false, "queue", " of queue alpha")]
    [InlineData(false, "kind", " of kind alpha.work")]
    [InlineData(false, "key", " of key vendor:x")]
    public void No_more_of_each_run_at_once_or_start_than_a_limit_for_each_allows(bool eachTenant, string? eachOf, string part)
    {
        Story Two(string measure, long? per, string other, string prefix = "vendor:") => Story.Held(measure, "all", "", 1, per, eachTenant, eachOf, prefix)
            .Enqueued(job => job with { Keys = ["vendor:x"] }, 1).Enqueued(job => job with { Keys = [other] }, 2).Claimed("w0", 1).Claimed("w1", 2);

        Assert.Equal([$"limit: With a claim by w1 2 jobs of all {part} run at once; the limit is 1."], Finished(Two("running", null, "vendor:x")).Broken());
        Assert.Equal([$"limit: With a claim by w1 2 jobs of all {part} have started in 1000000 µs; the limit is 1."], Finished(Two("starts", 1_000_000, "vendor:x")).Broken());
        // Another key is another part, and one that begins otherwise none.
        if (eachOf == "key")
        {
            Assert.Empty(Finished(Two("running", null, "vendor:y")).Broken());
            Assert.Empty(Finished(Two("running", null, "vendor:x", "customer:")).Broken());
        }
    }

    [Fact]
    public void A_job_that_has_ended_makes_room() =>
        Assert.Empty(Story.Held("running", "all", "", 1).Enqueued(1, 2).Done("w0", 1).Done("w1", 2).Broken());

    [Theory]
    [InlineData(4_001, 1)]
    [InlineData(4_000, 0)]
    public void No_more_jobs_start_in_any_time_of_its_length_than_a_limit_allows(long per, int violations)
    {
        // Claims at 3 and 7 ms.
        var broken = Story.Held("starts", "queue", "alpha", 1, per).Enqueued(1, 2).Done("w0", 1).Done("w0", 2).Broken();

        Assert.Equal(violations == 0 ? [] : ["limit: With a claim by w0 2 jobs of queue alpha have started in 4001 µs; the limit is 1."], broken);
    }

    [Fact]
    public void A_job_that_was_claimed_and_handed_back_before_its_handler_began_is_no_start() =>
        Assert.Empty(Story.Held("starts", "queue", "alpha", 1, 1_000_000).Enqueued(1).Claimed("w0", 1)
            .Moved("w0", 1, "returned", job => job with { State = "pending", WorkerId = null, Attempt = 0, RankAt = job.DueAt }).Done("w1", 1).Broken());

    [Fact]
    public void Nothing_is_claimed_that_is_paused()
    {
        Assert.Empty(Story.Enqueued(1).Held("pause", "queue", "beta").Done("w0", 1).Broken());
        Assert.Equal(["pause: It was claimed by w0 although queue alpha was paused."], Story.Enqueued(1).Held("pause", "queue", "alpha").Done("w0", 1).Broken());
    }

    [Fact]
    public void The_rank_is_when_a_job_came_due_a_minute_later_for_each_step_of_priority_and_no_later_than_a_minute_before_its_deadline()
    {
        Assert.Equal(["rank: Its rank is 7; due at 1000 with priority 3 and deadline  it should be 120001000."],
            Story.Enqueued(1).Moved("client", 1, "changed", job => job with { Priority = 3, RankAt = 7 }).Done("w0", 1).Broken());
        Assert.Equal(["rank: Its rank is 120001000; due at 1000 with priority 3 and deadline 90000000 it should be 30000000."],
            Story.Enqueued(job => job with { Priority = 3, Deadline = 90_000_000 }, 1).Done("w0", 1).Broken());
    }

    [Fact]
    public void A_tenants_jobs_are_claimed_by_rank()
    {
        Assert.Empty(Story.Enqueued(1, 2).Claimed("w0", 2).Began("w0", 2).Completed("w0", 2).Done("w0", 1).Broken());
        // What somebody locks for a moment may be passed by two claims.
        Assert.Empty(Story.Enqueued(1).Enqueued(Low, 2, 3).Done("w0", 2).Done("w0", 3).Done("w0", 1).Broken());
        Assert.Equal(["line: 3 claims passed it, the last by w0: it took job number 4 (rank 60002000) before it (rank 1000)."],
            Story.Enqueued(1).Enqueued(Low, 2, 3, 4).Done("w0", 2).Done("w0", 3).Done("w0", 4).Done("w0", 1).Broken());
    }

    [Fact]
    public void What_is_held_up_may_be_passed_by_other_lanes_and_not_by_its_own()
    {
        Story Passed(Func<Version, Version> with) =>
            Story.Held("running", "key", "vendor:x", 5).Enqueued(Keyed, 1).Enqueued(with, 2, 3, 4).Done("w0", 2).Done("w0", 3).Done("w0", 4).Done("w0", 1);

        Assert.Empty(Passed(Low).Broken());
        Assert.Equal(["line: 3 claims passed it, the last by w0: it took job number 4 (rank 60003000) before it (rank 2000)."], Passed(job => Low(Keyed(job))).Broken());
    }

    [Fact]
    public void A_tenants_first_job_waits_for_at_most_one_of_each_other_tenant()
    {
        Assert.Empty(Story.Enqueued(1, 2).Enqueued(Others, 3).Done("w0", 1).Done("w0", 3).Done("w0", 2).Broken());
        Assert.Equal([$"turn: w0 took 4 jobs of tenant {Story.Tenant} while it was the first of its tenant's."],
            Story.Enqueued(1, 2, 4, 5).Enqueued(Others, 3).Done("w0", 1).Done("w0", 2).Done("w0", 4).Done("w0", 5).Done("w0", 3).Broken());
    }

    private static Story Finished(Story story)
    {
        foreach (var (process, number) in (ReadOnlySpan<(string, int)>)[("w0", 1), ("w1", 2)])
            story.Began(process, number).Completed(process, number);
        return story;
    }

    private static Version Low(Version job) => job with { Priority = 2 };

    private static Version Keyed(Version job) => job with { Keys = ["vendor:x"] };

    private static Version Others(Version job) => job with { TenantId = Other };
}
