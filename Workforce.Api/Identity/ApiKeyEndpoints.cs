using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Wire;
using Workforce.Contracts.Identity;
using Workforce.Core.Data;
using Workforce.Core.Identity;

namespace Workforce.Api.Identity;

/// <summary>A person's own keys. An admin or manager makes them, signed in and not by another key; nobody sees or revokes another person's.</summary>
internal static class ApiKeyEndpoints
{
    private const int DefaultDays = 90;

    public static void MapApiKeys(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/api-keys").WithTags("API keys").RequireAuthorization(Policies.ManageKeys);
        group.MapGet("", List).WithSummary("The caller's keys, newest first");
        group.MapPost("", Create)
            .WithSummary("Make a key")
            .WithDescription("The answer shows the key this once; only its SHA-256 is kept. Scopes: tasks, statements, read, worker (attach to the worker pool; `worker:QUEUE` and `worker:QUEUE.INTENT` for some jobs only), admin (everything its owner may, except seeing, making and revoking keys). It ends after `expires_in_days` (1 to 366, else 90).");
        group.MapDelete("/{id:guid}", Revoke).WithSummary("Revoke a key").WithDescription("Counts from the next request on.");
    }

    private static async Task<Ok<List<ApiKeyRow>>> List(TenantScope scope, WorkforceDbContext db, CancellationToken ct) => TypedResults.Ok(await db.ApiKeys
        .Where(key => key.UserId == scope.UserId).OrderByDescending(key => key.CreatedAt)
        .Select(key => new ApiKeyRow(key.Id, key.Name, key.Prefix, key.Scopes, key.CreatedAt, key.ExpiresAt, key.LastUsedAt, key.RevokedAt))
        .ToListAsync(ct));

    private static async Task<Results<Created<CreatedApiKey>, ValidationProblem>> Create(
        CreateApiKeyRequest request, TenantScope scope, WorkforceDbContext db, AuditTrail audit, TimeProvider time, CancellationToken ct)
    {
        string[] scopes = [.. request.Scopes.Distinct(StringComparer.Ordinal)];
        if (scopes.FirstOrDefault(scope => !ApiKeyScopes.IsOne(scope)) is { } unknown)
        {
            return Problems.Field("scopes", $"'{unknown}' is not one of {string.Join(", ", ApiKeyScopes.All)}, worker:QUEUE and worker:QUEUE.INTENT");
        }

        var (secret, now) = (ApiKeySecret.New(), time.GetUtcNow());
        var key = new ApiKey
        {
            Id = Guid.CreateVersion7(now),
            TenantId = scope.Required,
            UserId = scope.UserId!.Value,
            Name = request.Name.Trim(),
            Prefix = ApiKeySecret.PrefixOf(secret),
            Hash = ApiKeySecret.HashOf(secret),
            Scopes = scopes,
            CreatedAt = now,
            ExpiresAt = now.AddDays(request.ExpiresInDays ?? DefaultDays),
        };
        db.Add(key);
        audit.Record("api_key.create", "api_key", key.Id, new { key.Name, key.Prefix, key.Scopes, key.ExpiresAt });
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/api-keys/{key.Id}", new CreatedApiKey(
            new ApiKeyRow(key.Id, key.Name, key.Prefix, key.Scopes, key.CreatedAt, key.ExpiresAt, null, null), secret));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Revoke(
        Guid id, TenantScope scope, WorkforceDbContext db, AuditTrail audit, TimeProvider time, CancellationToken ct)
    {
        if (await db.ApiKeys.SingleOrDefaultAsync(key => key.Id == id && key.UserId == scope.UserId, ct) is not { } key)
        {
            return Problems.NotFound("API key");
        }

        if (key.RevokedAt is null)
        {
            key.RevokedAt = time.GetUtcNow();
            audit.Record("api_key.revoke", "api_key", key.Id, new { key.Name, key.Prefix });
            await db.SaveChangesAsync(ct);
        }

        return TypedResults.NoContent();
    }
}
