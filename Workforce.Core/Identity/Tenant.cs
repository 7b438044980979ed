namespace Workforce.Core.Identity;

/// <summary>A company, or a person on their own.</summary>
public sealed class Tenant
{
    public required Guid Id { get; init; }

    public required string Name { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}
