namespace Workforce.Core.Finance.Statements.Tables;

/// <summary>What a column holds. Dates are in the order in which one is chosen as the date of the transaction.</summary>
internal enum ColumnRole
{
    TransactionDate,
    Date,
    BookingDate,
    ValueDate,
    /// <summary>First or last day of the statement, repeated on each line.</summary>
    PeriodDate,
    Amount,
    /// <summary>The amount before exchange or before fees; never what the account was charged.</summary>
    OriginalAmount,
    Debit,
    Credit,
    Direction,
    Balance,
    OpeningBalance,
    ClosingBalance,
    Currency,
    OriginalCurrency,
    Account,
    BankId,
    Counterparty,
    Description,
    Category,
    TransactionId,
    CheckNumber,
    Status,
    Fee,
    /// <summary>Known and of no use here: exchange rates, times, ids of the other side's account.</summary>
    Other,
}
