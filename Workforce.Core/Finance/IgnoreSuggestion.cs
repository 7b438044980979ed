using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Identity;

namespace Workforce.Core.Finance;

/// <summary>Keeps the suggestions about a merchant away from this person for some days. Asked again, the days count from then.</summary>
public sealed class IgnoreSuggestion(WorkforceDbContext db, AuditTrail audit, TimeProvider time)
{
    public async Task RunAsync(string merchantName, int days, CancellationToken ct)
    {
        var until = time.GetUtcNow().AddDays(days);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into finance.rule_suggestion_ignore (tenant_id, user_id, merchant_name, ignored_until)
            values ({db.Tenant.Required}, {db.Tenant.UserId!.Value}, {merchantName}, {until})
            on conflict (tenant_id, user_id, merchant_name) do update set ignored_until = excluded.ignored_until
            """, ct);
        audit.Record("rule_suggestion.ignore", "merchant", merchantName, new { days });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
