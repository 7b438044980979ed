using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Finance.Compliance;
using Workforce.Core.Identity;
using Workforce.Jobs;

namespace Workforce.Core.Finance;

/// <summary>Says whose books these are. Other checks then apply, so Ledger looks at every account again, in one go.</summary>
public sealed class SetTaxProfile(WorkforceDbContext db, JobClient jobs, AuditTrail audit, TimeProvider time)
{
    public async Task<StoredTaxProfile> RunAsync(string country, BusinessUse use, bool vatRegistered, string baseCurrency, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await AccountLock.TakeAsync(db, "tax profile", db.Tenant.Required, ct);
        var profile = await db.TaxProfiles.SingleOrDefaultAsync(ct);
        if (profile is null)
        {
            profile = new StoredTaxProfile { TenantId = db.Tenant.Required, Country = country, BusinessUse = use, VatRegistered = vatRegistered, BaseCurrency = baseCurrency };
            db.Add(profile);
        }

        (profile.Country, profile.BusinessUse, profile.VatRegistered, profile.BaseCurrency, profile.UpdatedAt) = (country, use, vatRegistered, baseCurrency, time.GetUtcNow());
        audit.Record("tax_profile.set", "tax_profile", null, new { country, business_use = use.ToString().ToLowerInvariant(), vat_registered = vatRegistered, base_currency = baseCurrency });
        await db.SaveChangesAsync(ct);
        await db.Accounts.ExecuteUpdateAsync(set => set.SetProperty(account => account.AuditDue, true), ct);
        // Looking at one, she sees that all are due.
        await AuditAgain.EnqueueAsync(db, jobs, await db.Accounts.OrderBy(account => account.Id).Select(account => account.Id).Take(1).ToListAsync(ct), ct);
        await transaction.CommitAsync(ct);
        jobs.Ring(FinanceJobs.AuditAccount.Queue);
        return profile;
    }
}
