using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Workforce.Contracts.Finance;
using Workforce.Core.Data;
using Workforce.Core.Finance;
using Workforce.Core.Finance.Statements;

namespace Workforce.Api.Finance;

/// <summary>Lines as the wire shows them, with their account's name, in one query.</summary>
internal static class TransactionRows
{
    public static async Task<IReadOnlyList<TransactionRow>> OfAsync(WorkforceDbContext db, IQueryable<Transaction> lines, CancellationToken ct)
    {
        var found = await lines.Select(line => new { Line = line, Account = db.Accounts.Where(account => account.Id == line.AccountId).Select(account => account.Name).First() }).ToListAsync(ct);
        return [.. found.Select(row => Of(row.Line, row.Account))];
    }

    private static TransactionRow Of(Transaction line, string account) => new(
        line.Id,
        line.AccountId,
        account,
        line.StatementId,
        line.Date,
        line.Amount,
        line.Currency,
        line.Description,
        line.Counterparty,
        line.Merchant,
        line.Category,
        line.CategorySource,
        line.CategoryConfidence,
        line.CategoryReason,
        line.Pending,
        line.ReceiptId,
        line.CheckNumber,
        NoteOf(line));

    /// <summary>What else the file says of the line.</summary>
    private static string? NoteOf(Transaction line) => line switch
    {
        { OpeningBalance: true } => "Opening balance",
        { Splits.Count: > 0 } => $"Split: {string.Join("; ", line.Splits.Select(PartOf))}",
        _ => null,
    };

    private static string PartOf(ParsedSplit part) =>
        string.Join(' ', new[] { part.Amount.ToString(CultureInfo.InvariantCulture), part.Category, part.Memo }.Where(text => !string.IsNullOrWhiteSpace(text)));
}
