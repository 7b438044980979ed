using Workforce.Contracts.Workers;

namespace Workforce.Web.Clients;

internal sealed class WorkersClient(ApiConnection api)
{
    public Task<IReadOnlyList<WorkerRow>> ListAsync(CancellationToken cancellationToken) => api.GetAsync<IReadOnlyList<WorkerRow>>("api/workers", cancellationToken);

    public Task DrainAsync(Guid id, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Post, $"api/workers/{id}/drain", null, cancellationToken);

    public Task DetachAsync(Guid id, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Post, $"api/workers/{id}/detach", null, cancellationToken);
}
