using Workforce.Core.Finance.Compliance;
using static Workforce.Core.Finance.Insights.Wording;

namespace Workforce.Core.Finance.Ahead;

/// <summary>Days of the year by which the law wants something of people like the profile's, told beforehand. Information, never advice.</summary>
public static class TaxDates
{
    public const int DaysBefore = 14;

    private sealed record TaxDate(string Id, string Country, string Title, RuleSource Source, Func<TaxProfile, bool> Concerns, (int Month, int Day)[] Days)
    {
        /// <summary>A Saturday or Sunday moves it to Monday (Internal Revenue Code §7503, AO §108(3)); in the UK it stays.</summary>
        public DateOnly DueIn(int year, (int Month, int Day) day) => (new DateOnly(year, day.Month, day.Day), Country) switch
        {
            ({ DayOfWeek: DayOfWeek.Saturday } due, not "GB") => due.AddDays(2),
            ({ DayOfWeek: DayOfWeek.Sunday } due, not "GB") => due.AddDays(1),
            var (due, _) => due,
        };
    }

    private static readonly IReadOnlyList<TaxDate> All =
    [
        new("us.return", "US", "Federal income tax return", new("Internal Revenue Code", "§6072(a)"), _ => true, [(4, 15)]),
        new("us.estimated", "US", "Estimated tax payment", new("Internal Revenue Code", "§6654(c)(2)"), BookQuestions.HasBusiness, [(4, 15), (6, 15), (9, 15), (1, 15)]),
        new("uk.self_assessment", "GB", "Self Assessment: online return and payment", new("Taxes Management Act 1970", "sections 8(1D) and 59B(4)"), BookQuestions.HasBusiness, [(1, 31)]),
        new("uk.payment_on_account", "GB", "Self Assessment: second payment on account", new("Taxes Management Act 1970", "section 59A(2)(b)"), BookQuestions.HasBusiness, [(7, 31)]),
        new("de.advance_tax", "DE", "Advance payment of income tax", new("EStG", "§37(1)"), BookQuestions.HasBusiness, [(3, 10), (6, 10), (9, 10), (12, 10)]),
        new("de.vat_advance", "DE", "Advance VAT return of the quarter", new("UStG", "§18(1) and (2)"), profile => profile.VatRegistered, [(1, 10), (4, 10), (7, 10), (10, 10)]),
    ];

    public static IReadOnlyList<News> Of(TaxProfile profile, DateOnly today) =>
    [
        .. All.Where(date => Jurisdictions.Covers(date.Country, profile.Country) && date.Concerns(profile))
            .SelectMany(date => date.Days
                .SelectMany(day => new[] { today.Year, today.Year + 1 }.Select(year => date.DueIn(year, day)))
                .Where(due => due >= today && due <= today.AddDays(DaysBefore))
                .Select(due => (date, due)))
            .OrderBy(pair => pair.due).ThenBy(pair => pair.date.Id, StringComparer.Ordinal)
            .Select(pair => Tell(pair.date, pair.due)),
    ];

    private static News Tell(TaxDate date, DateOnly due) => new(
        $"tax_date:{date.Id}:{due:yyyy-MM-dd}", "tax.date", $"{date.Title}: by {Day(due)}",
        $"Due by {Day(due)} under {date.Source}. A holiday or an extension may move it; whether it concerns you, your return or your adviser says.", "/findings");
}
