namespace Workforce.Workers.Notifications;

internal static class NotificationSetup
{
    /// <summary>The channels by which people are told.</summary>
    public static void AddNotifications(this IHostApplicationBuilder builder) => builder.Services
        .AddScoped<Letters>()
        .AddScoped<ISender, InAppSender>();
}
