using Workforce.Contracts.Jobs;

namespace Workforce.Web.Clients;

internal sealed class JobsClient(ApiConnection api)
{
    public Task<JobPage> ListAsync(JobFilter filter, string? after, int limit, CancellationToken cancellationToken) =>
        api.GetAsync<JobPage>(Query.Of("api/jobs", ("state", filter.State), ("queue", filter.Queue), ("text", filter.Text), ("after", after), ("limit", limit)), cancellationToken);

    public Task<JobTimeline> TimelineAsync(Guid correlationId, CancellationToken cancellationToken) =>
        api.GetAsync<JobTimeline>($"api/jobs/timeline/{correlationId}", cancellationToken);

    public Task<IReadOnlyList<QueueDepth>> QueuesAsync(CancellationToken cancellationToken) =>
        api.GetAsync<IReadOnlyList<QueueDepth>>("api/jobs/queues", cancellationToken);

    public Task RetryAsync(Guid id, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Post, $"api/jobs/{id}/retry", null, cancellationToken);

    public Task CancelAsync(Guid id, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Post, $"api/jobs/{id}/cancel", null, cancellationToken);
}

public sealed record JobFilter(string? State = null, string? Queue = null, string? Text = null);
