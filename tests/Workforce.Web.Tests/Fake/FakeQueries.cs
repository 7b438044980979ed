using Workforce.Contracts.Finance;

namespace Workforce.Web.Tests.Fake;

/// <summary>What the real API asks its database.</summary>
internal static class FakeQueries
{
    public static TransactionPage Page(FakeCompany company, LineQuery query)
    {
        lock (company.Gate)
        {
            var found = company.Transactions.Where(line =>
                (query.Account is null || line.AccountId == query.Account)
                && (query.Category is null || line.Category == query.Category)
                && (query.Statement is null || line.StatementId == query.Statement)
                && (query.From is null || line.Date >= query.From)
                && (query.To is null || line.Date <= query.To)
                && (query.Currency is null || line.Currency == query.Currency)
                && (query.Uncategorised != true || line.Category == "uncategorised")
                && (query.Text is null || $"{line.Description} {line.Merchant}".Contains(query.Text, StringComparison.OrdinalIgnoreCase))).ToList();
            var down = query.Sort is null || query.Sort.StartsWith('-');
            Func<TransactionRow, object?> by = query.Sort?.TrimStart('-') switch
            {
                "amount" => line => line.Amount,
                "merchant" => line => line.Merchant,
                "category" => line => line.Category,
                "account" => line => line.AccountName,
                _ => line => line.Date,
            };
            var sorted = down ? found.OrderByDescending(by) : found.OrderBy(by);
            return new TransactionPage([.. sorted.Skip(query.Skip ?? 0).Take(query.Take ?? 50)], found.Count, found.GroupBy(line => line.Currency ?? "").ToDictionary(group => group.Key, group => group.Sum(line => line.Amount)));
        }
    }

    public static CorrectedCategory Correct(FakeCompany company, Guid id, CorrectCategoryRequest request)
    {
        lock (company.Gate)
        {
            var lines = company.Transactions;
            var index = lines.FindIndex(line => line.Id == id);
            lines[index] = lines[index] with { Category = request.Category, CategorySource = "user", CategoryConfidence = 1, CategoryReason = "Set by you" };
            var also = 0;
            for (var other = 0; request.ApplyToMerchant && other < lines.Count; other++)
            {
                if (other == index || lines[other].Merchant != lines[index].Merchant || lines[other].Category == request.Category)
                    continue;
                lines[other] = lines[other] with { Category = request.Category, CategorySource = "user_rule" };
                also++;
            }

            if (request.ApplyToMerchant)
                company.Rules.Insert(0, new RuleRow(Guid.NewGuid(), lines[index].Merchant!, request.Category, company.NameOf(request.Category), "corrected", FakeCompany.Now));
            return new CorrectedCategory(lines[index], also, null);
        }
    }

    public static IEnumerable<SpendRow> Spend(FakeCompany company, DateOnly? from, DateOnly? to, Guid? account, string? currency) =>
        company.Transactions
            .Where(line => line.Date is not null && line.Category != "transfer" && (from is null || line.Date >= from) && (to is null || line.Date <= to) && (account is null || line.AccountId == account) && (currency is null || line.Currency == currency))
            .GroupBy(line => (Month: new DateOnly(line.Date!.Value.Year, line.Date.Value.Month, 1), line.Category, line.Currency))
            .OrderBy(group => group.Key.Month)
            .Select(group => new SpendRow(
                group.Key.Month, group.Key.Category, company.NameOf(group.Key.Category), group.Key.Currency!, -group.Where(line => line.Amount < 0).Sum(line => line.Amount), group.Where(line => line.Amount > 0).Sum(line => line.Amount), group.Count()));
}
