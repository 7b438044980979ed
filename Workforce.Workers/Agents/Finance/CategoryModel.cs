using Microsoft.Extensions.AI;
using Workforce.Core.Finance;
using Workforce.Core.Finance.Categories;
using Workforce.Workers.Llm;

namespace Workforce.Workers.Agents.Finance;

/// <summary>Asks the model about the lines that no rule decides. A model that is down or talks nonsense never stops a statement: those lines get the offline answer.</summary>
internal sealed partial class CategoryModel(Model model, ILogger<CategoryModel> logger)
{
    /// <summary>For all questions about one statement: well below the time that Tag's job may take.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(2);

    public async Task<ModelAnswers> AskAsync(IReadOnlyList<LedgerLine> lines, CancellationToken ct)
    {
        if (model.Client is not { } client || lines.Count == 0)
        {
            return ModelAnswers.Offline;
        }

        var decisions = new Dictionary<Guid, CategoryDecision>();
        var (input, output) = (0L, 0L);
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(ct);
        budget.CancelAfter(Budget);
        foreach (var batch in lines.Chunk(CategoryQuestion.Most))
        {
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(budget.Token);
                limit.CancelAfter(model.Timeout);
                var response = await client.GetResponseAsync(CategoryQuestion.Ask(batch), new ChatOptions { Temperature = 0, ResponseFormat = ChatResponseFormat.Json }, limit.Token);
                (input, output) = (input + (response.Usage?.InputTokenCount ?? 0), output + (response.Usage?.OutputTokenCount ?? 0));
                foreach (var (line, decision) in CategoryQuestion.Read(response.Text, batch))
                {
                    decisions[line] = decision;
                }
            }
            // Whatever a client, a proxy or a gateway comes up with: the offline answer is there.
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                // What did not answer this time will not a moment later, and each try costs time or money.
                Unanswered(lines.Count - decisions.Count, model.Name, e.Message);
                break;
            }
        }

        Asked(lines.Count, decisions.Count, model.Name, input, output);
        return new(decisions, model.Name, input, output);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Asked {Model} about {Lines} lines: {Answered} answered, {InputTokens} tokens in, {OutputTokens} out")]
    private partial void Asked(int lines, int answered, string model, long inputTokens, long outputTokens);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Model} gave no answer for {Lines} lines, which get the offline one: {Reason}")]
    private partial void Unanswered(int lines, string model, string reason);
}

/// <param name="Model">The model that was asked, <c>offline</c> where none is configured.</param>
internal sealed record ModelAnswers(IReadOnlyDictionary<Guid, CategoryDecision> Decisions, string Model, long InputTokens, long OutputTokens)
{
    public static ModelAnswers Offline { get; } = new(new Dictionary<Guid, CategoryDecision>(), "offline", 0, 0);
}
