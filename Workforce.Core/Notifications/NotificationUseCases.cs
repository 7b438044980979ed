using Microsoft.Extensions.DependencyInjection;

namespace Workforce.Core.Notifications;

/// <summary>What people do about how they are told; each is one transaction.</summary>
public static class NotificationUseCases
{
    public static IServiceCollection AddNotificationUseCases(this IServiceCollection services) => services
        .AddScoped<SetPreferences>()
        .AddScoped<VerifyPhone>()
        .AddScoped<ResendDelivery>()
        .AddScoped<EndMails>()
        .AddScoped<SendTest>();
}
