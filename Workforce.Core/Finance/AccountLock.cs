using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;

namespace Workforce.Core.Finance;

/// <summary>One analysis of an account, or of a tenant, at a time, until the caller's transaction ends: the last one to run has then seen every line.</summary>
internal static class AccountLock
{
    public static Task TakeAsync(WorkforceDbContext db, string analysis, Guid of, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({analysis + ":" + of}, 0))", ct);

    /// <summary>Together with others who share it; keeps out who takes it.</summary>
    public static Task ShareAsync(WorkforceDbContext db, string analysis, Guid of, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock_shared(hashtextextended({analysis + ":" + of}, 0))", ct);
}
