using static Workforce.Core.Finance.Compliance.BookQuestions;
using static Workforce.Core.Finance.Compliance.Counting;
using static Workforce.Core.Finance.Insights.Wording;

namespace Workforce.Core.Finance.Compliance.Checks;

/// <summary>Business expenses too large for a simplified invoice, for whoever deducts input tax.</summary>
internal static class VatInvoices
{
    public static bool Deducts(TaxProfile profile) => profile.VatRegistered && HasBusiness(profile);

    /// <summary>Without a receipt, or with one on which no tax number of the supplier was found.</summary>
    public static PersonRule Missing(string currency, decimal above, string rule) => PerYear(
        currency,
        books =>
        {
            var withoutTaxNumber = books.Receipts.Where(receipt => receipt.SupplierTaxNumber is "").Select(receipt => receipt.LineId).ToHashSet();
            return books.In(currency).BusinessExpenses().Where(line => -line.Amount > above && (!line.HasReceipt || withoutTaxNumber.Contains(line.Id)));
        },
        (year, count, sum) =>
            $"{Count(count, "business expense", "business expenses")} above {Money(above, currency)} in {year}, {Money(sum, currency)}, {(count == 1 ? "has" : "have")} no invoice here, or one on which no tax number of the supplier was found. {rule}");

    /// <summary>Without any receipt, up to the amount for which a simplified invoice is enough.</summary>
    public static PersonRule MissingSmall(string currency, decimal upTo, string rule) => PerYear(
        currency,
        books => books.In(currency).BusinessExpenses().Where(line => -line.Amount <= upTo && !line.HasReceipt),
        (year, count, sum) =>
            $"{Count(count, "business expense", "business expenses")} of up to {Money(upTo, currency)} in {year}, {Money(sum, currency)}, {(count == 1 ? "has" : "have")} no receipt here. {rule}");
}
