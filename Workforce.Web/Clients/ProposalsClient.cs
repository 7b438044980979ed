using Workforce.Contracts.Proposals;

namespace Workforce.Web.Clients;

internal sealed class ProposalsClient(ApiConnection api)
{
    private const string RulesPath = "api/agents/rules";

    public Task<ProposalPage> ListAsync(ProposalFilter filter, string? after, int limit, CancellationToken cancellationToken) =>
        api.GetAsync<ProposalPage>(filter.Question("api/agents/proposals", ("after", after), ("limit", limit)), cancellationToken);

    public Task<ProposalDetail> OneAsync(Guid id, CancellationToken cancellationToken) => api.GetAsync<ProposalDetail>($"api/agents/proposals/{id}", cancellationToken);

    public Task<IReadOnlyList<ProposalTypeRow>> TypesAsync(CancellationToken cancellationToken) =>
        api.GetAsync<IReadOnlyList<ProposalTypeRow>>("api/agents/proposals/types", cancellationToken);

    public Task<ProposalRow> ApproveAsync(Guid id, ApproveProposalRequest request, int? version, CancellationToken cancellationToken) => DecideAsync(id, "approve", request, version, cancellationToken);

    public Task<ProposalRow> RejectAsync(Guid id, string reason, int? version, CancellationToken cancellationToken) => DecideAsync(id, "reject", new RejectProposalRequest(reason), version, cancellationToken);

    public Task<ProposalRow> UndoAsync(Guid id, string reason, int? version, CancellationToken cancellationToken) => DecideAsync(id, "undo", new UndoProposalRequest(reason), version, cancellationToken);

    public Task<ProposalRow> RetryAsync(Guid id, int? version, CancellationToken cancellationToken) => DecideAsync(id, "retry", null, version, cancellationToken);

    public Task<ProposalRow> RecheckAsync(Guid id, bool right, string? notes, CancellationToken cancellationToken) => DecideAsync(id, "recheck", new RecheckProposalRequest(right, notes), null, cancellationToken);

    public Task<BulkReviewResult> ReviewAsync(BulkReviewRequest review, CancellationToken cancellationToken) =>
        api.SendAsync<BulkReviewResult>(HttpMethod.Post, "api/agents/proposals/review", review, cancellationToken);

    public Task<RuleList> RulesAsync(CancellationToken cancellationToken) => api.GetAsync<RuleList>(RulesPath, cancellationToken);

    public Task<RuleList> SaveRulesAsync(RuleList rules, CancellationToken cancellationToken) => api.SendAsync<RuleList>(HttpMethod.Put, RulesPath, rules, cancellationToken);

    private Task<ProposalRow> DecideAsync(Guid id, string what, object? request, int? version, CancellationToken cancellationToken) =>
        api.SendAsync<ProposalRow>(HttpMethod.Post, $"api/agents/proposals/{id}/{what}", request, version, cancellationToken);
}
