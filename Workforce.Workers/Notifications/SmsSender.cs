using Microsoft.Extensions.Options;
using Workforce.Core.Notifications;
using Workforce.Jobs;

namespace Workforce.Workers.Notifications;

/// <summary>Sends to telephones.</summary>
internal sealed class SmsSender(SmsGateway gateway, IOptions<NotificationOptions> options) : ISender
{
    public Channel Channel => Channel.Sms;

    public int Tries => 5;

    public RetryPolicy Retry => new(options.Value.RetryFirst ?? TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(15));

    public bool IsConfigured(Guid tenant) => options.Value.Sms.IsConfigured;

    public Task<SendResult> SendAsync(Letter letter, CancellationToken ct) => letter.Person?.Phone is { } phone
        ? gateway.SendAsync(phone, NoticeForms.Of(letter, options.Value.PublicUrl, null).Short, letter.Delivery.Id, ct)
        : Task.FromResult<SendResult>(new SendResult.Nowhere(DeliveryPlan.NoPhone));
}
