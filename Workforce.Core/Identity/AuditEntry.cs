namespace Workforce.Core.Identity;

/// <summary>Who did what. Append-only; the database grants no more.</summary>
public sealed class AuditEntry
{
    public long Id { get; init; }

    public required Guid TenantId { get; init; }

    public Guid? UserId { get; init; }

    public Guid? ApiKeyId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>A verb and its object, e.g. <c>statement.upload</c>.</summary>
    public required string Action { get; init; }

    public required string TargetType { get; init; }

    public string? TargetId { get; init; }

    /// <summary>JSON, never a secret.</summary>
    public string? Detail { get; init; }

    public string? Ip { get; init; }

    public string? TraceId { get; init; }
}
