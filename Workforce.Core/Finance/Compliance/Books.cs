namespace Workforce.Core.Finance.Compliance;

/// <summary>All that the checks look at of one account.</summary>
/// <param name="Lines">Every line of the account.</param>
/// <param name="Receipts">What the receipts matched to lines show.</param>
/// <param name="Statements">Periods and balances that the statements state.</param>
/// <param name="Account">Its name as people see it.</param>
public sealed record Books(
    IReadOnlyList<LedgerLine> Lines,
    IReadOnlyList<ReceiptFacts> Receipts,
    IReadOnlyList<StatementFacts> Statements,
    TaxProfile Profile,
    string Account = "this account");

/// <summary>What was read from the receipt of a line.</summary>
/// <param name="Tax">Sales tax or VAT as Byte recorded it, 0 where the receipt says there is none; null where none could be read, so that the books hold none.</param>
/// <param name="SupplierTaxNumber">VAT or tax number as printed; empty where it was looked for and none was found, null where nobody looked.</param>
public sealed record ReceiptFacts(Guid LineId, decimal? Total, decimal? Tax, string? SupplierTaxNumber);

/// <summary>One statement of an account.</summary>
/// <param name="Sum">Sum of its lines.</param>
public sealed record StatementFacts(Guid AccountId, DateOnly? From, DateOnly? To, decimal? Opening, decimal? Closing, decimal Sum, string? Currency);
