using Workforce.Contracts.Employees;
using Workforce.Contracts.Finance;

namespace Workforce.Web.Clients;

internal sealed class FinanceClient(ApiConnection api)
{
    private const string IgnorePath = "api/tag-rule-suggestions-ignore";

    public Task<DashboardSummary> SummaryAsync(CancellationToken cancellationToken) => api.GetAsync<DashboardSummary>("api/summary", cancellationToken);

    public Task<StatementPage> StatementsAsync(string? after, int limit, CancellationToken cancellationToken) =>
        api.GetAsync<StatementPage>(Query.Of("api/statements", ("after", after), ("limit", limit)), cancellationToken);

    public Task<StatementRow> StatementAsync(Guid id, CancellationToken cancellationToken) => api.GetAsync<StatementRow>($"api/statements/{id}", cancellationToken);

    public Task DeleteStatementAsync(Guid id, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Delete, $"api/statements/{id}", null, cancellationToken);

    public Task<IReadOnlyList<AccountRow>> AccountsAsync(CancellationToken cancellationToken) => api.GetAsync<IReadOnlyList<AccountRow>>("api/accounts", cancellationToken);

    public Task<IReadOnlyList<CategoryRow>> CategoriesAsync(CancellationToken cancellationToken) => api.GetAsync<IReadOnlyList<CategoryRow>>("api/categories", cancellationToken);

    public Task<TransactionPage> TransactionsAsync(TransactionFilter filter, string? sort, int skip, int take, CancellationToken cancellationToken) =>
        api.GetAsync<TransactionPage>(filter.Path("api/transactions", ("sort", sort), ("skip", skip), ("take", take)), cancellationToken);

    public Task<CorrectedCategory> CorrectAsync(Guid id, string category, bool applyToMerchant, CancellationToken cancellationToken) =>
        api.SendAsync<CorrectedCategory>(HttpMethod.Put, $"api/transactions/{id}/category", new CorrectCategoryRequest(category, applyToMerchant), cancellationToken);

    public Task<IReadOnlyList<SpendRow>> SpendAsync(DateOnly from, DateOnly to, Guid? account, string? currency, CancellationToken cancellationToken) =>
        api.GetAsync<IReadOnlyList<SpendRow>>(Query.Of("api/spend", ("from", from), ("to", to), ("account", account), ("currency", currency)), cancellationToken);

    public Task<IReadOnlyList<RecurringRow>> RecurringAsync(CancellationToken cancellationToken) => api.GetAsync<IReadOnlyList<RecurringRow>>("api/recurring", cancellationToken);

    public Task<ReceiptPage> ReceiptsAsync(string? after, CancellationToken cancellationToken) =>
        api.GetAsync<ReceiptPage>(Query.Of("api/receipts", ("after", after)), cancellationToken);

    public Task<ReceiptRow> ReceiptAsync(Guid id, CancellationToken cancellationToken) => api.GetAsync<ReceiptRow>($"api/receipts/{id}", cancellationToken);

    public Task MatchAsync(Guid id, Guid? transaction, CancellationToken cancellationToken) =>
        api.SendAsync(HttpMethod.Put, $"api/receipts/{id}/match", new MatchReceiptRequest(transaction), cancellationToken);

    public Task DeleteReceiptAsync(Guid id, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Delete, $"api/receipts/{id}", null, cancellationToken);

    public Task<IReadOnlyList<InsightRow>> InsightsAsync(bool dismissed, CancellationToken cancellationToken) =>
        api.GetAsync<IReadOnlyList<InsightRow>>(Query.Of("api/insights", ("dismissed", dismissed ? true : null)), cancellationToken);

    public Task DismissInsightAsync(Guid id, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Post, $"api/insights/{id}/dismiss", null, cancellationToken);

    public Task RestoreInsightAsync(Guid id, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Post, $"api/insights/{id}/restore", null, cancellationToken);

    public Task<IReadOnlyList<FindingRow>> FindingsAsync(bool openOnly, CancellationToken cancellationToken) =>
        api.GetAsync<IReadOnlyList<FindingRow>>(Query.Of("api/findings", ("open", openOnly ? true : null)), cancellationToken);

    public Task ResolveFindingAsync(Guid id, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Post, $"api/findings/{id}/resolve", null, cancellationToken);

    public Task ReopenFindingAsync(Guid id, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Post, $"api/findings/{id}/reopen", null, cancellationToken);

    /// <summary>Null until somebody has set it.</summary>
    public async Task<TaxProfileRow?> TaxProfileAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await api.GetAsync<TaxProfileRow>("api/tax-profile", cancellationToken);
        }
        catch (ApiProblemException none) when (none.Problem.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }

    public Task SaveTaxProfileAsync(TaxProfileRow profile, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Put, "api/tax-profile", profile, cancellationToken);

    public Task<IReadOnlyList<RuleSuggestionRow>> SuggestionsAsync(CancellationToken cancellationToken) =>
        api.GetAsync<IReadOnlyList<RuleSuggestionRow>>("api/rule-suggestions", cancellationToken);

    public Task<AcceptedSuggestion> AcceptAsync(Guid id, CancellationToken cancellationToken) =>
        api.SendAsync<AcceptedSuggestion>(HttpMethod.Post, $"api/rule-suggestions/{id}/accept", null, cancellationToken);

    public Task<IReadOnlyList<IgnoredMerchantRow>> IgnoredAsync(CancellationToken cancellationToken) =>
        api.GetAsync<IReadOnlyList<IgnoredMerchantRow>>(IgnorePath, cancellationToken);

    public Task IgnoreAsync(string merchant, int days, CancellationToken cancellationToken) =>
        api.SendAsync(HttpMethod.Post, IgnorePath, new IgnoreSuggestionRequest(merchant, days), cancellationToken);

    public Task UnignoreAsync(string merchant, CancellationToken cancellationToken) =>
        api.SendAsync(HttpMethod.Delete, Query.Of(IgnorePath, ("merchant_name", merchant)), null, cancellationToken);

    public Task<IReadOnlyList<RuleRow>> RulesAsync(CancellationToken cancellationToken) => api.GetAsync<IReadOnlyList<RuleRow>>("api/rules", cancellationToken);

    public Task DeleteRuleAsync(Guid id, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Delete, $"api/rules/{id}", null, cancellationToken);
}
