namespace Workforce.Core.Finance;

/// <summary>One stored bank line as the analysts (Tag, Crystal, Ledger) see it: a value, free of storage.</summary>
/// <param name="Amount">Money out is negative, from the account holder's point of view.</param>
/// <param name="Currency">ISO 4217 code, null where neither the file nor the account names one. Lines without one are only ever added up within their own account.</param>
/// <param name="StatedCategory">The category as the statement itself writes it, untranslated.</param>
/// <param name="Category">Wire name from the category catalogue, null before Tag has seen the line.</param>
/// <param name="Merchant">Display name as normalised, null before Tag has seen the line.</param>
/// <param name="OtherSide">Of a transfer between own accounts; a line whose other side is known has a transfer's category.</param>
/// <param name="OpeningBalance">An opening balance record: counts as a line of the file, never as income.</param>
public sealed record LedgerLine(
    Guid Id,
    Guid AccountId,
    DateOnly Date,
    decimal Amount,
    string? Currency,
    string Description,
    string? Counterparty,
    string? CheckNumber,
    string? StatedCategory,
    string? Category,
    string? Merchant,
    bool Pending,
    bool OpeningBalance,
    bool HasReceipt,
    KnownOtherSide OtherSide = KnownOtherSide.None);

/// <summary>What is known of a line's counterpart in another account of the same owner.</summary>
public enum KnownOtherSide
{
    /// <summary>There is none here.</summary>
    None,

    /// <summary>There are lines that could be it, and none clearly is.</summary>
    Unclear,

    /// <summary>It is known: the line moves money between own accounts and is neither income nor spending.</summary>
    Known,
}
