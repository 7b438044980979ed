using Workforce.Core.Finance.Categories;
using static Workforce.Core.Finance.Compliance.BookQuestions;
using static Workforce.Core.Finance.Compliance.Counting;
using static Workforce.Core.Finance.Insights.Wording;

namespace Workforce.Core.Finance.Compliance.Checks;

/// <summary>Germany.</summary>
internal static class GermanChecks
{
    public const decimal SmallInvoice = 250;
    public const decimal Identify = 10_000;
    public const decimal GiftLimit = 50;
    public const decimal SimpleDonation = 300;
    public const decimal SmallBusiness = 25_000;
    public const decimal SmallBusinessAtOnce = 100_000;
    private const string Eur = "EUR";

    public static IReadOnlyList<ComplianceCheck> All { get; } =
    [
        new("de.invoice_250", "Full invoices missing above 250 EUR", "DE",
            new("UStDV", "§33 with §14(4) and §15(1) No. 1 UStG", 2025, new(2017, 1, 1)), FindingSeverity.Warning, VatInvoices.Deducts,
            VatInvoices.Missing(Eur, SmallInvoice, "Up to 250 EUR an invoice for small amounts is enough for input tax; above that it needs all particulars of §14(4) UStG, the supplier's tax number among them.")),

        new("de.invoice_small", "Receipts missing up to 250 EUR", "DE",
            new("UStDV", "§33 and §35(1)", 2025, new(2017, 1, 1)), FindingSeverity.Notice, VatInvoices.Deducts,
            VatInvoices.MissingSmall(Eur, SmallInvoice, "Input tax is deducted from at least an invoice for small amounts; a card slip or bank line is none.")),

        new("de.cash_identification", "Cash of 10,000 EUR and more", "DE",
            new("GwG", "§10(6a) No. 1", 2025, new(2017, 6, 26)), FindingSeverity.Warning, HasBusiness,
            PerYear(Eur, books => books.In(Eur).Cash().Where(line => Math.Abs(line.Amount) >= Identify), (year, count, sum) =>
                $"{Count(count, "cash movement", "cash movements")} of 10,000 EUR or more in {year}, {Money(sum, Eur)}. Who trades in goods and takes or makes a cash payment of that size must identify the other side; for precious metals from 2,000 EUR.")),

        new("de.cash_origin", "Cash paid in above 10,000 EUR", "DE",
            new("BaFin, Auslegungs- und Anwendungshinweise zum GwG", "Besonderer Teil: Kreditinstitute", 2025, new(2021, 8, 9)), FindingSeverity.Info, profile => !HasBusiness(profile),
            new PersonRule(
                books => books.In(Eur).Cash().Where(line => line.Amount > 0).GroupBy(line => line.Date).Select(day => Tally.Of($"{day.Key:yyyy-MM-dd}", day, Eur)),
                tallies => tallies.All.Where(day => day.Sum > Identify).Select(day => Observation.On(
                    [day], day.Key, $"{Money(day.Sum, Eur)} in cash were paid in on {Day(day.First)}. Above 10,000 EUR a bank asks its private customers for proof of where the cash came from.", day.Sum, Eur)))),

        new("de.gifts_50", "Gifts above 50 EUR", "DE",
            new("EStG", "§4(5) sentence 1 No. 1", 2025, new(2024, 1, 1)), FindingSeverity.Info, HasBusiness,
            PerYear(Eur, books => books.In(Eur).Of(CategoryNames.GiftsGiven).Where(line => -line.Amount > GiftLimit), (year, count, sum) =>
                $"{Count(count, "gift payment", "gift payments")} above 50 EUR in {year}, {Money(sum, Eur)}: gifts to business partners of more than 50 EUR per recipient and year cannot be deducted at all, and those below only when recorded apart.")),

        new("de.meals_70", "Business hospitality counts for 70 %", "DE",
            new("EStG", "§4(5) sentence 1 No. 2", 2025, new(2004, 1, 1)), FindingSeverity.Info, HasBusiness,
            PerYear(Eur, books => books.In(Eur).Of(CategoryNames.Restaurants).Where(line => line.Amount < 0), (year, count, sum) =>
                $"{Count(count, "restaurant payment", "restaurant payments")} in {year}, {Money(sum, Eur)}: {(count == 1 ? "if it was" : "of those that were")} business hospitality, 70 % ({Money(sum * 0.7m, Eur)} at most) can be deducted, with place, day, persons, occasion and amount on record.")),

        new("de.donation_300", "Donations above 300 EUR need a certificate", "DE",
            new("EStDV", "§50(1) and (4) No. 2", 2025, new(2021, 1, 1)), FindingSeverity.Notice, _ => true,
            PerYear(Eur, books => books.In(Eur).Of(CategoryNames.Charity).Where(line => !line.HasReceipt && -line.Amount > SimpleDonation), (year, count, sum) =>
                $"{Count(count, "donation", "donations")} above 300 EUR in {year}, {Money(sum, Eur)}, without a donation certificate here; up to 300 EUR the bank line is proof enough.")),

        new("de.small_business", "Turnover above the small-business limit", "DE",
            new("UStG", "§19(1)", 2025, new(2024, 1, 1)), FindingSeverity.Warning, profile => HasBusiness(profile) && !profile.VatRegistered,
            YearsAbove(SmallBusiness, Eur, line => line.Date.Year, books => books.In(Eur).Of(CategoryNames.SelfEmployment), Turnover)),
    ];

    private static string Turnover(int year, decimal sum) =>
        $"{Money(sum, Eur)} of self-employed income in {year}. " + (sum > SmallBusinessAtOnce && year >= 2025
            ? "With the payment that passes 100,000 EUR in a year the exemption for small businesses ends at once."
            : $"Above 25,000 EUR in a year the exemption for small businesses does not hold for {year + 1}.");
}
