using Workforce.Core.Finance.Statements.Tables;

namespace Workforce.Core.Finance.Statements.Pdf;

/// <summary>Gives each line its sign: by columns for money out and in, by the running balance, by marks and signs, or by opening and closing balance.</summary>
internal sealed class PdfSigns(IReadOnlyList<PdfEntry> entries, bool isCard, bool? spendingIsPositive, decimal? opening, decimal? closing)
{
    /// <summary>The signed amount of each line, null where its style does not allow one.</summary>
    /// <exception cref="UnreadableStatementException">Two readings are possible and nothing decides.</exception>
    public IReadOnlyList<decimal?> Decide()
    {
        if (entries.All(entry => entry.Amount is null)) return Styled(SignDetection.Decide([.. entries.Select(entry => entry.Case)], isCard, spendingIsPositive).Style ?? SignStyle.TwoColumns);

        var steps = PdfBalanceChain.Steps(entries, opening);
        var tied = entries.Zip(steps).Count(pair => pair.Second is { } step && Math.Abs(step) == Math.Abs(pair.First.Moved ?? 0));
        if (spendingIsPositive is null && tied > 0 && tied * 5 >= entries.Count * 4) return [.. entries.Zip(steps).Select(pair => BySteps(pair.First, pair.Second))];
        if (spendingIsPositive is null && Totals() is { } proven) return Styled(proven);
        if (entries.Where(entry => entry.Amount is not null).Select(entry => entry.Column).Distinct().Count() > 1) throw Unclear(new SignDetection(null, "amounts stand in two columns without a header that says which is money in"));

        var detected = SignDetection.Decide([.. entries.Select(entry => entry.Case)], isCard, spendingIsPositive);
        return Styled(detected.Style ?? throw Unclear(detected));
    }

    private List<decimal?> Styled(SignStyle style) => [.. entries.Select(entry => SignRule.Apply(style, entry.Case))];

    /// <summary>What a card owes grows by spending; what an account holds shrinks by it.</summary>
    private decimal? BySteps(PdfEntry entry, decimal? step)
    {
        if (step is { } moved && Math.Abs(moved) == Math.Abs(entry.Moved ?? 0)) return isCard ? -moved : moved;
        return entry.Debit is not null ? -entry.Debit : entry.Credit ?? entry.Amount;
    }

    /// <summary>The sign under which opening balance and lines make the closing balance, where just one does.</summary>
    private SignStyle? Totals()
    {
        if (opening is not { } from || closing is not { } to || entries.Any(entry => entry.Mark != Reading.DirectionMark.None)) return null;

        var sum = entries.Sum(entry => entry.Amount ?? 0);
        if (sum == 0 || Math.Abs(to - from) != Math.Abs(sum)) return null;
        return to - from == sum == isCard ? SignStyle.SpendingPositive : SignStyle.Signed;
    }

    private UnreadableStatementException Unclear(SignDetection detected)
    {
        var first = entries.First(entry => entry.Amount is not null);
        return Ambiguity.OfSign(detected, "amount", first.Line.Amounts[0].Amount.Number, first.Line.Line.Page);
    }
}
