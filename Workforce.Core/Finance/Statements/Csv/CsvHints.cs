using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Statements.Csv;

/// <summary>What the person who uploads a file may say about it where the file itself leaves it open. Each overrides detection.</summary>
/// <param name="DateOrder">How dates in numbers are written.</param>
/// <param name="DecimalSeparator">'.' or ','.</param>
/// <param name="SpendingIsPositive">True for a card file that writes spending without a sign and payments with a minus; false where the sign is the account holder's.</param>
/// <param name="Currency">ISO 4217 code, used only for what names none itself.</param>
public sealed record CsvHints(DateOrder? DateOrder = null, char? DecimalSeparator = null, bool? SpendingIsPositive = null, string? Currency = null)
{
    public static CsvHints None { get; } = new();
}
