using Workforce.Core.Notifications;
using Workforce.Jobs;

namespace Workforce.Workers.Notifications;

/// <summary>In the app: the delivery's row is what the bell shows, and the end of its job is what tells open browsers to look.</summary>
internal sealed class InAppSender : ISender
{
    public Channel Channel => Channel.InApp;

    public int Tries => 1;

    public RetryPolicy Retry => RetryPolicy.Default;

    public bool IsConfigured(Guid tenant) => true;

    public Task<SendResult> SendAsync(Letter letter, CancellationToken ct) => Task.FromResult<SendResult>(new SendResult.Sent(null));
}
