using System.ComponentModel.DataAnnotations;

namespace Workforce.Contracts.Finance;

/// <param name="CategorySource">user_rule, stated, built_in_rule, history, model, offline, user or none.</param>
public sealed record TransactionRow(
    Guid Id,
    Guid AccountId,
    string AccountName,
    Guid? StatementId,
    DateOnly? Date,
    decimal Amount,
    string? Currency,
    string Description,
    string? Counterparty,
    string? Merchant,
    string Category,
    string CategorySource,
    decimal? CategoryConfidence,
    string? CategoryReason,
    bool Pending,
    Guid? ReceiptId,
    string? CheckNumber,
    string? Note);

public sealed record TransactionPage(IReadOnlyList<TransactionRow> Transactions, int Total, IReadOnlyDictionary<string, decimal> Sums);

/// <summary>Re-categorises one line and teaches Tag: the merchant's other lines follow when <c>ApplyToMerchant</c> is set.</summary>
public sealed record CorrectCategoryRequest([property: Required, StringLength(60, MinimumLength = 1)] string Category, bool ApplyToMerchant = false);

/// <param name="AlsoChanged">How many other lines of the merchant changed with it.</param>
public sealed record CorrectedCategory(TransactionRow Transaction, int AlsoChanged, RuleSuggestionRow? Suggestion);

public sealed record CategoryRow(string Name, string DisplayName, string Group, string Kind);

/// <summary>Spend of one category in one month and one currency; amounts of different currencies are never added.</summary>
/// <param name="Month">First day of the month.</param>
public sealed record SpendRow(DateOnly Month, string Category, string CategoryName, string Currency, decimal Spent, decimal Received, int Lines);

public sealed record RecurringRow(
    string Key,
    Guid AccountId,
    string Merchant,
    string Cadence,
    string Direction,
    decimal TypicalAmount,
    decimal LowestAmount,
    decimal HighestAmount,
    string? Currency,
    DateOnly First,
    DateOnly Last,
    DateOnly? NextExpected,
    int Count,
    bool Active,
    string? Note);

/// <param name="Evidence">How many lines of this merchant speak for it.</param>
/// <param name="WouldChange">How many lines would get another category.</param>
public sealed record RuleSuggestionRow(Guid Id, string MerchantName, string CategoryName, string Category, int Evidence, int WouldChange, DateTimeOffset CreatedAt);

public sealed record AcceptedSuggestion(Guid RuleId, int Changed);

public sealed record RuleRow(Guid Id, string MerchantName, string Category, string CategoryName, string Source, DateTimeOffset CreatedAt);
