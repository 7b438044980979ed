namespace Workforce.Core.Finance.Statements.Ofx;

/// <summary>The balances of one statement: LEDGERBAL, AVAILBAL, the cash of an investment account and the bank's own list.</summary>
internal static class OfxBalances
{
    public static IReadOnlyList<ParsedBalance> Read(OfxElement statement, ProblemList problems)
    {
        var balances = new List<ParsedBalance>();
        foreach (var element in statement.Within("LEDGERBAL", "AVAILBAL", "INVBAL", "BAL"))
        {
            if (element.CutOff) continue;

            var (kind, tag) = element.Name switch
            {
                "LEDGERBAL" => (BalanceKind.Closing, "BALAMT"),
                "AVAILBAL" => (BalanceKind.Available, "BALAMT"),
                "INVBAL" => (BalanceKind.Available, "AVAILCASH"),
                _ => (BalanceKind.Other, "VALUE"),
            };

            // BALLIST also holds percentages and counts.
            if (kind is BalanceKind.Other && element.Value("BALTYPE") != "DOLLAR") continue;
            if (element.Value(tag) is not { } text) continue;

            if (OfxValues.Amount(text) is { } amount) balances.Add(new(kind, OfxValues.Date(element.Value("DTASOF")), amount, null));
            else problems.Warning(element.Line, tag, $"{element.Name} has {tag} {BankText.Quote(text)}, which is not an amount; the balance is left out.");
        }

        return balances;
    }
}
