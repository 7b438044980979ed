using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Statements.Csv;

/// <summary>Sorts transactions by account and states the balances, with a warning where they do not add up.</summary>
internal static class CsvAccounts
{
    public static List<ParsedAccount> Group(CsvTable table, FileCues cues, IReadOnlyList<CsvBalanceLine> balanceLines, CsvConventions conventions, CsvCurrencies currencies, List<CsvTransaction> transactions, List<StatementProblem> problems)
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

        foreach (var account in accounts) Check(account, problems);
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

        return balances;

        // Some exports repeat the statement's own balances on each of its lines.
        void AddColumn(ColumnRole role, BalanceKind kind)
        {
            var cells = transactions.Select(entry => entry.Line.Row.Cell(table.Columns.First(role))).Distinct().ToList();
            if (cells is [var cell] && WrittenAmount.Parse(cell)?.Value(conventions.Decimal) is { } amount) balances.Add(new ParsedBalance(kind, null, amount, null));
        }
    }

    private static void Check(ParsedAccount account, List<StatementProblem> problems)
    {
        var opening = account.Balances.Where(balance => balance.Kind == BalanceKind.Opening).ToList();
        var closing = account.Balances.Where(balance => balance.Kind == BalanceKind.Closing).ToList();
        if (opening.Count != 1 || closing.Count != 1) return;

        var sum = account.Transactions.Where(transaction => !transaction.Pending).Sum(transaction => transaction.Amount);
        if (opening[0].Amount + sum != closing[0].Amount)
        {
            problems.Add(new StatementProblem(ProblemSeverity.Warning, null, "balance",
                $"The opening balance {opening[0].Amount} and the lines ({sum}) make {opening[0].Amount + sum}, and the file states a closing balance of {closing[0].Amount}."));
        }
    }
}
