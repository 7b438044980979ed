using Workforce.Core.Finance.Categories;
using Workforce.Core.Finance.Categories.Rules;

namespace Workforce.Core.Finance.Insights;

/// <summary>When a rhythm is a recurring payment and not chance.</summary>
internal static class RecurringRules
{
    private static readonly HashSet<string> Everyday =
    [
        CategoryNames.Groceries, CategoryNames.Restaurants, CategoryNames.Fuel, CategoryNames.Taxi, CategoryNames.Parking,
        CategoryNames.Shopping, CategoryNames.Clothing, CategoryNames.CashWithdrawal, CategoryNames.CashDeposit,
    ];

    /// <summary>Cash has no payee, and an opening balance or a pending line is no payment.</summary>
    public static bool CanRecur(LedgerLine line) => !line.Pending && !line.OpeningBalance && line.Amount != 0 && !IsCash(line);

    public static bool Accepts(RhythmFit fit, string merchantKey)
    {
        if (fit.Filled < fit.Rhythm.MinCount || fit.Purity < 0.7)
        {
            return false;
        }

        var isEveryday = fit.Members.Any(member => member.Line.Category is { } category && Everyday.Contains(category));
        return CoversEnough(fit) && (fit.IsSteady
            ? IsSteadyEnough(fit, isStrict: Merchants.IsGeneric(merchantKey) || isEveryday)
            // Bills by use: the day must be all the steadier. Shopping at about the same time is a habit, not a bill.
            : !isEveryday && !Merchants.IsGeneric(merchantKey) && fit.Wobble <= 0.25 && fit.Filled >= Math.Max(4, fit.Rhythm.MinCount));
    }

    // Seven of ten due dates met; half will do for five payments and more that keep their day closely (statements with months left out).
    private static bool CoversEnough(RhythmFit fit) =>
        fit.Coverage >= 0.7 || fit is { Filled: >= 5, Coverage: >= 0.45, Wobble: <= 0.25, Purity: >= 0.9 };

    private static bool IsSteadyEnough(RhythmFit fit, bool isStrict) => (fit.Filled, isStrict) switch
    {
        (_, true) => fit.Wobble <= 0.25 && fit.Filled >= 4 && fit.Members.All(member => RhythmFit.Near(member.Line.Amount, fit.Members[0].Line.Amount, 0.02m)),
        ( <= 2, _) => fit.Wobble <= 0.35 && fit.Offered == 2,
        // The fewer the payments, the more often chance alone would put them near some day.
        ( <= 5, _) => fit.Wobble <= 0.35,
        _ => fit.Wobble <= 0.5,
    };

    private static bool IsCash(LedgerLine line) =>
        line.Category is CategoryNames.CashWithdrawal or CategoryNames.CashDeposit
        || line.Category is null && line.Amount < 0
        && WordRules.In(TextFold.Words($"{line.Counterparty} {line.Description}"), MoneyDirection.Out, _ => true)?.Value.Category == CategoryNames.CashWithdrawal;
}
