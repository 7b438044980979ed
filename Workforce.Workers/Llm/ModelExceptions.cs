using Workforce.Core.Budgets;

namespace Workforce.Workers.Llm;

/// <summary>A call was not made because a budget has too little left. The run ends here with what it has.</summary>
internal sealed class BudgetRefusedException(BudgetRefusal refusal) : Exception(refusal.ToString())
{
    public BudgetRefusal Refusal { get; } = refusal;
}

/// <summary>No model gave a usable answer, and the question has no offline one.</summary>
/// <param name="retryAt">When a model that asked to be left alone may be asked again; null: nobody said.</param>
internal sealed class ModelUnavailableException(string message, DateTimeOffset? retryAt = null, Exception? inner = null) : Exception(message, inner)
{
    public DateTimeOffset? RetryAt { get; } = retryAt;
}
