namespace Workforce.Core.Identity;

/// <summary>Someone who signs in.</summary>
public sealed class Person
{
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    public required string Email { get; set; }

    public required string NormalizedEmail { get; set; }

    public required string DisplayName { get; set; }

    public required Role Role { get; set; }

    public string? PasswordHash { get; set; }

    public required string SecurityStamp { get; set; }

    public required string ConcurrencyStamp { get; set; }

    public int AccessFailedCount { get; set; }

    public DateTimeOffset? LockoutEnd { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}

public enum Role { Member, Manager, Admin }
