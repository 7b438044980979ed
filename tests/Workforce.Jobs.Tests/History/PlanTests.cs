using System.Text.Json;
using Workforce.Jobs.History.Planning;
using Workforce.Jobs.History.Recording;
using Version = Workforce.Jobs.History.Recording.Version;

namespace Workforce.Jobs.Tests.History;

public sealed class PlanTests
{
    [Fact]
    public void The_same_seed_makes_the_same_operations_and_faults_and_another_seed_makes_others()
    {
        Assert.Equal(Text(7, 60), Text(7, 60));
        Assert.NotEqual(Text(7, 60), Text(8, 60));
    }

    [Fact]
    public void Every_kind_of_fault_and_of_operation_comes_up_in_a_minute()
    {
        var plan = Plan.Of(7, TimeSpan.FromMinutes(1), 3);

        Assert.Equal(Enum.GetValues<Fault>(), plan.Faults.Select(fault => fault.Fault).Distinct().Order());
        Assert.Equal(
            [nameof(CancelJob), nameof(ChangePriority), nameof(EnqueueJobs), nameof(LimitJobs), nameof(PauseJobs), nameof(RedriveJobs), nameof(ResumeJobs), nameof(RetryJob), nameof(WakeJob)],
            plan.Operations.Select(operation => operation.GetType().Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_row_that_leaves_one_table_and_enters_the_other_in_one_transaction_is_one_move()
    {
        Version Row(string state) => new() { JobId = Story.Id(1), TenantId = Story.Tenant, State = state, Kind = "alpha.work" };

        var moves = Moves.Of([
            new(1, 10, 11, "client", "job", null, Row("pending")),
            new(2, 20, 21, "w0", "job", Row("pending"), Row("processing")),
            new(3, 30, 31, "w0", "job", Row("processing"), null),
            new(3, 30, 31, "w0", "history", null, Row("completed")),
        ]);

        Assert.Equal([(null, "pending"), ("pending", "processing"), ("processing", "completed")], moves.Select(move => (move.From?.State, move.To?.State)));
    }

    [Fact]
    public void A_snapshot_sees_what_was_committed_before_it()
    {
        var snapshot = Snapshot.Parse("10:15:11,13");

        Assert.Equal([9, 10, 12, 14], Enumerable.Range(9, 8).Where(xid => snapshot.Sees(xid)));
    }

    [Fact]
    public void A_line_of_a_run_file_that_was_cut_off_never_happened() =>
        Assert.Equal(
            [new("w0", Story.Id(1), 2, 5, 100, 200, "Completed"), new Run("w0", Story.Id(2), 1, 6, 150, null, null)],
            RunFile.Read("w0", $"entered {Story.Id(1)} 2 5 100\nentered {Story.Id(2)} 1 6 150\nleft {Story.Id(1)} 2 Completed 200\nleft {Story.Id(2)} 1 Comp"));

    private static string Text(int seed, int seconds)
    {
        var plan = Plan.Of(seed, TimeSpan.FromSeconds(seconds), 3);
        return JsonSerializer.Serialize(new { plan.Limits, Operations = plan.Operations.Cast<object>(), plan.Faults });
    }
}
