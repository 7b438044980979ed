using Workforce.Core.Finance.Statements;

namespace Workforce.Core.Finance;

/// <summary>A bank account, card or cash box that statements speak of.</summary>
public sealed class Account
{
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    public Guid? UserId { get; init; }

    /// <summary>What makes two files speak of the same account.</summary>
    public required string Key { get; init; }

    public string? AccountRef { get; init; }

    public string? BankRef { get; init; }

    public required string Name { get; set; }

    public required AccountType Type { get; init; }

    public string? Currency { get; init; }

    /// <summary>Its tallies are of before something changed for all checks.</summary>
    public bool AuditDue { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
