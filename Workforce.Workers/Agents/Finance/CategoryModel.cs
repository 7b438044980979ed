using Workforce.Core.Budgets;
using Workforce.Core.Finance;
using Workforce.Core.Finance.Categories;
using Workforce.Workers.Llm;

namespace Workforce.Workers.Agents.Finance;

/// <summary>Asks the model about the lines that no rule decides. A model that is down, talks nonsense or has no budget left never stops a statement: those lines get the offline answer.</summary>
internal sealed partial class CategoryModel(ModelClient models, ILogger<CategoryModel> logger)
{
    /// <summary>For all questions about one statement: well below the time that Tag's job may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public async Task<ModelAnswers> AskAsync(IReadOnlyList<LedgerLine> lines, BudgetCaller caller, CancellationToken ct)
    {
        if (!models.IsConfigured || lines.Count == 0)
        {
            return ModelAnswers.Offline;
        }

        models.Enter(caller);
        var decisions = new Dictionary<Guid, CategoryDecision>();
        var (input, output, model) = (0L, 0L, ModelAnswers.Offline.Model);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        foreach (var batch in lines.Chunk(CategoryQuestion.Most))
        {
            try
            {
                var reply = await models.AskAsync(CategoryQuestion.Ask(batch), limit.Token);
                (input, output, model) = (input + reply.InputTokens, output + reply.OutputTokens, reply.Model);
                foreach (var (line, decision) in CategoryQuestion.Read(reply.Value, batch))
                {
                    decisions[line] = decision;
                }
            }
            catch (Exception e) when (e is ModelUnavailableException or BudgetRefusedException || (e is OperationCanceledException && !ct.IsCancellationRequested))
            {
                // What did not answer this time will not a moment later, and each try costs time or money.
                Unanswered(lines.Count - decisions.Count, e.Message);
                break;
            }
        }

        Asked(lines.Count, decisions.Count, model, input, output);
        return new(decisions, model, input, output);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Asked {Model} about {Lines} lines: {Answered} answered, {InputTokens} tokens in, {OutputTokens} out")]
    private partial void Asked(int lines, int answered, string model, long inputTokens, long outputTokens);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Lines} lines get the offline answer: {Reason}")]
    private partial void Unanswered(int lines, string reason);
}

/// <param name="Model">The model that answered, <c>offline</c> where none did.</param>
internal sealed record ModelAnswers(IReadOnlyDictionary<Guid, CategoryDecision> Decisions, string Model, long InputTokens, long OutputTokens)
{
    public static ModelAnswers Offline { get; } = new(new Dictionary<Guid, CategoryDecision>(), "offline", 0, 0);
}
