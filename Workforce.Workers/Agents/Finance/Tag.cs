using Workforce.Core.Data;
using Workforce.Core.Finance;
using Workforce.Core.Finance.Categories;
using Workforce.Jobs;

namespace Workforce.Workers.Agents.Finance;

/// <summary>Tag files each line under a category: by what people taught it, by its rules, by history, and only then by asking the model.</summary>
internal sealed class Tag(WorkforceDbContext db, StatementStage stage, CategoryModel model, JobClient jobs, TimeProvider clock) : JobHandler<StatementTask>
{
    public override async Task<JobOutcome> HandleAsync(StatementTask payload, JobContext job, CancellationToken ct)
    {
        if (await stage.StatementAsync(payload.StatementId, ct) is not { } statement)
        {
            return StatementStage.Deleted;
        }

        var (lines, knowledge) = await CategoriseStatement.LoadAsync(db, statement, ct);
        await StatementStage.ReportAsync(job, lines.Count, 20, $"{lines.Count} lines to categorise", ct);
        var decided = lines.ToDictionary(line => line.Id, line => Categoriser.DecideByRules(line, knowledge));
        LedgerLine[] open = [.. lines.Where(line => decided[line.Id] is null)];
        await StatementStage.ReportAsync(job, open.Length, 50, $"{lines.Count - open.Length} by rules and history, {open.Length} left", ct);
        var answers = await model.AskAsync(open, new(job.TenantId, "finance", "tag", job.JobId), ct);
        foreach (var line in open)
        {
            decided[line.Id] = answers.Decisions.GetValueOrDefault(line.Id) ?? OfflineCategoriser.Decide(line, knowledge);
        }

        var ring = false;
        var outcome = await stage.CommitAsync(job, async connection =>
        {
            await CategoryLock.TakeAsync(db, job.TenantId, ct);
            await CategoriseStatement.StoreAsync(db, [.. decided.Select(pair => (pair.Key, pair.Value!))], ct);
            var merchants = decided.Values.Select(decision => decision!.Merchant.Key).Where(key => key.Length > 0).Distinct().ToArray();
            await SuggestRules.RefreshAsync(db, job.TenantId, merchants, clock.GetUtcNow(), ct);
            // The accounts of the statement itself come to Crystal next.
            var otherSides = await PairTransfers.AroundAsync(db, [.. decided.Keys.Union(await CategoriseStatement.FiledByHandAsync(db, statement.Id, ct))], ct);
            ring = await LookAgain.AskAsync(db, jobs, [.. otherSides.Except(await stage.AccountsAsync(statement.Id, ct))], ct);
            statement.Categorised = await CategoriseStatement.CountAsync(db, statement.Id, ct);
            statement.Stage = Stage.Crystal;
            await job.EnqueueNextAsync(FinanceJobs.Analyze, payload, $"crystal:{job.JobId}", connection, ct);
            return new
            {
                categorised = statement.Categorised,
                by = decided.Values.GroupBy(decision => decision!.Source.WireName()).ToDictionary(group => group.Key, group => group.Count()),
                model = open.Length > 0 ? answers.Model : null,
                input_tokens = answers.InputTokens,
                output_tokens = answers.OutputTokens,
            };
        }, ct);
        if (ring)
        {
            jobs.Ring(FinanceJobs.AnalyseAccount.Queue);
        }

        return outcome;
    }
}
