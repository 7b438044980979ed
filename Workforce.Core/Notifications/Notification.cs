namespace Workforce.Core.Notifications;

/// <summary>One thing that people are told. The same key is told once. Whom it reaches, and how, are its deliveries.</summary>
public sealed class Notification
{
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    public required string Key { get; init; }

    /// <summary>One of <see cref="NoticeCatalog"/>.</summary>
    public required string Kind { get; init; }

    public required string Title { get; init; }

    public required string Text { get; init; }

    /// <summary>Path in the web, e.g. <c>/statements/…</c>.</summary>
    public string? Link { get; init; }

    public bool Urgent { get; init; }

    public IReadOnlyList<Fact> Facts { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A line below the text of a notice: a name and what it is.</summary>
public sealed record Fact(string Label, string Value);
