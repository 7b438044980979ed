using Workforce.Contracts.Jobs;

namespace Workforce.Web.Clients;

internal sealed class JobsClient(ApiConnection api)
{
    public Task<JobPage> ListAsync(JobFilter filter, string? after, int limit, CancellationToken cancellationToken) =>
        api.GetAsync<JobPage>(Query.Of("api/jobs", ("state", filter.State), ("queue", filter.Queue), ("text", filter.Text), ("after", after), ("limit", limit)), cancellationToken);

    public Task<JobTimeline> TimelineAsync(Guid correlationId, CancellationToken cancellationToken) =>
        api.GetAsync<JobTimeline>($"api/jobs/timeline/{correlationId}", cancellationToken);

    /// <summary>How much work there is, and what of it is held up.</summary>
    public async Task<WorkInLine> InLineAsync(CancellationToken cancellationToken)
    {
        var pauses = api.GetAsync<IReadOnlyList<PauseRow>>("api/pauses", cancellationToken);
        return new(await api.GetAsync<IReadOnlyList<QueueDepth>>("api/jobs/queues", cancellationToken), await pauses);
    }

    public Task PauseAsync(PauseJobsRequest pause, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Put, "api/pauses", pause, cancellationToken);

    public Task ResumeAsync(string scope, string name, CancellationToken cancellationToken) =>
        api.SendAsync(HttpMethod.Delete, Query.Of("api/pauses", ("scope", scope), ("name", name)), null, cancellationToken);

    public Task<IReadOnlyList<LimitRow>> LimitsAsync(CancellationToken cancellationToken) => api.GetAsync<IReadOnlyList<LimitRow>>("api/limits", cancellationToken);

    public Task LimitAsync(LimitJobsRequest limit, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Put, "api/limits", limit, cancellationToken);

    public Task LiftAsync(LimitJobsRequest limit, CancellationToken cancellationToken) => api.SendAsync(
        HttpMethod.Delete, Query.Of("api/limits", ("scope", limit.Scope), ("name", limit.Name), ("measure", limit.Measure), ("each", limit.Each), ("prefix", limit.Prefix)), null, cancellationToken);

    public Task RetryAsync(Guid id, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Post, $"api/jobs/{id}/retry", null, cancellationToken);

    public Task CancelAsync(Guid id, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Post, $"api/jobs/{id}/cancel", null, cancellationToken);
}

public sealed record WorkInLine(IReadOnlyList<QueueDepth> Queues, IReadOnlyList<PauseRow> Pauses);

public sealed record JobFilter(string? State = null, string? Queue = null, string? Text = null);
