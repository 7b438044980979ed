using Workforce.Core.Finance.Categories;
using static Workforce.Core.Finance.Compliance.BookQuestions;
using static Workforce.Core.Finance.Compliance.Counting;
using static Workforce.Core.Finance.Insights.Wording;

namespace Workforce.Core.Finance.Compliance.Checks;

/// <summary>What United States federal tax asks of receipts, gifts and meals.</summary>
internal static class UsExpenseChecks
{
    public const decimal ReceiptFrom = 75;
    public const decimal AcknowledgementFrom = 250;
    public const decimal GiftLimit = 25;
    private const string Usd = "USD";

    public static IReadOnlyList<ComplianceCheck> All { get; } =
    [
        new("us.receipt_75", "Receipts missing for business expenses from 75 USD", "US",
            new("Treas. Reg.", "§1.274-5(c)(2)(iii)", 2025, new(1995, 10, 1)), FindingSeverity.Warning, HasBusiness,
            PerYear(Usd, books => books.In(Usd).BusinessExpenses().Where(line => !line.HasReceipt && -line.Amount >= ReceiptFrom), (year, count, sum) =>
                $"{Count(count, "business expense", "business expenses")} of 75 USD or more in {year}, {Money(sum, Usd)}, {(count == 1 ? "has" : "have")} no receipt here. From 75 USD, and for lodging of any amount, travel, meal and gift expenses need documentary evidence.")),

        new("us.charity_250", "Gifts to charity from 250 USD need an acknowledgement", "US",
            new("Internal Revenue Code", "§170(f)(8)", 2025, new(1994, 1, 1)), FindingSeverity.Notice, _ => true,
            PerYear(Usd, books => books.In(Usd).Of(CategoryNames.Charity).Where(line => !line.HasReceipt && -line.Amount >= AcknowledgementFrom), (year, count, sum) =>
                $"{Count(count, "gift", "gifts")} of 250 USD or more in {year}, {Money(sum, Usd)}, {(count == 1 ? "has" : "have")} no written acknowledgement of the charity here; a bank line alone does not suffice for a deduction.")),

        new("us.gifts_25", "Business gifts above 25 USD", "US",
            new("Internal Revenue Code", "§274(b)(1)", 2025), FindingSeverity.Info, HasBusiness,
            PerYear(Usd, books => books.In(Usd).Of(CategoryNames.GiftsGiven).Where(line => -line.Amount > GiftLimit), (year, count, sum) =>
                $"{Count(count, "gift payment", "gift payments")} above 25 USD in {year}, {Money(sum, Usd)}: for a business gift 25 USD per recipient and year can be deducted, and the recipient and the purpose must be on record.")),

        new("us.meals_50", "Business meals count for half", "US",
            new("Internal Revenue Code", "§274(n)(1)", 2025, new(1994, 1, 1)), FindingSeverity.Info, HasBusiness,
            PerYear(Usd, books => books.In(Usd).Of(CategoryNames.Restaurants).Where(line => line.Amount < 0 && !WasWholeThen(line)), (year, count, sum) =>
                $"{Count(count, "restaurant payment", "restaurant payments")} in {year}, {Money(sum, Usd)}: {(count == 1 ? "if it was a business meal" : "of those that were business meals")}, half ({Money(sum / 2, Usd)} at most) can be deducted.")),
    ];

    // Food and drink from restaurants counted in full when paid in 2021 and 2022, §274(n)(2)(D).
    private static bool WasWholeThen(LedgerLine line) => line.Date.Year is 2021 or 2022;
}
