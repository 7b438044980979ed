using Workforce.Core.Data;
using Workforce.Core.Finance;
using Workforce.Jobs;

namespace Workforce.Workers.Agents.Finance;

/// <summary>The end of the line: the statement is done and its person is told, once.</summary>
internal sealed class Notifier(WorkforceDbContext db, StatementStage stage, TimeProvider clock) : JobHandler<StatementTask>
{
    public override Task<JobOutcome> HandleAsync(StatementTask payload, JobContext job, CancellationToken ct) =>
        stage.RunAsync(job, payload.StatementId, (statement, _) =>
        {
            var now = clock.GetUtcNow();
            statement.Status = statement.Outcome == "partial" ? Statement.Progress.Partial : Statement.Progress.Completed;
            statement.CompletedAt = now;
            db.Notifications.Add(StatementNews.Of(statement, now));
            return Task.FromResult<object>(new { outcome = statement.Outcome ?? "ok" });
        }, ct);
}
