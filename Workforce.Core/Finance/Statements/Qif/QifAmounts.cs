using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Statements.Qif;

/// <summary>Amounts with the decimal sign of whichever computer wrote the file; the file as a whole shows which.</summary>
internal static class QifAmounts
{
    /// <summary>The decimal sign that the amounts of the file agree on, null where they could be read either way.</summary>
    public static char? DecimalMark(IEnumerable<string> amounts) =>
        DecimalSign.Decide(amounts.Select(WrittenAmount.Parse).OfType<WrittenAmount>(), hint: null, currency: null).Sign;

    /// <summary>Null where the text is no amount, or could be two different ones (<c>1,234</c> with nothing to decide).</summary>
    public static decimal? Read(string? text, char? fileMark)
    {
        if (WrittenAmount.Parse(text) is not { Currency: null, Mark: DirectionMark.None } amount) return null;

        return amount.Proof switch
        {
            DecimalProof.Comma => amount.Value(','),
            DecimalProof.Either => fileMark is { } mark ? amount.Value(mark) : null,
            DecimalProof.Broken => null,
            _ => amount.Value('.'),
        };
    }
}
