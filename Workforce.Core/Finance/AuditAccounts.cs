using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Finance.Compliance;

namespace Workforce.Core.Finance;

/// <summary>
/// Ledger's work on some accounts and on the person they belong to, inside the caller's transaction: the findings of today
/// replace those of before; what people resolved stays resolved.
/// </summary>
public static class AuditAccounts
{
    /// <summary>Returns how many findings are about these accounts, or about the person and rest on a line of these accounts. Null: none of the accounts is there any more, and no other was due.</summary>
    public static async Task<int?> RunAsync(WorkforceDbContext db, Guid tenant, IReadOnlyCollection<Guid> accounts, DateTimeOffset now, CancellationToken ct)
    {
        var profile = await ProfileAsync(db, tenant, ct);
        var due = await db.Accounts.Where(account => account.AuditDue).Select(account => account.Id).ToListAsync(ct);
        // A change of the profile changes what is counted everywhere, and what is said of it.
        var changed = due.Count > 0 ? [.. ComplianceChecks.All.Select(check => check.Id)] : new HashSet<string>();
        var own = new List<AccountTally>();
        var (findings, looked) = (0, 0);
        // In one order for everybody: two runs over the same accounts then wait for each other and cannot deadlock.
        foreach (var account in accounts.Union(due).Order())
        {
            await AccountLock.TakeAsync(db, "audit", account, ct);
            // Deleted meanwhile: who deletes an account holds this lock, too.
            if (await AccountBooks.LoadAsync(db, account, profile, ct) is not { } books)
            {
                continue;
            }

            looked++;
            var about = ComplianceChecks.Look(books);
            await FindingRows.ReplaceAsync(db, tenant, account, db.Findings.Where(finding => finding.AccountId == account), about, now, ct);
            var counted = await AccountTallies.ReplaceAsync(db, tenant, account, ComplianceChecks.Count(books), ct);
            changed.UnionWith(counted.Changed);
            if (accounts.Contains(account))
            {
                findings += about.Count;
                own.AddRange(counted.All);
            }
        }

        if (looked == 0)
        {
            return null;
        }

        await db.Accounts.Where(account => due.Contains(account.Id)).ExecuteUpdateAsync(set => set.SetProperty(account => account.AuditDue, false), ct);
        await db.SaveChangesAsync(ct);
        changed.UnionWith(own.Select(tally => tally.CheckId));
        var ofPerson = await AuditPerson.RunAsync(db, tenant, changed, profile, now, ct);
        var resting = own.Where(tally => tally.Tally.LineIds.Count > 0).Select(tally => (tally.CheckId, tally.Tally.Key, tally.Tally.Part)).ToHashSet();
        return findings + ofPerson.Count(finding => finding.Tallies.Any(tally => resting.Contains((finding.CheckId, tally.Key, tally.Part))));
    }

    // Shared: who changes the profile waits for the audits that have read it, and their findings are then replaced by those of the audit that follows.
    internal static async Task<TaxProfile> ProfileAsync(WorkforceDbContext db, Guid tenant, CancellationToken ct)
    {
        await AccountLock.ShareAsync(db, "tax profile", tenant, ct);
        return await db.TaxProfiles.AsNoTracking().SingleOrDefaultAsync(ct) is { } profile
            ? new TaxProfile(profile.Country, profile.BusinessUse, profile.VatRegistered, profile.BaseCurrency)
            : TaxProfile.Unknown;
    }
}
