using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Workforce.Core.Data;
using Workforce.Core.Finance.Categories;

namespace Workforce.Core.Finance;

/// <summary>Tag's work on one statement: which lines have no category yet, what is known, and storing what was decided.</summary>
public static class CategoriseStatement
{
    // The newest of a merchant decide; older ones hardly count.
    private const int MostCorrections = 5_000;

    /// <summary>Lines of the statement that nothing has decided, and all that helps to decide them.</summary>
    public static async Task<(IReadOnlyList<LedgerLine> Lines, CategoryKnowledge Knowledge)> LoadAsync(WorkforceDbContext db, Statement statement, CancellationToken ct)
    {
        var undated = statement.LastDate ?? DateOnly.FromDateTime(statement.UploadedAt.UtcDateTime);
        var open = await (
            from link in db.StatementLines
            join line in db.Transactions.AsNoTracking() on link.TransactionId equals line.Id
            where link.StatementId == statement.Id && line.CategorySource == "none"
            // As the file has them: ids made in one millisecond have no order.
            orderby line.Date, line.Line, line.Id
            select line).ToListAsync(ct);
        LedgerLine[] lines = [.. open.Select(line => LedgerLines.Of(line, undated))];
        string[] merchants = [.. lines.Select(line => Merchants.Normalise(line.Description, line.Counterparty).Key).Where(key => key.Length > 0).Distinct()];
        var taught = await KnowledgeAsync(db, merchants, [], ct);
        // History comes last and costs most: it is asked for only where something is left for it to decide.
        return (lines, lines.All(line => Categoriser.DecideByRules(line, taught) is not null) ? taught : await KnowledgeAsync(db, merchants, merchants, ct));
    }

    /// <summary>What this tenant has taught about the merchants, and how lines of some of them were decided.</summary>
    public static async Task<CategoryKnowledge> KnowledgeAsync(WorkforceDbContext db, string[] merchants, string[] historyOf, CancellationToken ct)
    {
        var rules = await db.CategoryRules.AsNoTracking().ToListAsync(ct);
        var corrections = await (
            from correction in db.CategoryCorrections
            join line in db.Transactions on correction.TransactionId equals line.Id
            where correction.MerchantKey != null && merchants.Contains(correction.MerchantKey)
            orderby correction.At descending
            select new Correction(line.Id, correction.MerchantKey!, line.Merchant ?? "", line.Amount, correction.ToCategory, correction.At))
            .Take(MostCorrections).ToListAsync(ct);
        // Counted where they are: a merchant may have thousands of lines, and what they say of it is a handful of numbers.
        var history = historyOf.Length == 0 ? [] : await db.Transactions
            .Where(line => line.MerchantKey != null && historyOf.Contains(line.MerchantKey) && line.CategorySource != "none")
            .GroupBy(line => new { line.MerchantKey, line.Merchant, Out = line.Amount < 0, line.Category, line.CategorySource })
            .Select(group => new { group.Key, Lines = group.Count() })
            .ToListAsync(ct);
        return new CategoryKnowledge(
            [.. rules.Select(rule => new UserRule(rule.Id, rule.MerchantKey, rule.Category, rule.CreatedAt))],
            corrections,
            [.. history.Select(past => new PastDecision(past.Key.MerchantKey!, past.Key.Merchant ?? "", past.Key.Out ? MoneyDirection.Out : MoneyDirection.In, past.Key.Category,
                DecisionSources.FromWireName(past.Key.CategorySource) ?? DecisionSource.None, past.Lines))]);
    }

    /// <summary>Stores the decisions; a line that a person or another statement's run decided meanwhile keeps its own.</summary>
    public static async Task StoreAsync(WorkforceDbContext db, IReadOnlyList<(Guid Line, CategoryDecision Decision)> decisions, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            with decided as materialized (
                select d.*
                from unnest(@ids, @categories, @sources, @confidences, @reasons, @merchants, @keys)
                    as d (id, category, source, confidence, reason, merchant, key)
                -- Locks in one order: two statements that share lines then wait for each other and cannot deadlock.
                join lateral (select 1 from finance.transaction t where t.id = d.id order by t.id for update) locked on true
            )
            update finance.transaction line
            set category = d.category, category_source = d.source, category_confidence = d.confidence, category_reason = d.reason,
                merchant = nullif(d.merchant, ''), merchant_key = nullif(d.key, '')
            from decided d
            where line.id = d.id and line.category_source = 'none'
            """, (NpgsqlConnection)db.Database.GetDbConnection());
        var ordered = decisions.OrderBy(decision => decision.Line).ToArray();
        Column(command, "ids", NpgsqlDbType.Uuid, [.. ordered.Select(d => d.Line)]);
        Column(command, "categories", NpgsqlDbType.Text, [.. ordered.Select(d => d.Decision.Category)]);
        Column(command, "sources", NpgsqlDbType.Text, [.. ordered.Select(d => d.Decision.Source.WireName())]);
        Column(command, "confidences", NpgsqlDbType.Numeric, [.. ordered.Select(d => Math.Round((decimal)d.Decision.Confidence, 3))]);
        Column(command, "reasons", NpgsqlDbType.Text, [.. ordered.Select(d => d.Decision.Reason)]);
        Column(command, "merchants", NpgsqlDbType.Text, [.. ordered.Select(d => d.Decision.Merchant.Name)]);
        Column(command, "keys", NpgsqlDbType.Text, [.. ordered.Select(d => d.Decision.Merchant.Key)]);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Lines that came with the statement and were filed by hand before it: what they are now, they were while they were pending.</summary>
    public static Task<List<Guid>> FiledByHandAsync(WorkforceDbContext db, Guid statement, CancellationToken ct) => db.Transactions
        .Where(line => line.StatementId == statement && line.PendingFingerprint != null && line.CategorySource == MerchantRule.User)
        .Select(line => line.Id).ToListAsync(ct);

    /// <summary>How many lines of the statement have a category.</summary>
    public static Task<int> CountAsync(WorkforceDbContext db, Guid statement, CancellationToken ct) => (
        from link in db.StatementLines
        join line in db.Transactions on link.TransactionId equals line.Id
        where link.StatementId == statement && line.Category != CategoryNames.Uncategorised
        select line).CountAsync(ct);

    /// <summary>After lines got other categories: every statement that holds one of them says how many of its lines have one. The caller holds the <see cref="CategoryLock"/>.</summary>
    public static Task RecountAsync(WorkforceDbContext db, Guid[] lines, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
        update finance.statement set categorised = counted.categorised
        from (
            select held.statement_id, count(*) filter (where line.category <> {CategoryNames.Uncategorised})::int as categorised
            from finance.statement_line held join finance.transaction line on line.id = held.transaction_id
            where held.statement_id in (select statement_id from finance.statement_line where transaction_id = any({lines}))
            group by held.statement_id
        ) counted
        where statement.id = counted.statement_id and statement.categorised <> counted.categorised
        """, ct);

    private static void Column<T>(NpgsqlCommand command, string name, NpgsqlDbType type, T[] values) =>
        command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | type) { Value = values });
}
