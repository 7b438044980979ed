using Microsoft.Extensions.Options;
using Workforce.Core.Identity;
using Workforce.Workers.Notifications.Email;
using Workforce.Workers.Notifications.Push;

namespace Workforce.Workers.Notifications;

internal static class NotificationSetup
{
    /// <summary>The channels by which people are told.</summary>
    public static void AddNotifications(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<NotificationOptions>().Bind(builder.Configuration.GetSection(NotificationOptions.Section)).ValidateOnStart();
        builder.Services
            .AddSingleton<IValidateOptions<NotificationOptions>, NotificationOptionsCheck>()
            .AddProtectionKeys()
            .AddSingleton<Outbound>()
            .AddSingleton<SmsGateway>()
            .AddScoped<Letters>()
            .AddScoped<ISender, EmailSender>()
            .AddScoped<ISender, SlackSender>()
            .AddScoped<ISender, SmsSender>()
            .AddScoped<ISender, PushSender>()
            .AddHostedService<ChannelNotes>();
    }
}
