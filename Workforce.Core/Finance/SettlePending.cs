using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Finance.Booking;
using Workforce.Core.Finance.Categories;

namespace Workforce.Core.Finance;

/// <summary>
/// A line that was pending and is booked now is one line: the pending one goes, and what it had (its statements, a receipt, a
/// category by hand, what was learned from it) is the booked one's. Inside Prime's transaction, which holds the accounts.
/// </summary>
internal static class SettlePending
{
    public static async Task RunAsync(WorkforceDbContext db, Guid tenant, IReadOnlyCollection<Guid> accounts, CancellationToken ct)
    {
        if (!await db.Transactions.AnyAsync(line => accounts.Contains(line.AccountId) && line.Pending, ct))
        {
            return;
        }

        // Nobody files these lines or ties receipts to them meanwhile. Taken before the statement's own row is written, which
        // people who hold the first of them may want.
        await CategoryLock.TakeAsync(db, tenant, ct);
        await AccountLock.TakeAsync(db, "receipts", tenant, ct);
        await db.SaveChangesAsync(ct);
        Guid[] ids = [.. accounts];
        var lines = (await LoadAsync(db, ids, ct)).ToLookup(line => line.Pending, line => line.Line());
        var pairs = PendingPairs.Find([.. lines[true]], [.. lines[false]]);
        if (pairs.Count > 0)
        {
            await MoveAsync(db, [.. pairs.Select(pair => pair.Pending.Id)], [.. pairs.Select(pair => pair.Booked.Id)], ct);
        }
    }

    /// <summary>The pending lines of the accounts, and the booked ones that one of them may have become.</summary>
    private static Task<List<Row>> LoadAsync(WorkforceDbContext db, Guid[] accounts, CancellationToken ct) => db.Database.SqlQuery<Row>(
        $"""
        with statement as materialized (
            select part.statement_id, part.account_id, part.as_of,
                   row_number() over (partition by part.account_id order by part.as_of nulls first, s.uploaded_at, s.id) as place
            from finance.statement_account part join finance.statement s on s.id = part.statement_id
            where part.account_id = any({accounts})
        ), pending as materialized (
            select line.account_id, line.id, line.amount, coalesce(line.date, line.other_date, max(statement.as_of), line.created_at::date) as date
            from finance.transaction line
            left join finance.statement_line shown on shown.transaction_id = line.id
            left join statement on statement.statement_id = shown.statement_id and statement.account_id = line.account_id
            where line.account_id = any({accounts}) and line.pending
            group by line.id
        ), line as (
            select id, date from pending
            union all
            select booked.id, booked.date from finance.transaction booked
            where booked.account_id = any({accounts}) and not booked.pending and not booked.opening_balance
              and exists (select from pending where pending.account_id = booked.account_id and pending.amount = booked.amount
                          and booked.date between pending.date - {PendingPairs.Days} and pending.date + {PendingPairs.Days})
        )
        select line.id as "Id", t.account_id as "AccountId", line.date as "Date", t.amount as "Amount", t.currency as "Currency",
               t.description as "Description", t.counterparty as "Counterparty", t.bank_reference as "BankReference", t.pending as "Pending",
               case when t.pending then t.fingerprint else t.pending_fingerprint end as "PendingFingerprint",
               array_agg(statement.statement_id) as "Shown", min(statement.place) as "First", max(statement.place) as "Last"
        from line
        join finance.transaction t on t.id = line.id
        join finance.statement_line shown on shown.transaction_id = t.id
        join statement on statement.statement_id = shown.statement_id and statement.account_id = t.account_id
        group by line.id, line.date, t.id
        """).ToListAsync(ct);

    /// <summary>The line at each place of <paramref name="pending"/> became the one at the same place of <paramref name="booked"/>.</summary>
    private static async Task MoveAsync(WorkforceDbContext db, Guid[] pending, Guid[] booked, CancellationToken ct)
    {
        var before = await db.Transactions.AsNoTracking().Where(line => pending.Contains(line.Id)).ToDictionaryAsync(line => line.Id, ct);
        var after = await db.Transactions.Where(line => booked.Contains(line.Id)).ToDictionaryAsync(line => line.Id, ct);
        // Its correction stays evidence of what the person wants, and its statements go on holding the line.
        await db.Database.ExecuteSqlAsync(
            $"""
            with pair as (select * from unnest({pending}, {booked}) as pair (pending, booked)), corrected as (
                update finance.category_correction correction set transaction_id = pair.booked from pair where correction.transaction_id = pair.pending
            ), refused as (
                insert into finance.receipt_refusal (receipt_id, transaction_id, tenant_id, at)
                select refusal.receipt_id, pair.booked, refusal.tenant_id, refusal.at
                from pair join finance.receipt_refusal refusal on refusal.transaction_id = pair.pending
                on conflict do nothing
            )
            insert into finance.statement_line (statement_id, transaction_id, tenant_id, pending)
            select shown.statement_id, pair.booked, shown.tenant_id, true
            from pair join finance.statement_line shown on shown.transaction_id = pair.pending
            on conflict do nothing
            """, ct);
        // With the line goes its hold on the receipt, of which there is one.
        await db.Transactions.Where(line => pending.Contains(line.Id)).ExecuteDeleteAsync(ct);
        foreach (var (from, to) in pending.Zip(booked, (from, to) => (before[from], after[to])))
        {
            await InheritAsync(db, from, to, ct);
        }

        await db.SaveChangesAsync(ct);
    }

    private static async Task InheritAsync(WorkforceDbContext db, Transaction from, Transaction to, CancellationToken ct)
    {
        to.PendingFingerprint = from.Fingerprint;
        if (from.CategorySource == MerchantRule.User && to.CategorySource != MerchantRule.User)
        {
            var merchant = Merchants.Normalise(to.Description, to.Counterparty);
            (to.Category, to.CategorySource, to.CategoryConfidence, to.CategoryReason) = (from.Category, from.CategorySource, from.CategoryConfidence, from.CategoryReason);
            (to.Merchant, to.MerchantKey) = (merchant.Name, merchant.Key.Length == 0 ? null : merchant.Key);
        }

        if (from.ReceiptId is { } receipt)
        {
            if (to.ReceiptId is null)
            {
                to.ReceiptId = receipt;
            }
            else
            {
                await db.Receipts.Where(row => row.Id == receipt).ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.Status, Receipt.Progress.Unmatched).SetProperty(row => row.MatchScore, (decimal?)null), ct);
            }
        }
    }

    private sealed record Row(
        Guid Id, Guid AccountId, DateOnly Date, decimal Amount, string? Currency, string Description, string? Counterparty, string? BankReference, bool Pending,
        string? PendingFingerprint, Guid[] Shown, long First, long Last)
    {
        public ShownLine Line() => new(Id, AccountId, Date, Amount, Currency, Description, Counterparty, BankReference, PendingFingerprint, Shown, First, Last);
    }
}
