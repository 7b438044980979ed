using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Workforce.Core.Data;
using Workforce.Core.Finance.Statements;

namespace Workforce.Core.Finance;

/// <summary>Stores what Prime read, inside the caller's transaction: accounts, lines that are new, and what the statement says of them.</summary>
public static class StoreStatement
{
    /// <summary>Returns how many lines were new.</summary>
    public static async Task<int> StoreAsync(WorkforceDbContext db, Statement statement, ParsedStatementFile file, CancellationToken ct)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var added = 0;
        var accounts = new List<Guid>();

        // In one order for everybody: two statements over the same accounts then wait for each other and cannot deadlock.
        foreach (var group in file.Accounts.GroupBy(AccountKey.Of).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var account = await AccountAsync(connection, statement, group.Key, group.First(), ct);
            ParsedTransaction[] lines = [.. group.SelectMany(part => part.Transactions.Select(line => line with { Currency = line.Currency ?? part.Currency }))];
            accounts.Add(account);
            added += await LinesAsync(connection, statement, account, lines, ct);
            db.StatementAccounts.Add(new StatementAccount
            {
                StatementId = statement.Id,
                AccountId = account,
                TenantId = statement.TenantId,
                FirstDate = lines.Min(line => line.Date),
                LastDate = lines.Max(line => line.Date),
                AsOf = lines.Where(line => !line.Pending).Max(line => line.Date) ?? lines.Max(line => line.Date),
                Transactions = lines.Length,
                Balances = [.. group.SelectMany(part => part.Balances)],
            });
        }

        await SettlePending.RunAsync(db, statement.TenantId, accounts, ct);
        return added;
    }

    /// <summary>Takes the account's lock until the transaction ends, so that overlapping statements bring a line once.</summary>
    private static async Task<Guid> AccountAsync(NpgsqlConnection connection, Statement statement, string key, ParsedAccount parsed, CancellationToken ct)
    {
        // Three statements, one round trip: each sees what was committed before it, so the last one also sees an account that
        // somebody else was just adding. None of them locks the account's row, for which others wait who hold what Prime may want.
        await using var batch = new NpgsqlBatch(connection);
        void Add(string sql, params NpgsqlParameter[] parameters)
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.AddRange(parameters);
            batch.BatchCommands.Add(command);
        }

        Add("select pg_advisory_xact_lock(hashtextextended('account:' || $1::text || $2, 0))", Of(NpgsqlDbType.Uuid, statement.TenantId), Of(NpgsqlDbType.Text, key));
        Add(
            """
            insert into finance.account (id, tenant_id, user_id, key, account_ref, bank_ref, name, type, currency)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (tenant_id, key) do nothing
            """,
            Of(NpgsqlDbType.Uuid, Guid.CreateVersion7()), Of(NpgsqlDbType.Uuid, statement.TenantId), Of(NpgsqlDbType.Uuid, statement.UserId), Of(NpgsqlDbType.Text, key),
            Of(NpgsqlDbType.Text, parsed.AccountId), Of(NpgsqlDbType.Text, parsed.BankId), Of(NpgsqlDbType.Text, AccountKey.NameOf(parsed)),
            Of(NpgsqlDbType.Text, WireNames.Of(parsed.Type.ToString())), Of(NpgsqlDbType.Text, parsed.Currency));
        Add("select id from finance.account where tenant_id = $1 and key = $2", Of(NpgsqlDbType.Uuid, statement.TenantId), Of(NpgsqlDbType.Text, key));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        // Past the lock's answer; the insert has none.
        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        return reader.GetGuid(0);
    }

    private static NpgsqlParameter Of(NpgsqlDbType type, object? value) => new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };

    private static async Task<int> LinesAsync(NpgsqlConnection connection, Statement statement, Guid account, ParsedTransaction[] lines, CancellationToken ct)
    {
        if (lines.Length == 0)
        {
            return 0;
        }

        // One statement for all lines. Those that are there already keep their row; either way the statement is linked to them.
        await using var command = new NpgsqlCommand(
            """
            with line as (
                select * from unnest(@ids, @dates, @other_dates, @amounts, @currencies, @descriptions, @counterparties, @references, @checks,
                                     @categories, @pending, @opening, @splits, @lines, @fingerprints, @occurrences)
                    as l (id, date, other_date, amount, currency, description, counterparty, bank_reference, check_number,
                          stated_category, pending, opening_balance, splits, line, fingerprint, occurrence)
            ), inserted as (
                insert into finance.transaction (id, tenant_id, user_id, account_id, statement_id, date, other_date, amount, currency, description,
                    counterparty, bank_reference, check_number, stated_category, pending, opening_balance, splits, line, fingerprint, occurrence)
                select id, @tenant, @user, @account, @statement, date, other_date, amount, currency, description,
                    counterparty, bank_reference, check_number, stated_category, pending, opening_balance, splits::jsonb, line, fingerprint, occurrence
                from line order by fingerprint, occurrence
                on conflict (tenant_id, account_id, fingerprint, occurrence) do nothing
                returning id, pending
            ), linked as (
                insert into finance.statement_line (statement_id, transaction_id, tenant_id, pending)
                select @statement, id, @tenant, pending from inserted
                union
                select @statement, t.id, @tenant, t.pending
                from line join finance.transaction t
                    on t.tenant_id = @tenant and t.account_id = @account and t.fingerprint = line.fingerprint and t.occurrence = line.occurrence
                on conflict do nothing
            )
            select count(*)::int from inserted
            """, connection);
        var fingerprints = Fingerprint.Of(lines);
        command.Parameters.AddWithValue("tenant", statement.TenantId);
        command.Parameters.AddWithValue("account", account);
        command.Parameters.AddWithValue("statement", statement.Id);
        Add(command, "user", NpgsqlDbType.Uuid, statement.UserId);
        Column(command, "ids", NpgsqlDbType.Uuid, lines, _ => Guid.CreateVersion7());
        Column(command, "dates", NpgsqlDbType.Date, lines, line => line.Date);
        Column(command, "other_dates", NpgsqlDbType.Date, lines, line => line.OtherDate);
        Column(command, "amounts", NpgsqlDbType.Numeric, lines, line => line.Amount);
        Column(command, "currencies", NpgsqlDbType.Text, lines, line => line.Currency);
        Column(command, "descriptions", NpgsqlDbType.Text, lines, line => line.Description);
        Column(command, "counterparties", NpgsqlDbType.Text, lines, line => line.Counterparty);
        Column(command, "references", NpgsqlDbType.Text, lines, line => line.BankReference);
        Column(command, "checks", NpgsqlDbType.Text, lines, line => line.CheckNumber);
        Column(command, "categories", NpgsqlDbType.Text, lines, line => line.StatedCategory);
        Column(command, "pending", NpgsqlDbType.Boolean, lines, line => line.Pending);
        Column(command, "opening", NpgsqlDbType.Boolean, lines, line => line.OpeningBalance);
        Column(command, "splits", NpgsqlDbType.Text, lines, line => WireNames.ToJson(line.Splits));
        Column(command, "lines", NpgsqlDbType.Integer, lines, line => line.Line);
        command.Parameters.Add(new NpgsqlParameter("fingerprints", NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = fingerprints.Select(f => f.Fingerprint).ToArray() });
        command.Parameters.Add(new NpgsqlParameter("occurrences", NpgsqlDbType.Array | NpgsqlDbType.Integer) { Value = fingerprints.Select(f => f.Occurrence).ToArray() });
        return (int)(await command.ExecuteScalarAsync(ct))!;
    }

    private static void Add(NpgsqlCommand command, string name, NpgsqlDbType type, object? value) =>
        command.Parameters.Add(new NpgsqlParameter(name, type) { Value = value ?? DBNull.Value });

    private static void Column<T>(NpgsqlCommand command, string name, NpgsqlDbType type, ParsedTransaction[] lines, Func<ParsedTransaction, T> value) =>
        command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | type) { Value = lines.Select(value).ToArray() });
}
