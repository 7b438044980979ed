using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Finance.Compliance;

namespace Workforce.Core.Finance;

/// <summary>Draws up the findings about the person from the tallies of all accounts.</summary>
internal static class AuditPerson
{
    /// <param name="checks">Those to which some account contributes otherwise than before; the findings of the others stand.</param>
    public static async Task<IReadOnlyList<Finding>> RunAsync(
        WorkforceDbContext db, Guid tenant, IReadOnlySet<string> checks, TaxProfile profile, DateTimeOffset now, CancellationToken ct)
    {
        // One at a time and to the end of the transaction, after the tallies of the caller are stored: the last one to come has seen those of all.
        await AccountLock.TakeAsync(db, "audit person", tenant, ct);
        string[] asked = [.. checks.Where(ComplianceChecks.IsOfPerson)];
        var tallies = (await MergedAsync(db, asked, ct)).ToLookup(row => row.CheckId, row => row.Tally());
        var findings = ComplianceChecks.Tell(tallies, profile).ToList();
        await FindingRows.ReplaceAsync(db, tenant, null, db.Findings.Where(finding => finding.AccountId == null && asked.Contains(finding.CheckId)), findings, now, ct);
        await db.SaveChangesAsync(ct);
        return findings;
    }

    // As Tally.Merge does it.
    private static Task<List<Row>> MergedAsync(WorkforceDbContext db, string[] checks, CancellationToken ct) => db.Database.SqlQuery<Row>(
        $"""
        with counted as materialized (
            select *, sum(cardinality(line_ids)) over (partition by check_id, key, part order by first_date, account_id) - cardinality(line_ids) as before
            from finance.tally where check_id = any({checks})
        ), line as (
            select check_id, key, part, array_agg(id order by before, place) as ids
            from counted cross join lateral unnest(line_ids) with ordinality as of (id, place)
            where before < {Tally.MostLines} and before + place <= {Tally.MostLines}
            group by check_id, key, part
        ), summed as (
            select check_id, key, part, sum(count)::int as count, sum(sum) as sum, min(currency) as currency, min(first_date) as first, max(last_date) as last
            from counted group by check_id, key, part
        )
        select check_id as "CheckId", key as "Key", part as "Part", count as "Count", sum as "Sum", currency as "Currency", first as "First", last as "Last",
               coalesce(ids, array[]::uuid[]) as "LineIds"
        from summed left join line using (check_id, key, part)
        order by check_id, key collate "C", part collate "C"
        """).ToListAsync(ct);

    private sealed record Row(string CheckId, string Key, string Part, int Count, decimal Sum, string? Currency, DateOnly First, DateOnly Last, Guid[] LineIds)
    {
        public Tally Tally() => new(Key, Part, Count, Sum, Currency, First, Last, LineIds);
    }
}
