namespace Workforce.Jobs.Tests.History;

/// <summary>Never two live leases, and no write under one that is gone.</summary>
public sealed class LeaseRuleTests
{
    private static Story Story => new();

    [Fact]
    public void Two_processes_never_run_a_job_under_the_same_lease() =>
        Assert.Equal(
            ["two-leases: Its handler began 2 times under lease 1: in w0 and w1.", "lease: Its handler began in w1 under lease 1, which is w0's."],
            Story.Enqueued(1).Claimed("w0", 1).Began("w0", 1).Began("w1", 1).Completed("w0", 1).Broken());

    [Fact]
    public void A_handler_never_runs_under_a_lease_that_nobody_was_given() =>
        Assert.Equal(["lease: Its handler began in w0 under lease 1, which nobody was given."], Story.Enqueued(1).Began("w0", 1, epoch: 1).Cancelled(1).Broken());

    [Fact]
    public void A_handler_begins_after_its_claim_was_committed()
    {
        var recorded = Story.Enqueued(1).Done("w0", 1).Recorded;

        Assert.Equal(["lease: Its handler began 1 µs before the claim was committed."],
            Story.Broken(recorded with { Runs = [.. recorded.Runs.Select(run => run with { Entered = recorded.Moves[1].Committed - 1 })] }));
    }

    [Fact]
    public void A_handler_begins_under_a_lost_lease_only_while_its_process_cannot_know()
    {
        Story Lost() => Story.Enqueued(1).Claimed("w0", 1).Rescued("w1", 1);

        // Two heartbeats that began when others could see the loss: the first has told of it before the second.
        Assert.Empty(Lost().Heartbeat("w0").Heartbeat("w0", seconds: 2).Began("w0", 1, epoch: 1).Done("w1", 1).Broken());
        Assert.Equal(["stale-entry: Its handler began in w0 under lease 1, 4003000 µs after that was lost; the process had 2 heartbeats meanwhile."],
            Lost().Heartbeat("w0", seconds: 2).Heartbeat("w0", seconds: 2).Began("w0", 1, epoch: 1).Done("w1", 1).Broken());
    }

    [Fact]
    public void A_lease_is_ended_by_its_holder_alone() =>
        Assert.Equal(["stale-write: Lease 1 of w0 was ended as completed by w1: it is not the holder."], Story.Enqueued(1).Claimed("w0", 1).Began("w0", 1).Completed("w1", 1).Broken());

    [Fact]
    public void A_handler_of_an_older_lease_does_not_complete_the_newer_one_even_of_its_own_process() =>
        Assert.Equal(["stale-write: Lease 2 of w0 was ended as completed by w0: its result is of lease 1 in w0."],
            Story.Enqueued(1).Claimed("w0", 1).Began("w0", 1).Rescued("w1", 1).Claimed("w0", 1).Began("w0", 1).Completed("w0", 1, epoch: 1).Broken());

    [Fact]
    public void What_a_handler_said_under_an_older_lease_is_not_stored_under_the_newer_one() =>
        Assert.Equal(["stale-write: Lease 2 of w0 was ended as waiting by w0: what was said was said under lease 1."],
            Story.Enqueued(1).Claimed("w0", 1).Rescued("w1", 1).Claimed("w0", 1).Moved("w0", 1, "waiting", job => job with { State = "waiting", Reason = "lease 1", WorkerId = null, Attempt = job.Attempt - 1 })
                .Cancelled(1).Broken());

    [Fact]
    public void Only_the_jobs_of_a_lost_worker_are_rescued_and_failed_only_on_their_last_attempt()
    {
        Assert.Equal(["stale-write: Lease 1 of w0 was ended as retrying by w1: its error says 'worker w2 was lost'."],
            Story.Enqueued(1).Claimed("w0", 1).Moved("w1", 1, "retrying", job => job with { State = "retrying", WorkerId = null, Errors = 1, Error = "worker w2 was lost" }).Cancelled(1).Broken());
        Assert.Equal(["stale-write: Lease 1 of w0 was ended as failed by w1: attempt 1 of 100 was not the last."],
            Story.Enqueued(1).Claimed("w0", 1).Moved("w1", 1, "failed", job => job with { State = "failed", Errors = 1, Error = "worker w0 was lost" }).Broken());
    }

    [Fact]
    public void A_report_is_stored_under_the_lease_it_was_made_under_and_not_once_that_is_gone()
    {
        Assert.Equal(["stale-write: A report made under lease 1 was stored under 2."], Story.Enqueued(1).Done("w0", 1).Reported(1, 2, 1).Broken());
        Assert.Equal(["stale-write: A report under lease 1 was stored 2002000 µs after that had ended."], Story.Enqueued(1).Done("w0", 1).Heartbeat("w0", seconds: 2).Reported(1, 1, 1).Broken());
    }
}
