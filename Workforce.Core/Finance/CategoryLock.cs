using Workforce.Core.Data;

namespace Workforce.Core.Finance;

/// <summary>
/// Who changes categories of a tenant, or what follows from them (rules, suggestions, the sides of transfers), does so alone
/// until its transaction ends. Taken before any line is locked, so that nobody who waits for it holds what its holder wants.
/// </summary>
public static class CategoryLock
{
    public static Task TakeAsync(WorkforceDbContext db, Guid tenant, CancellationToken ct) => AccountLock.TakeAsync(db, "categories", tenant, ct);
}
