using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Statements.Tables;

/// <summary>How a file says which way the money went.</summary>
internal enum SignStyle
{
    /// <summary>The sign is the account holder's.</summary>
    Signed,
    /// <summary>Spending has no sign, payments and refunds have a minus.</summary>
    SpendingPositive,
    /// <summary>A column for money out and one for money in.</summary>
    TwoColumns,
    /// <summary>As <see cref="TwoColumns"/>, where the amounts going out already have their minus.</summary>
    TwoSignedColumns,
    /// <summary>A mark decides, in a column of its own or behind the amount; lines without a mark go out.</summary>
    MarkElseOut,
    /// <summary>A mark decides; lines without a mark keep their sign.</summary>
    MarkElseSigned,
}

/// <summary>A line in which an amount has its value, and the direction is still open.</summary>
internal sealed record SignCase(decimal? Amount, decimal? Debit, decimal? Credit, DirectionMark Mark, decimal? Balance, string Text);

/// <summary>Applies a decided style to a line.</summary>
internal static class SignRule
{
    /// <summary>The amount from the account holder's side, null where the line does not fit the style (both columns filled, or none).</summary>
    public static decimal? Apply(SignStyle style, SignCase line) => style switch
    {
        SignStyle.TwoColumns => OneOf(-line.Debit, line.Credit),
        SignStyle.TwoSignedColumns => OneOf(line.Debit, line.Credit),
        SignStyle.SpendingPositive => -line.Amount,
        SignStyle.MarkElseOut => Marked(line) ?? -line.Amount,
        SignStyle.MarkElseSigned => Marked(line) ?? line.Amount,
        _ => line.Amount,
    };

    /// <summary>A mark gives an unsigned amount its sign. A debit that is negative is a debit taken back, where debits have no sign; so is a credit.</summary>
    private static decimal? Marked(SignCase line) => line.Mark switch
    {
        DirectionMark.Debit => -line.Amount,
        DirectionMark.Credit => line.Amount,
        _ => null,
    };

    private static decimal? OneOf(decimal? left, decimal? right)
    {
        if (left is null or 0 && right is not null) return right;
        return right is null or 0 ? left : null;
    }
}
