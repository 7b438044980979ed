using Workforce.Core.Finance.Categories;

namespace Workforce.Core.Finance.Transfers;

/// <summary>A booked line that may be one side of a transfer between two accounts of the same owner.</summary>
/// <param name="Amount">Money out is negative.</param>
/// <param name="Party">Whom the line names, as <see cref="Merchants.KeyOf"/> writes it; empty where it names nobody.</param>
/// <param name="IsFiled">It is filed as a transfer; otherwise nothing but its other side would say so.</param>
public sealed record TransferSide(Guid Id, Guid AccountId, DateOnly Date, decimal Amount, string Currency, string Party, bool IsFiled)
{
    /// <summary>Filed as moving money between accounts. Cash that is paid in is left out: its other side is a purse.</summary>
    public static IReadOnlyList<string> Filed { get; } =
        [.. CategoryCatalogue.All.Where(category => category.Flow == CategoryFlow.Transfer && category.Name != CategoryNames.CashDeposit).Select(category => category.Name)];

    /// <summary>What a line is filed under when nobody knows better.</summary>
    public static IReadOnlyList<string> Open { get; } = [CategoryNames.Uncategorised, CategoryNames.IncomeOther];

    private static readonly HashSet<string> Said = [.. new[] { DecisionSource.User, DecisionSource.UserRule, DecisionSource.Stated }.Select(source => source.WireName())];

    private static readonly HashSet<string> Guessed = [.. new[] { DecisionSource.Offline, DecisionSource.None }.Select(source => source.WireName())];

    /// <summary>Whether a line of this category may be a side: filed as a transfer, or not really filed at all. What a person or the bank calls spending or income stays that.</summary>
    public static bool MayBe(string category, string source) =>
        Filed.Contains(category) || Guessed.Contains(source) || (Open.Contains(category) && !Said.Contains(source));
}
