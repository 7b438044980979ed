using Workforce.Core.Finance;
using Workforce.Core.Notifications;
using Workforce.Jobs;

namespace Workforce.Workers.Agents.Finance;

/// <summary>The end of the line: the statement is done and its person is told, once.</summary>
internal sealed class Notifier(StatementStage stage, Tell tell, TimeProvider clock) : JobHandler<StatementTask>
{
    public override Task<JobOutcome> HandleAsync(StatementTask payload, JobContext job, CancellationToken ct) =>
        stage.RunAsync(job, payload.StatementId, async (statement, _) =>
        {
            statement.Status = statement.Outcome == "partial" ? Statement.Progress.Partial : Statement.Progress.Completed;
            statement.CompletedAt = clock.GetUtcNow();
            await tell.Async(StatementNews.Of(statement), ct);
            return new { outcome = statement.Outcome ?? "ok" };
        }, ct);
}
