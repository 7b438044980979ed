namespace Workforce.Core.Identity;

/// <summary>A program's way in. Only the hash of the key is kept.</summary>
public sealed class ApiKey
{
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    public required Guid UserId { get; init; }

    public required string Name { get; init; }

    /// <summary>The first characters, so that a person recognises the key.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the key.</summary>
    public required byte[] Hash { get; init; }

    public required string[] Scopes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}
