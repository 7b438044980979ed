namespace Workforce.Core.People;

/// <summary>One place of work. Its time zone is what a time without an offset is read in.</summary>
public sealed class Clinic
{
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    /// <summary>The name as <see cref="NameKey"/> compares it; unique.</summary>
    public required string Key { get; set; }

    public required string Name { get; set; }

    public string? Location { get; set; }

    /// <summary>IANA name, e.g. <c>Europe/Berlin</c>.</summary>
    public required string TimeZone { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>What somebody is hired as.</summary>
public sealed class JobPosition
{
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    public required string Key { get; set; }

    public required string Name { get; set; }

    public string? Description { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}
