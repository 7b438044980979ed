using Workforce.Contracts.Identity;

namespace Workforce.Web.Clients;

internal sealed class IdentityClient(ApiConnection api)
{
    public Task<IReadOnlyList<ApiKeyRow>> KeysAsync(CancellationToken cancellationToken) =>
        api.GetAsync<IReadOnlyList<ApiKeyRow>>("api/api-keys", cancellationToken);

    public Task<CreatedApiKey> CreateKeyAsync(CreateApiKeyRequest request, CancellationToken cancellationToken) =>
        api.SendAsync<CreatedApiKey>(HttpMethod.Post, "api/api-keys", request, cancellationToken);

    public Task RevokeKeyAsync(Guid id, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Delete, $"api/api-keys/{id}", null, cancellationToken);

    public Task<AuditPage> AuditAsync(string? after, int limit, CancellationToken cancellationToken) =>
        api.GetAsync<AuditPage>(Query.Of("api/audit", ("after", after), ("limit", limit)), cancellationToken);
}
