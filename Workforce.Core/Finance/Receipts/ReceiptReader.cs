using Workforce.Core.Finance.Statements;
using Workforce.Core.Finance.Statements.Pdf;

namespace Workforce.Core.Finance.Receipts;

/// <summary>Reads the fields of a receipt or an invoice from its words, by labels in many languages, by place and by arithmetic.</summary>
public static class ReceiptReader
{
    /// <summary>Reads one text, lines parted by line feeds.</summary>
    public static ReadReceipt Read(string text) => Read([.. ReceiptLine.Of(text, look: 0)]);

    /// <summary>Reads several looks at the same paper together: what one recognition misreads another may not, and sums over all of them decide.</summary>
    public static ReadReceipt Read(IReadOnlyList<PdfText> looks) => Read([.. looks.SelectMany(ReceiptLine.Of)]);

    private static ReadReceipt Read(IReadOnlyList<ReceiptLine> lines)
    {
        var amounts = ReceiptAmounts.Read(lines);
        var kind = KindOfDocument.Read(lines, amounts.Total);
        var (currency, currencyConfidence) = ReceiptCurrency.Read(lines);
        var date = ReceiptDates.Read(lines, currency);
        var (merchant, merchantConfidence) = ReceiptMerchant.Read(lines);
        // Taxes withheld from pay are no tax on a purchase.
        var tax = kind == DocumentKind.Payslip ? null : amounts.Tax;
        return new ReadReceipt
        {
            Document = kind,
            Merchant = merchant,
            Date = date.Date,
            Total = amounts.Total,
            Currency = currency,
            Tax = tax,
            Subtotal = kind == DocumentKind.Payslip ? null : amounts.Subtotal,
            Tip = amounts.Tip,
            PaidCash = amounts.Cash,
            Change = amounts.Change,
            TaxNumber = kind == DocumentKind.Payslip ? null : ReceiptTaxNumber.Read(lines),
            Confidence = new ReadConfidence(merchantConfidence, date.Confidence, amounts.TotalConfidence, currencyConfidence, tax is null ? 0 : amounts.TaxConfidence),
            Problems = [.. Problems(merchant, date, amounts)],
        };
    }

    private static IEnumerable<StatementProblem> Problems(string? merchant, ReceiptDates date, ReceiptAmounts amounts)
    {
        if (merchant is null) yield return Missing("merchant", "No line looks like the seller's name.");
        if (date.Doubt is not null) yield return Missing("date", date.Doubt);
        else if (date.Date is null) yield return Missing("date", "No date was found.");
        if (amounts.Total is null) yield return Missing("total", "No total was found.");
        else if (amounts.TotalConfidence < 0.6) yield return Missing("total", $"The total {amounts.Total} is a guess: nothing on the paper confirms it.");
    }

    private static StatementProblem Missing(string field, string message) => new(ProblemSeverity.Warning, null, field, message);
}
