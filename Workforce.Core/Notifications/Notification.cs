namespace Workforce.Core.Notifications;

/// <summary>One thing that people are told, in the app. The same key is told once.</summary>
public sealed class Notification
{
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    /// <summary>Null: everybody of the tenant.</summary>
    public Guid? UserId { get; init; }

    public required string Key { get; init; }

    public required string Kind { get; init; }

    public required string Title { get; init; }

    public required string Text { get; init; }

    /// <summary>Path in the web, e.g. <c>/statements/…</c>.</summary>
    public string? Link { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ReadAt { get; set; }
}
