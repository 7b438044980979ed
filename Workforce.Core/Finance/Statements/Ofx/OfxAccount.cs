namespace Workforce.Core.Finance.Statements.Ofx;

/// <summary>Reads one STMTRS, CCSTMTRS or INVSTMTRS with its account, lines and balances.</summary>
internal static class OfxAccount
{
    public static ParsedAccount Read(OfxElement statement, OfxElement? institution, ProblemList problems)
    {
        var from = statement.Within("BANKACCTFROM", "CCACCTFROM", "INVACCTFROM").FirstOrDefault();
        var lines = statement.Within("STMTTRN", "STMTTRNP").ToList();
        var currency = OfxLine.Currency(statement, "CURDEF") ?? CurrencyOfAll(lines);
        var accountId = BankText.OrNull(from?.Value("ACCTID"));
        return new ParsedAccount
        {
            AccountId = accountId,
            BankId = BankText.OrNull(from?.Value("BANKID") ?? from?.Value("BROKERID")),
            Type = TypeOf(statement.Name, from?.Value("ACCTTYPE")),
            Currency = currency,
            LayoutKey = accountId is null ? $"ofx:{institution?.Value("FID") ?? institution?.Value("ORG") ?? "unknown"}:{statement.Name}" : null,
            Transactions = [.. lines.Select(line => OfxLine.Read(line, currency, problems)).OfType<ParsedTransaction>()],
            Balances = OfxBalances.Read(statement, problems),
            // Every kind of securities transaction wraps exactly one INVTRAN.
            InvestmentLines = statement.Within("INVTRAN").Count(),
        };
    }

    /// <summary>Some banks leave CURDEF empty and state the currency on each line.</summary>
    private static string? CurrencyOfAll(List<OfxElement> lines)
    {
        var stated = lines.Select(line => OfxLine.Currency(line.Child("CURRENCY"), "CURSYM")).Distinct().Take(2).ToList();
        return stated.Count == 1 ? stated[0] : null;
    }

    private static AccountType TypeOf(string statement, string? accountType) => (statement, accountType?.ToUpperInvariant()) switch
    {
        ("CCSTMTRS", _) => AccountType.CreditCard,
        ("INVSTMTRS", _) => AccountType.Investment,
        (_, "CHECKING") => AccountType.Checking,
        (_, "SAVINGS" or "MONEYMRKT" or "CD") => AccountType.Savings,
        (_, "CREDITLINE") => AccountType.Loan,
        _ => AccountType.Unknown,
    };
}
