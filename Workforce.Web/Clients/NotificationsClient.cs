using Workforce.Contracts.Notifications;

namespace Workforce.Web.Clients;

internal sealed class NotificationsClient(ApiConnection api)
{
    public Task<NotificationPage> ListAsync(bool unreadOnly, CancellationToken cancellationToken) =>
        api.GetAsync<NotificationPage>(Query.Of("api/notifications", ("unread", unreadOnly ? true : null)), cancellationToken);

    public Task ReadAsync(Guid id, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Post, $"api/notifications/{id}/read", null, cancellationToken);

    public Task ReadAllAsync(CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Post, "api/notifications/read-all", null, cancellationToken);
}
