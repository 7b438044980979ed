using Workforce.Core.Finance.Statements;

namespace Workforce.Core.Finance;

/// <summary>One bank line. Money out is negative.</summary>
public sealed class Transaction
{
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    public Guid? UserId { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>The statement that brought it first, null once that was deleted.</summary>
    public Guid? StatementId { get; init; }

    public DateOnly? Date { get; init; }

    public DateOnly? OtherDate { get; init; }

    public required decimal Amount { get; init; }

    public string? Currency { get; init; }

    public required string Description { get; init; }

    public string? Counterparty { get; init; }

    public string? Merchant { get; set; }

    public string? MerchantKey { get; set; }

    public string? BankReference { get; init; }

    public string? CheckNumber { get; init; }

    public string? StatedCategory { get; init; }

    public bool Pending { get; init; }

    public bool OpeningBalance { get; init; }

    public List<ParsedSplit> Splits { get; init; } = [];

    public int Line { get; init; }

    public required string Fingerprint { get; init; }

    public required int Occurrence { get; init; }

    /// <summary>Its fingerprint while it was pending, where statements showed it then; it stands for no other pending line.</summary>
    public string? PendingFingerprint { get; set; }

    public string Category { get; set; } = "uncategorised";

    /// <summary>none, user, user_rule, stated, built_in_rule, history, model or offline.</summary>
    public string CategorySource { get; set; } = "none";

    public decimal? CategoryConfidence { get; set; }

    public string? CategoryReason { get; set; }

    public Guid? ReceiptId { get; set; }

    /// <summary>What both sides of a transfer have in common; null where it can be no side of one. The database writes it.</summary>
    public string? PairKey { get; init; }

    /// <summary>The other side of a transfer between own accounts.</summary>
    public Guid? OtherSideId { get; init; }

    /// <summary>There are lines that could be the other side, and none clearly is.</summary>
    public bool OtherSideUnclear { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
