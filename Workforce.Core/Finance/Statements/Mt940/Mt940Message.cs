namespace Workforce.Core.Finance.Statements.Mt940;

/// <summary>Gathers the fields of one message, from <c>:20:</c> to the closing balance, into one statement.</summary>
internal sealed class Mt940Message(int line)
{
    private readonly List<ParsedTransaction> _lines = [];
    private readonly List<ParsedBalance> _balances = [];
    private string? _account;
    private string? _number;
    private bool _detailsFollow;

    public bool HasAccount => _account is not null;

    public bool Closed => _balances.Exists(balance => balance.Kind is BalanceKind.Closing);

    public void Add(Mt940Field field, ProblemList problems)
    {
        switch (field.Tag)
        {
            case "25" or "25P" when HasAccount:
                Misplaced(field, problems);
                break;
            case "25" or "25P":
                _account = BankText.OrNull(field.Lines[0]);
                break;
            case "28" or "28C":
                _number = BankText.OrNull(field.Lines[0]);
                break;
            case "61":
                var read = Mt940Line.Read(field, problems);
                if (read is not null) _lines.Add(read);
                _detailsFollow = read is not null;
                return;
            case "86" or "NS" when _detailsFollow:
                Describe(Mt940Details.Read(field));
                return;
            case "60F" or "60M" or "62F" or "62M" or "64" or "65":
                if (Mt940Balance.Read(field, problems) is { } balance) _balances.Add(balance);
                break;
        }

        // Details after a balance speak about the statement, not about the last line.
        _detailsFollow = false;
    }

    public ParsedAccount ToAccount(ProblemList problems)
    {
        var statement = new ParsedAccount
        {
            AccountId = _account,
            BankId = _account?.IndexOf('/') is > 0 and var cut ? _account[..cut] : null,
            Currency = _balances.Select(balance => balance.Currency).FirstOrDefault(currency => currency is not null),
            LayoutKey = _account is null ? "mt940" : null,
            Transactions = _lines,
            Balances = _balances,
        };
        if (!Closed) problems.Warning(line, ":62:", $"The statement of account {_account ?? "without id"} ends without a closing balance; lines may be missing.");
        BalanceCheck.Tie(statement, $"statement {_number ?? "without number"} of account {_account ?? "without id"}", line, ":62:", problems);
        return statement;
    }

    private void Describe(Mt940Details details)
    {
        var last = _lines[^1];
        // The line's own supplementary text stays where it is not only a number that the details repeat or replace.
        var supplement = last.Description.Any(char.IsAsciiLetter) || details.Text.Length == 0 ? last.Description : null;
        _lines[^1] = last with
        {
            Counterparty = last.Counterparty ?? details.Counterparty,
            Description = BankText.Join(details.Text, supplement),
        };
    }

    private void Misplaced(Mt940Field field, ProblemList problems)
    {
        var last = _lines.Count > 0 ? $" It stands where :86: belongs, so the text of the transaction in line {_lines[^1].Line} was not read." : "";
        problems.Error(field.Line, ":25:", $"A second :25: holds {BankText.Quote(field.Lines[0])}; the account stays {_account}.{last}");
    }
}
