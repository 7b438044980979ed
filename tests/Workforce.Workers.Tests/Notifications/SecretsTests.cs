using System.Text;
using Workforce.Core.Notifications;

namespace Workforce.Workers.Tests.Notifications;

public sealed class SecretsTests
{
    [Fact]
    public async Task No_log_of_any_level_and_no_row_holds_what_the_channels_are_reached_with()
    {
        await using var mail = new MailServer();
        await using var others = await Receiver.StartAsync();
        using var key = new SenderKey();
        using var browser = new Browser();
        await using var office = await Office.OpenAsync(mail.Settings(), others.Settings(), key.Settings, new()
        {
            ["Logging:LogLevel:Default"] = "Trace", ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace", ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Trace",
        });
        office.Pipeline.Logs.Expect("failed");
        var ada = await office.AddAsync();
        await office.SetAsync(new PersonSettings { TenantId = office.Pipeline.Tenant, UserId = ada, Phone = "+4915112345678" });
        await office.WishAsync(ada, "budgets", Channel.Sms);
        await browser.SubscribeAsync(office, ada, $"{others.Address}/push/1");
        await office.NoteChannelsAsync();
        var sent = await office.TellAllAsync(EmailTests.Notice(ada) with { To = Audience.Everybody });
        // And once more, with everybody saying no.
        mail.Refuse("550 no");
        for (var n = 0; n < 3; n++)
            others.Answer(System.Net.HttpStatusCode.BadRequest, "no");
        await office.TellAllAsync(EmailTests.Notice(ada) with { To = Audience.Everybody });

        Assert.Equal((5, 5), (sent.Count, sent.Count(delivery => delivery.Status is DeliveryStatus.Sent)));
        string[] secrets =
        [
            MailServer.Password, Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{MailServer.User}\0{MailServer.Password}")), "T0/B0/common", "the provider's token",
            Convert.ToBase64String(Encoding.UTF8.GetBytes("AC123:the provider's token")), key.Settings["Notifications:Push:PrivateKey"],
        ];
        Assert.True(office.Pipeline.Logs.Entries.Count > 500);
        foreach (var entry in office.Pipeline.Logs.Entries)
            Assert.DoesNotContain(secrets, secret => entry.Message.Contains(secret, StringComparison.Ordinal) || entry.Exception?.ToString().Contains(secret, StringComparison.Ordinal) == true);

        var rows = await office.QueryAsync<string>(
            """
            select concat((select string_agg(r::text, '') from notify.delivery r), (select string_agg(r::text, '') from notify.notification r), (select string_agg(r::text, '') from notify.configured_channel r),
                (select string_agg(r::text, '') from jobs.job_history r), (select string_agg(r::text, '') from jobs.job r), (select string_agg(r::text, '') from jobs.event r))
            """);
        Assert.Contains(sent[0].Id.ToString(), rows, StringComparison.Ordinal);
        Assert.DoesNotContain(secrets, secret => rows.Contains(secret, StringComparison.Ordinal));
    }
}
