namespace Workforce.Contracts.Notifications;

public sealed record NotificationRow(Guid Id, string Kind, string Title, string Text, string? Link, DateTimeOffset CreatedAt, DateTimeOffset? ReadAt);

public sealed record NotificationPage(IReadOnlyList<NotificationRow> Notifications, int Unread, string? Next);
