using Workforce.Core.Finance.Reading;
using Workforce.Core.Finance.Statements.Csv;
using Workforce.Core.Finance.Statements.Tables;

namespace Workforce.Core.Finance.Statements.Pdf;

/// <summary>The account of a statement with its transactions and balances.</summary>
internal static class PdfAccount
{
    /// <summary>Below this the recognition itself doubts a word.</summary>
    private const int DoubtfulConfidence = 50;

    public static ParsedAccount Read(PdfLayout layout, string fileName, string? currency, char point, DateOrder order, CsvHints hints, ProblemList problems)
    {
        var type = AccountWords.TypeOf(Folded.Text(string.Join(' ', layout.Others.Select(line => line.Text).Append(fileName.Replace('_', ' ')))));
        var isCard = type == AccountType.CreditCard;
        var entries = PdfEntries.Read(layout.Rows, point);
        var opening = Stated(layout, BalanceKind.Opening, point);
        var closing = Stated(layout, BalanceKind.Closing, point);
        var amounts = new PdfSigns(entries, isCard, hints.SpendingIsPositive, opening?.Amount, closing?.Amount).Decide();
        PdfBalanceChain.Check(entries, amounts, opening?.Amount, isCard, problems);

        var reference = PdfDates.Reference(layout.Others, order);
        var transactions = new List<ParsedTransaction>();
        foreach (var (entry, amount) in entries.Zip(amounts))
        {
            if (Transaction(entry, amount, order, reference, problems) is { } transaction) transactions.Add(transaction);
        }

        var balances = new[] { opening, closing }.OfType<(BalanceKind Kind, WrittenDate? Date, decimal Amount)>()
            // What a card owes is less than nothing to its holder.
            .Select(balance => new ParsedBalance(balance.Kind, balance.Date is null ? null : PdfDates.Of(balance.Date, order, reference), isCard ? -balance.Amount : balance.Amount, currency)).ToList();
        var id = layout.Others.Select(line => AccountWords.IdOf(line.Text)).FirstOrDefault(id => id is not null);
        var account = new ParsedAccount
        {
            AccountId = id,
            Type = type,
            Currency = currency,
            LayoutKey = id is null ? "pdf" : null,
            Transactions = transactions,
            Balances = balances,
        };
        BalanceCheck.Tie(account, "the statement", null, "balance", problems);
        return account;
    }

    private static ParsedTransaction? Transaction(PdfEntry entry, decimal? amount, DateOrder order, DateOnly? reference, ProblemList problems)
    {
        var line = entry.Line.Line;
        var date = PdfDates.Of(entry.Line.Date, order, reference);
        if (date is null || amount is null)
        {
            var why = amount is null ? "its amount could not be told" : entry.Line.Date.Third is null ? "it has no year and the statement names none" : $"{entry.Line.Date.Text} is no date";
            problems.Error(line.Page, amount is null ? "amount" : "date", $"\"{line.Text}\" was left out: {why}.");
            return null;
        }

        if (entry.Line.Amounts.Any(placed => placed.Confidence < DoubtfulConfidence))
            problems.Warning(line.Page, "amount", $"The amount of \"{line.Text}\" was hard to recognise.");

        return new ParsedTransaction
        {
            Date = date,
            OtherDate = entry.Line.SecondDate is null ? null : PdfDates.Of(entry.Line.SecondDate, order, reference),
            Amount = amount.Value,
            Description = Folded.Blanks(string.Join(' ', entry.Line.Continued.Prepend(entry.Line.Text))),
            Line = line.Page,
        };
    }

    /// <summary>The balance of a kind; one with a date stands in the table and goes before one in a summary.</summary>
    private static (BalanceKind Kind, WrittenDate? Date, decimal Amount)? Stated(PdfLayout layout, BalanceKind kind, char point)
    {
        var stated = layout.Balances.Where(balance => balance.Kind == kind).OrderBy(balance => balance.Date is null)
            .Select(balance => (balance.Kind, balance.Date, Value: balance.Amount.Mark == DirectionMark.Debit ? -balance.Amount.Value(point) : balance.Amount.Value(point)))
            .Where(balance => balance.Value is not null).ToList();
        return stated.Count == 0 ? null : (stated[0].Kind, stated[0].Date, stated[0].Value!.Value);
    }
}
