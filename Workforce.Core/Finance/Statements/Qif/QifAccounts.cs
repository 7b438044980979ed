namespace Workforce.Core.Finance.Statements.Qif;

/// <summary>Puts records to accounts. An account record before a section names the account of that section; a longer list of them names none.</summary>
internal sealed class QifAccounts
{
    private readonly List<Account> _accounts = [];
    private readonly HashSet<string> _unknownSections = [];
    private string? _name;
    private int _namesInList;
    private bool _listEnded = true;
    private Account? _current;

    public void Add(QifRecord record, QifConventions conventions, ProblemList problems)
    {
        if (record.Section is "account" or QifRecords.ClearAutoSwitch)
        {
            NameNext(record);
            return;
        }

        _listEnded = true;
        switch (QifSection.KindOf(record.Section))
        {
            case QifSectionKind.Lines:
                var account = Current(record);
                if (QifLine.Read(record, account.Name, conventions, problems) is { } line) account.Add(line);
                break;
            case QifSectionKind.Investments:
                Current(record).InvestmentLines++;
                break;
            case QifSectionKind.Unknown when record.Section is null:
                problems.Error(record.Line, "!Type", "This record stands before any !Type line, so its kind is not known.");
                break;
            case QifSectionKind.Unknown when _unknownSections.Add(record.Section!):
                problems.Warning(record.Line, "!Type", $"Records under !Type:{record.Section} are of no known kind; they are left out.");
                break;
        }
    }

    public IReadOnlyList<ParsedAccount> ToList() => [.. _accounts.Select(account => account.ToParsed())];

    private void NameNext(QifRecord record)
    {
        if (record.Section != "account")
        {
            (_name, _namesInList, _current) = (null, 0, null);
            return;
        }

        if (_listEnded) (_namesInList, _listEnded) = (0, false);
        if (record.Value('N') is not { } name) return;

        _namesInList++;
        _name = _namesInList == 1 ? name : null;
        _current = null;
    }

    private Account Current(QifRecord record)
    {
        var type = QifSection.TypeOf(record.Section);
        if (_current is { } current && Fits(current, type)) return current;

        _current = _accounts.Find(account => account.Name == _name && Fits(account, type));
        if (_current is null) _accounts.Add(_current = new Account(_name, type));
        if (_current.Type is AccountType.Investment) _current.Type = type;
        return _current;
    }

    /// <summary>Securities are held by the account they are listed with; a card and a current account without names are two accounts.</summary>
    private bool Fits(Account account, AccountType type) =>
        _name is not null || account.Type == type || type is AccountType.Investment || account.Type is AccountType.Investment;

    private sealed class Account(string? name, AccountType type)
    {
        private readonly List<ParsedTransaction> _lines = [];
        private readonly List<ParsedBalance> _balances = [];
        private string? _openingName;

        public string? Name { get; } = name;

        public AccountType Type { get; set; } = type;

        public int InvestmentLines { get; set; }

        public void Add(ParsedTransaction line)
        {
            _lines.Add(line);
            if (!line.OpeningBalance) return;

            _openingName ??= line.StatedCategory?.Trim('[', ']');
            _balances.Add(new(BalanceKind.Opening, line.Date, line.Amount, null));
        }

        public ParsedAccount ToParsed() => new()
        {
            AccountId = Name ?? _openingName,
            Type = Type,
            LayoutKey = (Name ?? _openingName) is null ? $"qif:{Type.ToString().ToLowerInvariant()}" : null,
            Transactions = _lines,
            Balances = _balances,
            InvestmentLines = InvestmentLines,
        };
    }
}
