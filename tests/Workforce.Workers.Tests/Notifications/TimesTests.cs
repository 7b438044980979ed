using Microsoft.EntityFrameworkCore;
using Workforce.Core.Notifications;

namespace Workforce.Workers.Tests.Notifications;

/// <summary>When people are told. What clocks show on the nights they are changed is in WallClockTests.</summary>
public sealed class TimesTests
{
    [Fact]
    public async Task Quiet_hours_hold_a_mail_back_and_let_what_is_urgent_pass()
    {
        await using var server = new MailServer();
        await using var office = await Office.OpenAsync(server.Settings());
        var ada = await office.AddAsync();
        var (from, to) = (DateTime.UtcNow.AddHours(-1), DateTime.UtcNow.AddHours(1));
        await office.SetAsync(Settings(office, ada, settings => (settings.QuietFrom, settings.QuietTo) = (new(from.Hour, from.Minute), new(to.Hour, to.Minute))));
        var end = new DateTimeOffset(to.Year, to.Month, to.Day, to.Hour, to.Minute, 0, TimeSpan.Zero);

        var held = (await office.TellAsync(EmailTests.Notice(ada)))!.Value;
        await office.TellAllAsync(EmailTests.Notice(ada) with { Title = "Now", Urgent = true });

        Assert.Equal("Budget: Now", Assert.Single(server.Mails).Headers["Subject"]);
        var email = (await office.DeliveriesAsync(held)).Single(delivery => delivery.Channel is Channel.Email);
        Assert.Equal((DeliveryStatus.Pending, end), (email.Status, email.NotBefore));
        Assert.Equal(end.UtcDateTime, await office.QueryAsync<DateTime>("select due_at from jobs.job"));

        // A job that comes too early for another reason waits, too.
        await office.ExecuteAsync("update jobs.job set due_at = now()");
        await office.UntilAsync("select exists (select from jobs.job where due_at = $1 and attempt = 0)", end.UtcDateTime);
        Assert.Single(server.Mails);

        await office.ExecuteAsync("update notify.person_settings set quiet_from = null, quiet_to = null");
        await office.ExecuteAsync("update jobs.job set due_at = now()");
        await office.Pipeline.IdleAsync();
        Assert.Equal(["Budget: Now", "Budget: 80 % of the budget is spent"], server.Mails.Select(mail => mail.Headers["Subject"]));
        Assert.Equal(1, (await office.DeliveriesAsync(held)).Single(delivery => delivery.Channel is Channel.Email).Attempts);
    }

    [Fact]
    public async Task A_digest_is_one_mail_of_all_that_waited_and_no_second_one()
    {
        await using var server = new MailServer();
        await using var office = await Office.OpenAsync(server.Settings());
        var ada = await office.AddAsync();
        await office.SetAsync(Settings(office, ada, settings => settings.Digest = Digest.Daily));

        foreach (var title in (string[])["One", "Two", "<Three>"])
            await office.TellAsync(EmailTests.Notice(ada) with { Title = title });
        await office.TellAllAsync(EmailTests.Notice(ada) with { Title = "Fire", Urgent = true });
        Assert.Equal("Budget: Fire", Assert.Single(server.Mails).Headers["Subject"]);
        var waiting = await office.Pipeline.ReadAsync(db => db.Deliveries.AsNoTracking().Where(row => row.DigestAt != null).ToListAsync());
        var due = Assert.Single(waiting.Select(delivery => delivery.DigestAt).Distinct())!.Value;
        Assert.Equal((3, 8), (waiting.Count, due.Hour));
        Assert.Equal(3L, await office.QueryAsync<long>("select count(*) from jobs.job where kind = 'notifications.digest' and due_at = $1", due.UtcDateTime));

        // Four of them, two at least at once: what waited is in one.
        await office.EnqueueAsync(NotificationJobs.Digest, new DigestTask(ada, Channel.Email, due));
        await office.UntilAsync("select count(*) = 2 from notify.delivery where channel = 'email' and status = 'sent'");
        await office.ExecuteAsync("update jobs.job set due_at = now()");
        await office.Pipeline.IdleAsync();

        var mail = server.Mails.Skip(1).Single();
        Assert.Equal("3 notices: One …", mail.Headers["Subject"]);
        Assert.Contains("- One: Tag has spent 8 € of 10 €.\n- Two: Tag has spent 8 € of 10 €.\n- <Three>: Tag", mail.Text, StringComparison.Ordinal);
        Assert.Contains("&lt;Three&gt;", mail.Html, StringComparison.Ordinal);
        var digest = await office.Pipeline.ReadAsync(db => (
            from delivery in db.Deliveries
            join notice in db.Notifications on delivery.NotificationId equals notice.Id
            where notice.Kind == "notifications.digest"
            select delivery.Id).SingleAsync());
        var digested = await office.Pipeline.ReadAsync(db => db.Deliveries.AsNoTracking().Where(row => row.DigestAt != null).ToListAsync());
        Assert.All(digested, delivery => Assert.Equal((DeliveryStatus.Digested, digest), (delivery.Status, delivery.DigestId)));
    }

    [Fact]
    public async Task What_a_worker_can_send_by_is_noted_as_yes_or_no()
    {
        await using var server = new MailServer();
        using var key = new SenderKey();
        await using var office = await Office.OpenAsync(server.Settings(), key.Settings);
        await office.NoteChannelsAsync();

        Assert.Equal(
            [(Channel.Email, true, null), (Channel.Push, true, key.Public), (Channel.Slack, false, null), (Channel.Sms, false, null)],
            await office.Pipeline.ReadAsync(async db => (await db.ConfiguredChannels.OrderBy(row => row.Channel).ToListAsync()).Select(row => (row.Channel, row.Configured, row.PublicKey)).ToList()));
    }

    private static PersonSettings Settings(Office office, Guid person, Action<PersonSettings> set)
    {
        var settings = new PersonSettings { TenantId = office.Pipeline.Tenant, UserId = person };
        set(settings);
        return settings;
    }
}
