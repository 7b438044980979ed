using System.Text.RegularExpressions;

namespace Workforce.Core.Finance.Statements.Mt940;

/// <summary>Reads one balance field; pages of a statement carry intermediate ones (M) in place of first and last (F).</summary>
internal static partial class Mt940Balance
{
    public static ParsedBalance? Read(Mt940Field field, ProblemList problems)
    {
        var text = field.Lines[0].Trim();
        if (Pattern().Match(text) is { Success: true } match && Mt940Values.Amount(match.Groups["amount"].Value) is { } amount)
        {
            var kind = field.Tag[..2] switch { "60" => BalanceKind.Opening, "62" => BalanceKind.Closing, "64" => BalanceKind.Available, _ => BalanceKind.Other };
            var currency = StatedCurrency.Code(match.Groups["currency"].Value, field.Line, $":{field.Tag}:");
            var debit = match.Groups["mark"].Value is "D" or "RC";
            return new(kind, Mt940Values.Date(match.Groups["date"].Value), debit ? -amount : amount, currency);
        }

        problems.Warning(field.Line, $":{field.Tag}:", $"The balance {BankText.Quote(text)} cannot be read; it is left out.");
        return null;
    }

    // C110522EUR3236,28; some banks leave the currency out of the closing balance.
    [GeneratedRegex(@"^(?<mark>R?[CD])(?<date>\d{6}) ?(?<currency>[A-Z]{3})? ?(?<amount>[\d.,]{1,18})$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
