using System.Xml.Linq;

namespace Workforce.Core.Finance.Statements.Camt;

/// <summary>Reads one Stmt or Rpt with its account, balances and entries.</summary>
internal static class CamtAccount
{
    public static ParsedAccount Read(XElement statement, ProblemList problems)
    {
        var from = statement.At("Acct");
        var id = from.Text("Id/IBAN") ?? from.Text("Id/Othr/Id");
        var entries = statement.All("Ntry").ToList();
        var balances = CamtBalances.Read(statement, problems);
        var currency = StatedCurrency.Code(from.Text("Ccy"), from.At("Ccy")?.Line(), "Ccy")
            ?? CurrencyOfAll(entries.Select(entry => entry.At("Amt").Currency()))
            ?? CurrencyOfAll(balances.Select(balance => balance.Currency));
        var account = new ParsedAccount
        {
            AccountId = id,
            BankId = from.Text("Svcr/FinInstnId/BICFI") ?? from.Text("Svcr/FinInstnId/BIC"),
            Type = TypeOf(from.Text("Tp/Cd")),
            Currency = currency,
            LayoutKey = id is null ? "camt" : null,
            Transactions = [.. entries.Select(entry => CamtEntry.Read(entry, currency, problems)).OfType<ParsedTransaction>()],
            Balances = balances,
        };
        BalanceCheck.Tie(account, $"statement {statement.Text("Id") ?? "without id"} of account {id ?? "without id"}", statement.Line(), "Bal", problems);
        return account;
    }

    private static string? CurrencyOfAll(IEnumerable<string?> stated) => stated.Distinct().Take(2).ToList() is [{ } only] ? only : null;

    private static AccountType TypeOf(string? code) => code switch
    {
        "CACC" or "TRAN" => AccountType.Checking,
        "SVGS" or "ONDP" => AccountType.Savings,
        "CARD" => AccountType.CreditCard,
        "CASH" => AccountType.Cash,
        "LOAN" => AccountType.Loan,
        _ => AccountType.Unknown,
    };
}
