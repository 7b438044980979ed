namespace Workforce.Core.Finance.Statements;

/// <summary>What one uploaded file says, before anything of it is stored. Produced by the parsers, which are pure.</summary>
/// <param name="Format">The format as recognised from the content (never from the file name alone).</param>
/// <param name="Accounts">One entry per distinct account that has a statement in the file, in file order.</param>
/// <param name="Problems">What could not be read or does not add up, in file order.</param>
public sealed record ParsedStatementFile(
    StatementFormat Format,
    IReadOnlyList<ParsedAccount> Accounts,
    IReadOnlyList<StatementProblem> Problems);

/// <summary>One account and the lines the file has for it.</summary>
public sealed record ParsedAccount
{
    /// <summary>The account id as the file writes it (IBAN, account number), null where the file names none.</summary>
    public string? AccountId { get; init; }

    /// <summary>Bank id (routing number, BIC) as the file writes it.</summary>
    public string? BankId { get; init; }

    public AccountType Type { get; init; } = AccountType.Unknown;

    /// <summary>ISO 4217 code that holds for the account, null where the file names none.</summary>
    public string? Currency { get; init; }

    /// <summary>Where the file names no account: a stable key for the layout (format and header), so that the next export of the same bank meets the same account.</summary>
    public string? LayoutKey { get; init; }

    public IReadOnlyList<ParsedTransaction> Transactions { get; init; } = [];

    public IReadOnlyList<ParsedBalance> Balances { get; init; } = [];

    /// <summary>Number of statements the file holds for this account (MT940 :20: blocks, CAMT Stmt or Rpt elements), at least 1.</summary>
    public int Statements { get; init; } = 1;

    /// <summary>Lines of securities trading that are not bank lines; they are counted and reported, never stored as spending.</summary>
    public int InvestmentLines { get; init; }
}

/// <summary>One bank line. Money out is negative, from the account holder's point of view.</summary>
public sealed record ParsedTransaction
{
    /// <summary>The date that counts for the format (see fixtures: OFX DTPOSTED, MT940 value date, CAMT booking date, CSV transaction date), null only for a pending line that has none.</summary>
    public required DateOnly? Date { get; init; }

    /// <summary>The other date where the file has two (MT940 entry date, CAMT value date, CSV booking date).</summary>
    public DateOnly? OtherDate { get; init; }

    public required decimal Amount { get; init; }

    /// <summary>ISO 4217 code of this line, null: that of the account.</summary>
    public string? Currency { get; init; }

    /// <summary>All text of the line, blanks collapsed; never null, may be empty.</summary>
    public required string Description { get; init; }

    /// <summary>Name of the other side where the file has it in a field of its own.</summary>
    public string? Counterparty { get; init; }

    /// <summary>Id that the bank promises to be unique within the account (FITID, AcctSvcrRef), null where absent or used twice in the file.</summary>
    public string? BankReference { get; init; }

    public string? CheckNumber { get; init; }

    /// <summary>Category that the file itself states (QIF L, some CSV columns).</summary>
    public string? StatedCategory { get; init; }

    /// <summary>True for a line that the bank has not booked yet.</summary>
    public bool Pending { get; init; }

    /// <summary>True for a QIF opening balance record, which counts as a line of the file but not as income.</summary>
    public bool OpeningBalance { get; init; }

    /// <summary>Line in the file, counted from 1 (page for PDF), 0 where the format has no lines.</summary>
    public int Line { get; init; }

    public IReadOnlyList<ParsedSplit> Splits { get; init; } = [];
}

/// <summary>A part of a line that the file itself splits.</summary>
public sealed record ParsedSplit(decimal Amount, string? Category, string? Memo);

/// <summary>A balance that the file states.</summary>
public sealed record ParsedBalance(BalanceKind Kind, DateOnly? Date, decimal Amount, string? Currency);

/// <summary>What a parser has to say about a file: an error for a line that could not be read, a warning for one that was read but deserves a look.</summary>
/// <param name="Line">Line (page for PDF) counted from 1, null where it concerns the whole file.</param>
/// <param name="Field">Tag, column or element.</param>
/// <param name="Message">One sentence: what is wrong and what the file holds there.</param>
public sealed record StatementProblem(ProblemSeverity Severity, int? Line, string? Field, string Message);

public enum ProblemSeverity { Warning, Error }

public enum BalanceKind { Opening, Closing, Available, Other }

public enum AccountType { Unknown, Checking, Savings, CreditCard, Cash, Investment, Loan }
