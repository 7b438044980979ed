namespace Workforce.Core.Finance;

/// <summary>From now on, lines of this merchant have this category.</summary>
public sealed class CategoryRule
{
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    public Guid? UserId { get; init; }

    public required string MerchantKey { get; init; }

    public required string MerchantName { get; set; }

    public required string Category { get; set; }

    /// <summary>correction or suggestion.</summary>
    public required string Source { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>A person gave a line another category: the evidence that Tag learns from.</summary>
public sealed class CategoryCorrection
{
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    public Guid? UserId { get; init; }

    public required Guid TransactionId { get; init; }

    public string? MerchantKey { get; init; }

    public required string FromCategory { get; init; }

    public required string ToCategory { get; init; }

    public DateTimeOffset At { get; init; }
}

/// <summary>A rule that Tag would like to have.</summary>
public sealed class StoredSuggestion
{
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    public required string MerchantKey { get; init; }

    public required string MerchantName { get; set; }

    public required string Category { get; set; }

    public required int Evidence { get; set; }

    public required int WouldChange { get; set; }

    /// <summary>open or accepted.</summary>
    public string Status { get; set; } = "open";

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>This person does not want to see the merchant's suggestion until then.</summary>
public sealed class SuggestionIgnore
{
    public required Guid TenantId { get; init; }

    public required Guid UserId { get; init; }

    public required string MerchantName { get; init; }

    public required DateTimeOffset IgnoredUntil { get; set; }
}
