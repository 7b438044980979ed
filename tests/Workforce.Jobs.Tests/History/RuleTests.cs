using Workforce.Jobs.History.Planning;
using Workforce.Jobs.History.Recording;
using Workforce.Jobs.History.Worker;

namespace Workforce.Jobs.Tests.History;

/// <summary>Small histories with one thing wrong each: the checker must say just that.</summary>
public sealed class RuleTests
{
    private static Story Story => new();

    [Fact]
    public void A_history_in_which_all_goes_well_breaks_no_rule() =>
        Assert.Empty(Story.Enqueued(1, 2).Done("w0", 1).Claimed("w0", 2).Began("w0", 2).Rescued("w1", 2).Claimed("w1", 2).Began("w1", 2).Completed("w1", 2).Enqueued(3).Cancelled(3).Broken());

    [Fact]
    public void A_job_that_was_acknowledged_and_is_not_stored_is_lost() =>
        Assert.Equal(["lost: Job number 2 was acknowledged and is not stored."],
            Story.Enqueued(1).Done("w0", 1).Called(new EnqueueJobs(0, default, [Story.Planned(2)]), Answer.Ok, (Story.Id(2), false)).Broken());

    [Fact]
    public void A_job_that_does_not_come_to_its_end_is_lost() =>
        Assert.Equal(["lost: It is processing (lease 1, attempt 1 of 100) and does not come to its end."], Story.Enqueued(1).Claimed("w0", 1).Broken());

    [Fact]
    public void A_job_that_leaves_its_table_and_enters_no_other_is_lost()
    {
        var recorded = Story.Enqueued(1).Claimed("w0", 1).Began("w0", 1).Completed("w0", 1).Recorded;
        recorded = recorded with { Moves = [.. recorded.Moves.Select(move => move.To?.State == "completed" ? move with { To = null } : move)], Final = [], Events = [.. recorded.Events] };

        Assert.Contains("lost: It was processing and is in neither table since.", Story.Broken(recorded));
    }

    [Fact]
    public void A_job_that_is_in_both_tables_at_the_end_is_a_violation()
    {
        var recorded = Story.Enqueued(1).Done("w0", 1).Recorded;

        Assert.Equal(["lost: It is stored 2 times at the end."], Story.Broken(recorded with { Final = [.. recorded.Final, .. recorded.Final] }));
    }

    [Fact]
    public void What_nobody_knows_to_be_stored_may_be_stored_once_or_not_at_all()
    {
        Assert.Empty(Story.Called(new EnqueueJobs(0, default, [Story.Planned(1), Story.Planned(2)]), Answer.Unknown).Broken());
        Assert.Empty(Twice(1, 2).Broken());
        Assert.Equal(["all-or-none: Of 2 jobs of one call 1 are stored."], Twice(1).Broken());

        static Story Twice(params int[] stored)
        {
            var story = new Story().Enqueued(stored);
            foreach (var number in stored)
                story.Done("w0", number);
            return story.Called(new EnqueueJobs(0, default, [Story.Planned(1), Story.Planned(2)]), Answer.Unknown);
        }
    }

    [Fact]
    public void What_was_refused_is_not_stored() =>
        Assert.Equal(["refused: Job number 1 was refused and is stored."],
            Story.Enqueued(1).Done("w0", 1).Called(new EnqueueJobs(0, default, [Story.Planned(1)]), Answer.Refused).Broken());

    [Fact]
    public void An_idempotency_key_is_one_jobs_and_that_one_is_the_answer()
    {
        Assert.Equal(["stored-once: Idempotency key a is that of 2 jobs."],
            Story.Enqueued(job => job with { IdempotencyKey = "a" }, 1).Done("w0", 1).Enqueued(job => job with { IdempotencyKey = "a" }, 2).Done("w0", 2).Broken());
        Assert.Equal(["stored-once: Job number 2 was said to be there already as a job with key a; its key is b."],
            Story.Enqueued(job => job with { IdempotencyKey = "a" }, 1).Done("w0", 1).Called(new EnqueueJobs(0, default, [Story.Planned(2, "b")]), Answer.Ok, (Story.Id(1), true)).Broken());
    }

    [Fact]
    public void A_job_goes_only_where_the_drawing_says() =>
        Assert.Equal(["transition: w0: from completed to pending", "event: It went from completed to pending; what was told is: nothing."],
            Story.Enqueued(1).Done("w0", 1).Moved("w0", 1, null, job => job with { State = "pending", RankAt = job.DueAt }).Done("w0", 1).Broken());

    [Fact]
    public void Every_claim_raises_the_lease_by_one_and_counts_an_attempt() =>
        Assert.Equal(["transition: w0: claimed with lease 3 after 0, attempt 1 after 0"],
            Story.Enqueued(job => job with { Epoch = 0 }, 1).Moved("w0", 1, "started", job => job with { State = "processing", Epoch = 3, Attempt = 1, RankAt = null }).Moved("client", 1, "cancelled", job => job with { State = "cancelled", Reason = "no" }).Broken());

    [Fact]
    public void A_job_that_was_cancelled_stays_cancelled() =>
        Assert.Equal(
            ["transition: w0: from cancelled to pending", "cancel: After it was cancelled it went from cancelled to pending, by w0.", "event: It went from cancelled to pending; what was told is: nothing."],
            Story.Enqueued(1).Cancelled(1).Moved("w0", 1, null, job => job with { State = "pending", RankAt = job.DueAt }).Done("w0", 1).Broken());

    [Fact]
    public void A_cancellation_that_was_acknowledged_has_happened_and_one_that_came_too_late_came_too_late()
    {
        var recorded = Story.Enqueued(1).Done("w0", 1).Cancelled(1, did: false).Recorded;

        Assert.Empty(Story.Broken(recorded));
        Assert.Equal(["cancel: Its cancellation was acknowledged and never happened."], Story.Broken(recorded with { Calls = [.. recorded.Calls.Select(call => call with { Did = true })] }));
        Assert.Equal(["cancel: Its cancellation was answered with 'it had finished', and it had not."], Story.Enqueued(1).Cancelled(1, did: false).Done("w0", 1).Broken());
    }

    [Fact]
    public void A_deadline_fails_a_job_only_once_it_has_passed()
    {
        Story Failed(long deadline) => Story.Enqueued(1).Claimed("w0", 1)
            .Moved("w0", 1, "failed", job => job with { State = "failed", Deadline = deadline, Errors = 1, Error = "the deadline passed" });

        Assert.Empty(Failed(3_000).Broken());
        Assert.Equal(["deadline: It failed 97000 µs before its deadline: the deadline passed"], Failed(100_000).Broken());
    }

    [Fact]
    public void What_is_told_is_what_happened()
    {
        Assert.Equal(["event: It was told that it was completed, and nothing happened to it."], Story.Enqueued(1).Done("w0", 1).Told(1, "completed").Broken());
        Assert.Equal(["event: It went from pending to cancelled; what was told is: completed."],
            Story.Enqueued(1).Moved("client", 1, "completed", job => job with { State = "cancelled", Reason = "no", RankAt = null }).Broken());
    }

    [Fact]
    public void A_handlers_own_writes_are_there_if_and_only_if_they_completed_the_job()
    {
        Assert.Empty(Story.Enqueued(1).Claimed("w0", 1).Wrote("w0", 1).Began("w0", 1).Completed("w0", 1).Broken());
        Assert.Equal(["effect: 1 effects of lease 1, which did not complete it."],
            Story.Enqueued(1).Claimed("w0", 1).Wrote("w0", 1).Rescued("w1", 1).Done("w1", 1).Broken());
        Assert.Equal(["effect: 2 effects of lease 1, which completed it."],
            Story.Enqueued(1).Claimed("w0", 1).Wrote("w0", 1).Wrote("w0", 1).Began("w0", 1).Completed("w0", 1).Broken());
    }

    [Fact]
    public void A_process_that_was_surprised_is_a_violation()
    {
        var log = "12:00:00.000000 Error Worker w0 (1) was declared lost while it lives; it registers anew \n12:00:01.000000 Error The heartbeat failed \n   at Beat\n12:00:02.000000 Warning Refused\n";
        var recorded = new Recorded { Errors = [.. LogFile.Errors(log).Select(error => ("w0", error))] };

        Assert.Equal(["error: w0: The heartbeat failed"], Story.Broken(recorded));
    }
}
