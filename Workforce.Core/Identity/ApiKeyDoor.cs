using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;

namespace Workforce.Core.Identity;

/// <summary>Who comes in with a key.</summary>
public sealed record ApiKeyHolder(Guid KeyId, Guid TenantId, Guid UserId, Role Role, IReadOnlyList<string> Scopes, DateTimeOffset ExpiresAt);

/// <summary>Lets a program in by its key, and into its tenant: the scope then sees that one's rows and no others.</summary>
public sealed class ApiKeyDoor(TenantScope scope, WorkforceDbContext db, TimeProvider time)
{
    private static readonly TimeSpan NoteUseEvery = TimeSpan.FromMinutes(1);

    /// <summary>Null: the key is unknown, revoked or has ended.</summary>
    public async Task<ApiKeyHolder?> EnterAsync(string key, CancellationToken ct)
    {
        if (!ApiKeySecret.LooksLikeOne(key))
        {
            return null;
        }

        // Found by its hash, so there is no secret to compare and nothing that an attacker could time.
        scope.EnterSignIn();
        var hash = ApiKeySecret.HashOf(key);
        var now = time.GetUtcNow();
        var found = await (
            from row in db.ApiKeys
            join owner in db.People on row.UserId equals owner.Id
            where row.Hash == hash && row.RevokedAt == null && row.ExpiresAt > now
            select new { row.Id, row.Scopes, row.ExpiresAt, row.LastUsedAt, owner.TenantId, UserId = owner.Id, owner.Role })
            .SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        scope.Enter(found.TenantId, found.UserId);
        if (found.LastUsedAt is null || found.LastUsedAt < now - NoteUseEvery)
        {
            await db.ApiKeys.Where(row => row.Id == found.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.LastUsedAt, now), ct);
        }

        return new(found.Id, found.TenantId, found.UserId, found.Role, found.Scopes, found.ExpiresAt);
    }
}
