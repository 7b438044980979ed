using Workforce.Core.Data;

namespace Workforce.Core.Notifications;

/// <summary>Sends the caller, or the company's Slack, a message by one channel, at once and whatever the preferences.</summary>
public sealed class SendTest(WorkforceDbContext db, Tell tell)
{
    /// <summary>Keys of a person's tests begin with this.</summary>
    public static string KeysOf(Guid person) => $"test:{person}:";

    public Task RunAsync(Channel channel, CancellationToken ct) => tell.Async(
        new Notice
        {
            Key = $"{KeysOf(db.Tenant.UserId!.Value)}{Guid.NewGuid()}",
            Kind = NoticeCatalog.Test,
            Title = "This is a test",
            Text = "It works: what Workforce has to tell arrives here.",
            Link = "/settings/notifications",
            To = channel is Channel.Slack ? Audience.Everybody : Audience.People(db.Tenant.UserId.Value),
            Only = channel,
        },
        ct);
}
