using System.Xml.Linq;

namespace Workforce.Core.Finance.Statements.Camt;

/// <summary>The balances of one statement, in the order of the file.</summary>
internal static class CamtBalances
{
    public static IReadOnlyList<ParsedBalance> Read(XElement statement, ProblemList problems)
    {
        var stated = statement.All("Bal").ToList();
        // PRCD, the closing balance of the day before, opens the statement where OPBD does not.
        var hasOpening = stated.Exists(balance => Code(balance) == "OPBD");
        var balances = new List<ParsedBalance>();
        foreach (var balance in stated)
        {
            var kind = Code(balance) switch
            {
                "OPBD" => BalanceKind.Opening,
                "PRCD" when !hasOpening => BalanceKind.Opening,
                "CLBD" => BalanceKind.Closing,
                "CLAV" or "ITAV" => BalanceKind.Available,
                _ => BalanceKind.Other,
            };
            if (CamtElement.Amount(balance.Text("Amt")) is { } amount && balance.Sign() is { } sign)
            {
                balances.Add(new(kind, balance.At("Dt").Date(), sign * amount, balance.At("Amt").Currency()));
            }
            else
            {
                problems.Warning(balance.Line(), "Bal", $"The balance {Code(balance)} with amount {BankText.Quote(balance.Text("Amt"))} cannot be read; it is left out.");
            }
        }

        return balances;
    }

    private static string? Code(XElement balance) => balance.Text("Tp/CdOrPrtry/Cd") ?? balance.Text("Tp/CdOrPrtry/Prtry");
}
