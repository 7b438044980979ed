using Workforce.Core.Finance.Compliance;

namespace Workforce.Core.Finance;

/// <summary>A recurring payment of one account, as Crystal last saw it.</summary>
public sealed class StoredRecurringPayment
{
    public required Guid TenantId { get; init; }

    public required Guid AccountId { get; init; }

    public required string Key { get; init; }

    public required string Merchant { get; init; }

    public required string Cadence { get; init; }

    /// <summary>in or out.</summary>
    public required string Direction { get; init; }

    public required decimal TypicalAmount { get; init; }

    public required decimal LowestAmount { get; init; }

    public required decimal HighestAmount { get; init; }

    public string? Currency { get; init; }

    public required DateOnly FirstDate { get; init; }

    public required DateOnly LastDate { get; init; }

    public DateOnly? NextExpected { get; init; }

    public required int Count { get; init; }

    public required bool Active { get; init; }

    public string? Note { get; init; }
}

/// <summary>One insight of Crystal about one account.</summary>
public sealed class StoredInsight
{
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    public required Guid AccountId { get; init; }

    public required string Key { get; init; }

    public required string Kind { get; set; }

    public required string Severity { get; set; }

    public required string Title { get; set; }

    public required string Text { get; set; }

    public decimal? Amount { get; set; }

    public string? Currency { get; set; }

    public DateOnly? FromDate { get; set; }

    public DateOnly? ToDate { get; set; }

    public Guid[] TransactionIds { get; set; } = [];

    public decimal Score { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DismissedAt { get; set; }
}

/// <summary>What one account contributes to a check about the person.</summary>
public sealed class StoredTally
{
    public required Guid TenantId { get; init; }

    public required Guid AccountId { get; init; }

    public required string CheckId { get; init; }

    public required string Key { get; init; }

    public required string Part { get; init; }

    public int Count { get; set; }

    public decimal Sum { get; set; }

    public string? Currency { get; set; }

    public DateOnly FirstDate { get; set; }

    public DateOnly LastDate { get; set; }

    public Guid[] LineIds { get; set; } = [];
}

/// <summary>One finding of Ledger.</summary>
public sealed class StoredFinding
{
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    /// <summary>Null: it is about the person, over all accounts.</summary>
    public Guid? AccountId { get; init; }

    public required string Key { get; init; }

    public required string CheckId { get; init; }

    public required string Jurisdiction { get; set; }

    public required string Severity { get; set; }

    public required string Title { get; set; }

    public required string Text { get; set; }

    /// <summary>The rule's source: law, regulation or publication with section and year.</summary>
    public required string Source { get; set; }

    public decimal? Amount { get; set; }

    public string? Currency { get; set; }

    public Guid[] TransactionIds { get; set; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; set; }

    public Guid? ResolvedBy { get; set; }
}

/// <summary>What Ledger must know of the tenant to pick its checks.</summary>
public sealed class StoredTaxProfile
{
    public required Guid TenantId { get; init; }

    public required string Country { get; set; }

    public required BusinessUse BusinessUse { get; set; }

    public required bool VatRegistered { get; set; }

    public required string BaseCurrency { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}
