using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Finance.Compliance;

namespace Workforce.Core.Finance;

/// <summary>Keeps stored findings in step with those of today.</summary>
internal static class FindingRows
{
    /// <param name="account">Null: about the person.</param>
    /// <param name="before">The stored ones that those of today replace.</param>
    public static async Task ReplaceAsync(
        WorkforceDbContext db, Guid tenant, Guid? account, IQueryable<StoredFinding> before, IReadOnlyList<Finding> today, DateTimeOffset now, CancellationToken ct)
    {
        var stored = await before.ToDictionaryAsync(finding => finding.Key, ct);
        foreach (var finding in today.DistinctBy(finding => finding.Key))
        {
            stored.Remove(finding.Key, out var row);
            Put(db, row, tenant, account, finding, now);
        }

        db.Findings.RemoveRange(stored.Values);
    }

    private static void Put(WorkforceDbContext db, StoredFinding? row, Guid tenant, Guid? account, Finding finding, DateTimeOffset now)
    {
        if (row is null)
        {
            row = new StoredFinding
            {
                Id = Guid.CreateVersion7(now),
                TenantId = tenant,
                AccountId = account,
                Key = finding.Key,
                CheckId = finding.CheckId,
                Jurisdiction = finding.Jurisdiction,
                Severity = finding.Severity.WireName(),
                Title = finding.Title,
                Text = finding.Text,
                Source = finding.Source.ToString(),
                CreatedAt = now,
            };
            db.Findings.Add(row);
        }

        (row.Jurisdiction, row.Severity, row.Title, row.Text, row.Source) =
            (finding.Jurisdiction, finding.Severity.WireName(), finding.Title, finding.Text, finding.Source.ToString());
        (row.Amount, row.Currency) = (finding.Amount, finding.Currency);
        if (!row.TransactionIds.SequenceEqual(finding.LineIds))
        {
            row.TransactionIds = [.. finding.LineIds];
        }
    }
}
