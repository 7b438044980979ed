using static Workforce.Core.Finance.Categories.CategoryFlow;
using static Workforce.Core.Finance.Categories.DeductibleHint;
using Names = Workforce.Core.Finance.Categories.CategoryNames;

namespace Workforce.Core.Finance.Categories;

/// <summary>Every category there is, in the order people see them.</summary>
public static class CategoryCatalogue
{
    public static IReadOnlyList<Category> All { get; } =
    [
        new(Names.Salary, "Salary", "Income", Income, None),
        new(Names.SelfEmployment, "Self-employed income", "Income", Income, None),
        new(Names.Benefits, "Benefits", "Income", Income, None),
        new(Names.Pension, "Pension", "Income", Income, None),
        new(Names.Interest, "Interest and dividends", "Income", Income, None),
        new(Names.GiftsReceived, "Gifts received", "Income", Income, None),
        new(Names.IncomeOther, "Other income", "Income", Income, None),
        new(Names.Refunds, "Refunds", "Income", Income, None),

        new(Names.Rent, "Rent", "Housing", Spending, BusinessPart),
        new(Names.Mortgage, "Mortgage", "Housing", Spending, None),
        new(Names.Maintenance, "Repairs and maintenance", "Housing", Spending, None),
        new(Names.Furnishing, "Furniture and household", "Housing", Spending, None),
        new(Names.Energy, "Energy", "Utilities", Spending, BusinessPart),
        new(Names.Water, "Water and waste", "Utilities", Spending, BusinessPart),
        new(Names.Telecom, "Phone and internet", "Utilities", Spending, BusinessPart),

        new(Names.Groceries, "Groceries", "Food", Spending, None),
        new(Names.Restaurants, "Restaurants and cafés", "Food", Spending, BusinessPart),

        new(Names.Fuel, "Fuel and charging", "Transport", Spending, BusinessPart),
        new(Names.PublicTransport, "Public transport", "Transport", Spending, BusinessPart),
        new(Names.Taxi, "Taxi and ride hailing", "Transport", Spending, BusinessPart),
        new(Names.Parking, "Parking and tolls", "Transport", Spending, BusinessPart),
        new(Names.Car, "Car and repairs", "Transport", Spending, BusinessPart),
        new(Names.Travel, "Travel", "Travel", Spending, BusinessPart),

        new(Names.Software, "Software and online services", "Subscriptions", Spending, Business),
        new(Names.Media, "Television, music and news", "Subscriptions", Spending, None),

        new(Names.Insurance, "Insurance", "Insurance and health", Spending, Personal),
        new(Names.Health, "Health", "Insurance and health", Spending, Personal),
        new(Names.PersonalCare, "Personal care", "Insurance and health", Spending, None),

        new(Names.Shopping, "Shopping", "Shopping", Spending, None),
        new(Names.Clothing, "Clothing", "Shopping", Spending, None),
        new(Names.Electronics, "Electronics", "Shopping", Spending, BusinessPart),
        new(Names.Books, "Books and stationery", "Shopping", Spending, BusinessPart),

        new(Names.Entertainment, "Entertainment", "Leisure", Spending, None),
        new(Names.Fitness, "Sport and fitness", "Leisure", Spending, None),
        new(Names.Pets, "Pets", "Family", Spending, None),
        new(Names.Children, "Children", "Family", Spending, Personal),
        new(Names.Education, "Education", "Family", Spending, BusinessPart),
        new(Names.GiftsGiven, "Gifts given", "Family", Spending, BusinessPart),
        new(Names.Charity, "Charity", "Family", Spending, Personal),

        new(Names.OfficeSupplies, "Office supplies", "Business", Spending, Business),
        new(Names.ProfessionalServices, "Professional services", "Business", Spending, Business),
        new(Names.Marketing, "Marketing", "Business", Spending, Business),
        new(Names.Wages, "Wages paid", "Business", Spending, Business),

        new(Names.IncomeTax, "Income tax", "Taxes", Spending, None),
        new(Names.Vat, "VAT and sales tax", "Taxes", Spending, None),
        new(Names.SocialContributions, "Social contributions", "Taxes", Spending, Personal),
        new(Names.OtherTaxes, "Other taxes", "Taxes", Spending, None),

        new(Names.BankFees, "Bank fees", "Fees and loans", Spending, BusinessPart),
        new(Names.InterestPaid, "Interest paid", "Fees and loans", Spending, BusinessPart),
        new(Names.Fines, "Fines", "Fees and loans", Spending, None),
        new(Names.LoanRepayment, "Loan repayment", "Fees and loans", Spending, None),

        new(Names.CashWithdrawal, "Cash withdrawal", "Cash", Spending, None),
        new(Names.CashDeposit, "Cash deposit", "Cash", Transfer, None),
        new(Names.Transfer, "Transfer", "Transfers", Transfer, None),
        new(Names.CardPayment, "Card settlement", "Transfers", Transfer, None),
        new(Names.Savings, "Savings", "Transfers", Transfer, None),
        new(Names.Investments, "Investments", "Transfers", Transfer, None),

        new(Names.Uncategorised, "Uncategorised", "Uncategorised", Spending, None),
    ];

    private static readonly Dictionary<string, Category> ByName = All.ToDictionary(category => category.Name, StringComparer.Ordinal);

    public static Category? Find(string? name) => name is null ? null : ByName.GetValueOrDefault(name);

    /// <summary>The display name as it stands within a sentence.</summary>
    internal static string DisplayOf(string name) =>
        Find(name) is not { } category ? name
        : category.DisplayName.StartsWith("VAT", StringComparison.Ordinal) ? category.DisplayName
        : char.ToLowerInvariant(category.DisplayName[0]) + category.DisplayName[1..];

    /// <summary>The flow of a line: that of its category; without one, its sign decides.</summary>
    public static CategoryFlow FlowOf(LedgerLine line) =>
        line.Category is null or Names.Uncategorised || Find(line.Category) is not { } category
            ? line.Amount > 0 ? Income : Spending
            : category.Flow;
}
