using Workforce.Core.Finance.Reading;
using Workforce.Core.Finance.Statements.Tables;

namespace Workforce.Core.Finance.Statements.Csv;

/// <summary>Sorts transactions by account and states the balances, with a warning where they do not add up.</summary>
internal static class CsvAccounts
{
    public static List<ParsedAccount> Group(CsvTable table, FileCues cues, IReadOnlyList<CsvBalanceLine> balanceLines, CsvConventions conventions, CsvCurrencies currencies, List<CsvTransaction> transactions, ProblemList problems)
    {
        var ids = transactions.Select(transaction => transaction.AccountId).OfType<string>().Distinct().ToList();
        // A line that leaves its account out (a payment onto the card) belongs to the only one there is.
        var fallback = ids.Count == 1 ? ids[0] : ids.Count == 0 ? cues.AccountId : null;
        var accounts = new List<ParsedAccount>();
        foreach (var group in transactions.GroupBy(transaction => transaction.AccountId ?? fallback))
        {
            var held = group.Select(entry => entry.Transaction.Currency).Distinct().ToList();
            var currency = held is [var only] ? only : null;
            var balances = accounts.Count == 0 ? Stated(table, cues, balanceLines, conventions, [.. group]) : [];
            accounts.Add(new ParsedAccount
            {
                AccountId = group.Key,
                BankId = group.Select(entry => entry.Line.Row.Cell(table.Columns.First(ColumnRole.BankId))).FirstOrDefault(id => id.Length > 0),
                Type = cues.Type == AccountType.Unknown && Folded.Text(group.Key) is "cash" or "bargeld" or "especes" ? AccountType.Cash : cues.Type,
                Currency = currency,
                LayoutKey = group.Key is null ? table.LayoutKey : null,
                Transactions = [.. group.Select(entry => entry.Transaction with { Currency = currency is null ? entry.Transaction.Currency : null })],
                Balances = [.. balances.Select(balance => balance with { Currency = currency })],
            });
        }

        foreach (var account in accounts) BalanceCheck.Tie(account, account.AccountId is { } id ? $"account {id}" : "the file", null, "balance", problems);
        return accounts;
    }

    private static List<ParsedBalance> Stated(CsvTable table, FileCues cues, IReadOnlyList<CsvBalanceLine> lines, CsvConventions conventions, List<CsvTransaction> transactions)
    {
        var balances = new List<ParsedBalance>();
        foreach (var line in lines)
        {
            if (line.Amount.Value(conventions.Decimal) is { } amount)
                balances.Add(new ParsedBalance(line.Kind, line.Date?.Value(conventions.Dates), line.Direction == DirectionMark.Debit ? -amount : amount, null));
        }

        AddColumn(ColumnRole.OpeningBalance, BalanceKind.Opening);
        AddColumn(ColumnRole.ClosingBalance, BalanceKind.Closing);
        foreach (var (kind, written) in cues.Balances)
        {
            if (written.Value(conventions.Decimal) is { } amount) balances.Add(new ParsedBalance(kind, null, amount, null));
        }

        // What the head of the file says again is no second balance; the line in the table has the date.
        return [.. balances.DistinctBy(balance => (balance.Kind, balance.Amount))];

        // Some exports repeat the statement's own balances on each of its lines.
        void AddColumn(ColumnRole role, BalanceKind kind)
        {
            var cells = transactions.Select(entry => entry.Line.Row.Cell(table.Columns.First(role))).Distinct().ToList();
            if (cells is [var cell] && WrittenAmount.Parse(cell)?.Value(conventions.Decimal) is { } amount) balances.Add(new ParsedBalance(kind, null, amount, null));
        }
    }
}
