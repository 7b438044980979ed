using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;

namespace Workforce.Core.Finance;

/// <summary>One analysis of an account at a time, until the caller's transaction ends: the last one to run has then seen every line.</summary>
internal static class AccountLock
{
    public static Task TakeAsync(WorkforceDbContext db, string analysis, Guid account, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({analysis + ":" + account}, 0))", ct);
}
