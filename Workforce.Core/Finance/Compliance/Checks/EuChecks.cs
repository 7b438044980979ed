using Workforce.Core.Finance.Categories;
using static Workforce.Core.Finance.Compliance.BookQuestions;
using static Workforce.Core.Finance.Compliance.Counting;
using static Workforce.Core.Finance.Insights.Wording;

namespace Workforce.Core.Finance.Compliance.Checks;

/// <summary>Rules of the European Union that hold in every member state.</summary>
internal static class EuChecks
{
    /// <summary>No member state may let a simplified invoice do above this.</summary>
    public const decimal SimplifiedInvoiceAtMost = 400;
    public const decimal CashLimit = 10_000;

    /// <summary>Periods are a month, two or three as a rule: after four months a return would have been due.</summary>
    public const int DaysWithoutReturn = 124;

    public static IReadOnlyList<ComplianceCheck> All { get; } =
    [
        new("eu.invoice_400", "Full invoices missing above 400 EUR", Jurisdictions.Eu,
            new("Council Directive 2006/112/EC", "Articles 178(a), 220a, 226(3) and 238", 2025, new(2013, 1, 1)), FindingSeverity.Warning,
            // Germany's own limit is lower and says more.
            profile => VatInvoices.Deducts(profile) && Jurisdictions.Normalise(profile.Country) != "DE",
            VatInvoices.Missing("EUR", SimplifiedInvoiceAtMost,
                "Input tax is deducted from an invoice; a simplified one may serve up to 100 EUR everywhere, and up to 400 EUR where the member state allows it; above that it is a full one with the supplier's VAT number.")),

        new("eu.vat_return", "No VAT payment or refund seen", Jurisdictions.Eu,
            new("Council Directive 2006/112/EC", "Articles 206 and 252", 2025), FindingSeverity.Notice, profile => VatInvoices.Deducts(profile), NoVat),

        new("eu.cash_10000", "Cash of more than 10,000 EUR", Jurisdictions.Eu,
            new("Regulation (EU) 2024/1624", "Article 80", 2027, new(2027, 7, 10)), FindingSeverity.Warning, HasBusiness,
            PerYear("EUR", books => books.In("EUR").Cash().Where(line => Math.Abs(line.Amount) > CashLimit), (year, count, sum) =>
                $"{Count(count, "cash movement", "cash movements")} above 10,000 EUR in {year}, {Money(sum, "EUR")}. Since 10 July 2027 those who trade in goods or provide services may neither pay nor accept more than that in cash in one transaction or several linked ones.")),
    ];

    internal static PersonRule NoVat => new(
        books =>
        [
            .. Span("", "all", books.Booked()),
            .. Part("", "income", books.Booked().Of(CategoryNames.SelfEmployment)),
            .. Span("", "vat", books.Booked().Of(CategoryNames.Vat)),
        ],
        tallies =>
            tallies.Find("", "income") is { } income && tallies.Find("", "vat") is null && tallies.Find("", "all") is { } all
            && all.Last.DayNumber - all.First.DayNumber >= DaysWithoutReturn
                ? [Observation.On(
                    [income], $"{all.First:yyyy}",
                    $"From {Day(all.First)} to {Day(all.Last)} there is business income and no payment or refund of VAT, although the profile says registered. "
                        + "Returns are due at least quarterly in most cases; it may be paid from an account that is not here.",
                    null, null)]
                : []);
}
