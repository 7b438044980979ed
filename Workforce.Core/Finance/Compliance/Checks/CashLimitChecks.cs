using static Workforce.Core.Finance.Compliance.BookQuestions;
using static Workforce.Core.Finance.Compliance.Counting;
using static Workforce.Core.Finance.Insights.Wording;

namespace Workforce.Core.Finance.Compliance.Checks;

/// <summary>Countries in which a payment to or by a business may not be made in cash above a limit.</summary>
internal static class CashLimitChecks
{
    /// <param name="IsAllowedAt">Whether the very amount may still be paid in cash.</param>
    internal sealed record CashLimit(string Country, decimal Amount, bool IsAllowedAt, RuleSource Source);

    internal static IReadOnlyList<CashLimit> Limits { get; } =
    [
        new("FR", 1_000, true, new("Code monétaire et financier", "L112-6 and D112-3", 2025, new(2015, 9, 1))),
        new("ES", 1_000, false, new("Ley 7/2012", "artículo 7 (as amended by Ley 11/2021)", 2025, new(2021, 7, 11))),
        new("IT", 5_000, false, new("D.Lgs. 231/2007", "articolo 49", 2025, new(2023, 1, 1))),
        new("BE", 3_000, true, new("Loi du 18 septembre 2017", "article 67", 2025, new(2017, 10, 16))),
    ];

    public static IReadOnlyList<ComplianceCheck> All { get; } = [.. Limits.Select(Check)];

    private static ComplianceCheck Check(CashLimit limit) =>
        new($"{limit.Country.ToLowerInvariant()}.cash_limit", $"Cash above what may be paid in cash ({Money(limit.Amount, "EUR")})", limit.Country, limit.Source, FindingSeverity.Notice, HasBusiness,
            PerYear("EUR", books => books.In("EUR").Cash().Where(line => IsOver(limit, Math.Abs(line.Amount))), (year, count, sum) =>
                $"{Count(count, "cash movement", "cash movements")} {(limit.IsAllowedAt ? "above" : "of")} {Money(limit.Amount, "EUR")}{(limit.IsAllowedAt ? "" : " or more")} in {year}, {Money(sum, "EUR")}. "
                    + $"A single debt {(limit.IsAllowedAt ? "above" : "from")} {Money(limit.Amount, "EUR")} may not be settled in cash where a business takes part; several smaller payments paid in together are no issue."));

    private static bool IsOver(CashLimit limit, decimal amount) => limit.IsAllowedAt ? amount > limit.Amount : amount >= limit.Amount;
}
