using Workforce.Contracts.Finance;

namespace Workforce.Web.Tests.Fake;

/// <summary>A year of bank lines, the same on every run but for the dates.</summary>
internal static class FakeLines
{
    public static IReadOnlyList<CategoryRow> Categories { get; } =
    [
        new("groceries", "Groceries", "Food", "spending"), new("dining", "Restaurants and cafés", "Food", "spending"),
        new("housing", "Rent", "Housing", "spending"), new("utilities", "Energy", "Utilities", "spending"),
        new("telecom", "Phone and internet", "Utilities", "spending"), new("transport", "Fuel and public transport", "Transport", "spending"),
        new("travel", "Travel", "Travel", "spending"), new("entertainment", "Television, music and news", "Subscriptions", "spending"),
        new("shopping", "Shopping", "Shopping", "spending"), new("health", "Health", "Insurance and health", "spending"),
        new("software", "Software and online services", "Business", "spending"), new("office", "Office supplies", "Business", "spending"),
        new("bank_fees", "Bank fees", "Fees and loans", "spending"), new("taxes", "Other taxes", "Taxes", "spending"),
        new("income", "Self-employed income", "Income", "income"), new("transfer", "Transfer", "Transfers", "transfer"), new("uncategorised", "No category", "Other", "spending"),
    ];

    private sealed record Habit(string Merchant, string Category, decimal Least, decimal Most, int TimesPerMonth, bool OnCard = false, string Currency = "EUR");

    private static readonly Habit[] Habits =
    [
        new("Rewe", "groceries", 18, 96, 5), new("Albert Heijn", "groceries", 8, 64, 4), new("Café de Jaren", "dining", 6, 48, 3, true), new("Thuisbezorgd", "dining", 14, 39, 2, true),
        new("Woonstad", "housing", 1_240, 1_240, 1), new("Vattenfall", "utilities", 118, 164, 1), new("KPN", "telecom", 49.50m, 49.50m, 1), new("NS Reizigers", "transport", 7, 42, 4, true),
        new("Shell", "transport", 38, 92, 2, true), new("Netflix", "entertainment", 13.99m, 13.99m, 1, true), new("Spotify", "entertainment", 10.99m, 10.99m, 1, true),
        new("Coolblue", "shopping", 25, 420, 1, true), new("Hetzner", "software", 28, 34, 1), new("GitHub", "software", 21, 21, 1, true, "USD"), new("Figma", "software", 45, 45, 1, true, "USD"),
        new("Amazon Web Services", "software", 64, 131, 1, true, "USD"), new("KLM", "travel", 120, 480, 1, true), new("Bruna", "office", 6, 44, 1, true), new("Zilveren Kruis", "health", 146.25m, 146.25m, 1),
    ];

    public static List<TransactionRow> Year(DateOnly today, Guid giroStatement, Guid cardStatement)
    {
        var random = new Random(7);
        var lines = new List<TransactionRow>();
        for (var month = 11; month >= 0; month--)
        {
            var first = new DateOnly(today.Year, today.Month, 1).AddMonths(-month);
            var last = month == 0 ? today.Day : DateTime.DaysInMonth(first.Year, first.Month);
            foreach (var habit in Habits.Where(habit => habit.Category != "travel" || month % 4 == 1))
            {
                for (var time = 0; time < habit.TimesPerMonth; time++)
                {
                    var amount = habit.Least == habit.Most ? habit.Least : Math.Round(habit.Least + ((habit.Most - habit.Least) * (decimal)random.NextDouble()), 2);
                    var day = habit.TimesPerMonth == 1 ? Math.Min(last, 3 + (habit.Merchant.Length * 2 % 24)) : random.Next(1, last + 1);
                    if (habit.Merchant == "Netflix" && month < 3)
                        amount = 15.99m;
                    lines.Add(Line(lines.Count, habit, first.AddDays(day - 1), -amount, habit.OnCard ? cardStatement : giroStatement, random));
                }
            }

            lines.Add(Income(lines.Count, "Bakker & Zonen", first.AddDays(Math.Min(last, 6) - 1), 2_850 + (random.Next(0, 9) * 125), giroStatement));
            lines.Add(Income(lines.Count, "Studio Noord", first.AddDays(Math.Min(last, 19) - 1), 1_900, giroStatement));
        }

        return [.. lines.OrderByDescending(line => line.Date).ThenBy(line => line.Description, StringComparer.Ordinal)];
    }

    private static TransactionRow Line(int number, Habit habit, DateOnly date, decimal amount, Guid statement, Random random)
    {
        var unknown = habit.Merchant is "Bruna" or "Coolblue" && random.Next(3) == 0;
        return new(
            Id(number), habit.OnCard ? FakeCompany.Card : FakeCompany.Giro, habit.OnCard ? "Business card" : "Giro account", statement, date, amount, habit.Currency,
            $"{habit.Merchant.ToUpperInvariant()} {1000 + number} {(habit.OnCard ? "CARD PAYMENT" : "SEPA DIRECT DEBIT")}", habit.OnCard ? null : habit.Merchant, habit.Merchant,
            unknown ? "uncategorised" : habit.Category, unknown ? "none" : "built_in_rule", unknown ? null : 0.93m, unknown ? null : $"Known merchant {habit.Merchant}",
            date == DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), null, null, null);
    }

    private static TransactionRow Income(int number, string from, DateOnly date, decimal amount, Guid statement) => new(
        Id(number), FakeCompany.Giro, "Giro account", statement, date, amount, "EUR", $"INVOICE {2400 + number} {from.ToUpperInvariant()}", from, from, "income", "built_in_rule", 0.97m, "An invoice paid to you", false, null, null, null);

    private static Guid Id(int number) => new($"22222222-0000-0000-0000-{number:000000000000}");
}
