using Workforce.Core.Finance.Categories;

namespace Workforce.Core.Finance.Compliance;

/// <summary>What checks ask of the books again and again.</summary>
internal static class BookQuestions
{
    /// <summary>Of these the law asks for no receipt per payment: contracts, tickets and statements prove them.</summary>
    private static readonly HashSet<string> ProvenOtherwise =
    [
        CategoryNames.Rent, CategoryNames.Energy, CategoryNames.Water, CategoryNames.Telecom, CategoryNames.BankFees, CategoryNames.InterestPaid,
        CategoryNames.PublicTransport, CategoryNames.Taxi, CategoryNames.Parking, CategoryNames.Wages,
    ];

    public static bool HasBusiness(TaxProfile profile) => profile.BusinessUse != BusinessUse.Personal;

    /// <summary>Booked lines of one currency; a line without one counts where it is the base currency.</summary>
    public static IEnumerable<LedgerLine> In(this Books books, string currency) =>
        books.Booked().Where(line => string.Equals(line.Currency ?? books.Profile.BaseCurrency, currency, StringComparison.OrdinalIgnoreCase));

    public static IEnumerable<LedgerLine> Booked(this Books books) => books.Lines.Where(line => !line.Pending && !line.OpeningBalance);

    public static IEnumerable<LedgerLine> Of(this IEnumerable<LedgerLine> lines, params string[] categories) => lines.Where(line => categories.Contains(line.Category));

    public static IEnumerable<LedgerLine> Cash(this IEnumerable<LedgerLine> lines) => lines.Of(CategoryNames.CashWithdrawal, CategoryNames.CashDeposit);

    /// <summary>Spending in categories that are, or may be, for the business, and that a receipt has to prove.</summary>
    public static IEnumerable<LedgerLine> BusinessExpenses(this IEnumerable<LedgerLine> lines) => lines.Where(line =>
        line.Amount < 0
        && CategoryCatalogue.Find(line.Category) is { Deductible: DeductibleHint.Business or DeductibleHint.BusinessPart } category
        && !ProvenOtherwise.Contains(category.Name));

    public static IReadOnlyList<Guid> Ids(IEnumerable<LedgerLine> lines) => [.. lines.OrderBy(line => line.Date).ThenBy(line => line.Id).Select(line => line.Id)];
}
