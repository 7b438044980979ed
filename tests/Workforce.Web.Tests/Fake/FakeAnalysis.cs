using Workforce.Contracts.Finance;

namespace Workforce.Web.Tests.Fake;

/// <summary>What Crystal, Ledger and Tag would have found.</summary>
internal static class FakeAnalysis
{
    public static List<RecurringRow> Recurring(DateOnly today) =>
    [
        Row("Woonstad", "monthly", "out", -1_240, -1_240, -1_240, today.AddDays(6), today.AddDays(-24), 12),
        Row("Netflix", "monthly", "out", -15.99m, -15.99m, -13.99m, today.AddDays(11), today.AddDays(-19), 12) with { AccountId = FakeCompany.Card, Note = "13.99 EUR until August, then 15.99 EUR: 14 % more." },
        Row("Zilveren Kruis", "monthly", "out", -146.25m, -146.25m, -146.25m, today.AddDays(2), today.AddDays(-28), 12),
        Row("Vattenfall", "monthly", "out", -141.20m, -163.80m, -118.40m, today.AddDays(8), today.AddDays(-22), 12) with { Note = "The amount varies with use." },
        Row("Figma", "monthly", "out", -45, -45, -45, today.AddDays(4), today.AddDays(-26), 12) with { Currency = "USD", AccountId = FakeCompany.Card },
        Row("Studio Noord", "monthly", "in", 1_900, 1_900, 1_900, today.AddDays(1), today.AddDays(-29), 12),
        Row("Adobe", "yearly", "out", -725.88m, -725.88m, -689.04m, today.AddDays(97), today.AddDays(-268), 3) with { AccountId = FakeCompany.Card },
        Row("Sportcity", "monthly", "out", -34.95m, -34.95m, -34.95m, null, today.AddDays(-131), 7) with { Active = false, Note = "No payment since July." },
    ];

    private static RecurringRow Row(string merchant, string cadence, string direction, decimal typical, decimal lowest, decimal highest, DateOnly? next, DateOnly last, int count) =>
        new(merchant.ToLowerInvariant(), FakeCompany.Giro, merchant, cadence, direction, typical, lowest, highest, "EUR", last.AddMonths(1 - count), last, next, count, true, null);

    public static List<InsightRow> Insights(DateOnly today, List<TransactionRow> lines)
    {
        Guid[] Of(string merchant) => [.. lines.Where(line => line.Merchant == merchant).Take(4).Select(line => line.Id)];
        var now = FakeCompany.Now;
        return
        [
            new(Guid.NewGuid(), "price_change", "notice", "Netflix costs 14 % more", "It was 13.99 EUR a month until August and is 15.99 EUR now: 24.00 EUR more a year.", 24, "EUR", today.AddMonths(-3), today, Of("Netflix"), now.AddMinutes(-11)),
            new(Guid.NewGuid(), "spend_up", "info", "Software and hosting grew three months in a row", "From 98.10 USD in July to 187.40 USD in October, mostly Amazon Web Services.", 89.30m, "USD", today.AddMonths(-4), today, Of("Amazon Web Services"), now.AddMinutes(-11)),
            new(Guid.NewGuid(), "unusual_amount", "warning", "One payment stands out", "Coolblue, 412.00 EUR: more than five times your usual 74.00 EUR there.", 412, "EUR", today.AddDays(-14), today.AddDays(-14), Of("Coolblue"), now.AddDays(-1)),
            new(Guid.NewGuid(), "duplicate_charge", "notice", "Twice the same amount at NS Reizigers", "24.60 EUR on the same day, four minutes apart. One may be a mistake.", 24.60m, "EUR", today.AddDays(-6), today.AddDays(-6), Of("NS Reizigers"), now.AddDays(-2)),
            new(Guid.NewGuid(), "cash_flow", "info", "October was your best month", "5,650.00 EUR came in, 18 % over your average.", 5_650, "EUR", today.AddMonths(-1), today, Of("Bakker & Zonen"), now.AddDays(-4)),
        ];
    }

    public static List<FindingRow> Findings(List<TransactionRow> lines)
    {
        var now = FakeCompany.Now;
        Guid[] Of(string merchant) => [.. lines.Where(line => line.Merchant == merchant).Take(2).Select(line => line.Id)];
        return
        [
            new(Guid.NewGuid(), "vat.missing_invoice", "NL", "warning", "Three purchases over 100 EUR have no invoice", "Input tax can only be deducted with an invoice that names your VAT number. Add the receipts of the lines below.", "Wet op de omzetbelasting 1968, art. 15 and 35a (2026)", 812.40m, "EUR", Of("Coolblue"), now.AddHours(-4), null),
            new(Guid.NewGuid(), "mixed.meals", "NL", "notice", "Meals are deductible in part only", "Of 214.30 EUR at restaurants, 73.5 % counts as a business cost for income tax; its VAT does not come back.", "Wet IB 2001, art. 3.15; Wet OB 1968, art. 15 lid 5 (2026)", 214.30m, "EUR", Of("Café de Jaren"), now.AddHours(-4), null),
            new(Guid.NewGuid(), "fx.record_rate", "NL", "info", "Payments in USD need the day's rate", "Keep the euro amount by the rate of the invoice date for each of these lines.", "Algemene wet inzake rijksbelastingen, art. 52 (2026)", 287, "USD", Of("Figma"), now.AddDays(-3), null),
            new(Guid.NewGuid(), "large.transfer", "NL", "notice", "A round transfer without a description", "5,000.00 EUR to a private account: note what it was for.", "Algemene wet inzake rijksbelastingen, art. 52 (2026)", 5_000, "EUR", [], now.AddDays(-30), now.AddDays(-21)),
        ];
    }

    public static List<RuleSuggestionRow> Suggestions() =>
    [
        new(new("77777777-0000-0000-0000-000000000001"), "Thuisbezorgd", "Restaurants and cafés", "dining", 6, 14, FakeCompany.Now.AddHours(-2)),
        new(new("77777777-0000-0000-0000-000000000002"), "Bruna", "Office supplies", "office", 4, 3, FakeCompany.Now.AddHours(-8)),
        new(new("77777777-0000-0000-0000-000000000003"), "Hetzner", "Software and online services", "software", 12, 1, FakeCompany.Now.AddDays(-1)),
    ];

    public static List<RuleRow> Rules() =>
    [
        new(new("88888888-0000-0000-0000-000000000001"), "Rewe", "groceries", "Groceries", "accepted", FakeCompany.Now.AddDays(-30)),
        new(new("88888888-0000-0000-0000-000000000002"), "Shell", "transport", "Fuel and public transport", "corrected", FakeCompany.Now.AddDays(-12)),
    ];
}
