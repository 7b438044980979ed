using Workforce.Contracts.Notifications;

namespace Workforce.Web.Clients;

internal sealed class NotificationsClient(ApiConnection api)
{
    private const string Root = "api/notifications";

    public Task<NotificationPage> ListAsync(bool unreadOnly, CancellationToken cancellationToken) =>
        api.GetAsync<NotificationPage>(Query.Of(Root, ("unread", unreadOnly ? true : null)), cancellationToken);

    public Task ReadAsync(Guid id, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Post, $"{Root}/{id}/read", null, cancellationToken);

    public Task ReadAllAsync(CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Post, $"{Root}/read-all", null, cancellationToken);

    public Task<NotificationPreferences> PreferencesAsync(CancellationToken cancellationToken) => api.GetAsync<NotificationPreferences>($"{Root}/preferences", cancellationToken);

    public Task<NotificationPreferences> SetPreferencesAsync(SetPreferencesRequest request, CancellationToken cancellationToken) =>
        api.SendAsync<NotificationPreferences>(HttpMethod.Put, $"{Root}/preferences", request, cancellationToken);

    public Task<IReadOnlyList<ChannelRow>> ChannelsAsync(CancellationToken cancellationToken) => api.GetAsync<IReadOnlyList<ChannelRow>>($"{Root}/channels", cancellationToken);

    public Task TestAsync(string channel, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Post, $"{Root}/channels/test", new TestChannelRequest(channel), cancellationToken);

    public Task<SlackGroups> SlackAsync(CancellationToken cancellationToken) => api.GetAsync<SlackGroups>($"{Root}/slack", cancellationToken);

    public Task<SlackGroups> SetSlackAsync(SlackGroups groups, CancellationToken cancellationToken) => api.SendAsync<SlackGroups>(HttpMethod.Put, $"{Root}/slack", groups, cancellationToken);

    public Task<PhoneRow> SetPhoneAsync(string number, CancellationToken cancellationToken) => api.SendAsync<PhoneRow>(HttpMethod.Put, $"{Root}/phone", new SetPhoneRequest(number), cancellationToken);

    public Task<PhoneRow> VerifyPhoneAsync(string code, CancellationToken cancellationToken) =>
        api.SendAsync<PhoneRow>(HttpMethod.Post, $"{Root}/phone/verify", new VerifyPhoneRequest(code), cancellationToken);

    public Task RemovePhoneAsync(CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Delete, $"{Root}/phone", null, cancellationToken);

    public Task<IReadOnlyList<PushSubscriptionRow>> BrowsersAsync(CancellationToken cancellationToken) => api.GetAsync<IReadOnlyList<PushSubscriptionRow>>($"{Root}/push-subscriptions", cancellationToken);

    public Task<PushSubscriptionRow> AddBrowserAsync(AddPushSubscriptionRequest request, CancellationToken cancellationToken) =>
        api.SendAsync<PushSubscriptionRow>(HttpMethod.Post, $"{Root}/push-subscriptions", request, cancellationToken);

    public Task RemoveBrowserAsync(Guid id, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Delete, $"{Root}/push-subscriptions/{id}", null, cancellationToken);

    public Task<DeliveryPage> DeliveriesAsync(string? status, string? after, CancellationToken cancellationToken) =>
        api.GetAsync<DeliveryPage>(Query.Of($"{Root}/deliveries", ("status", status), ("after", after), ("limit", 20)), cancellationToken);

    public Task ResendAsync(Guid id, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Post, $"{Root}/deliveries/{id}/resend", null, cancellationToken);
}
