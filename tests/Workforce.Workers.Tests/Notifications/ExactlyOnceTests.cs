using Workforce.Core.Notifications;

namespace Workforce.Workers.Tests.Notifications;

/// <summary>What is told once, and what may come twice.</summary>
public sealed class ExactlyOnceTests
{
    [Fact]
    public async Task The_same_key_is_told_once_whoever_tells_it_and_at_once()
    {
        await using var server = new MailServer();
        await using var office = await Office.OpenAsync(server.Settings());
        var notice = EmailTests.Notice(await office.AddAsync());

        var told = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => office.TellAsync(notice)));
        await office.Pipeline.IdleAsync();

        Assert.Single(told, id => id is not null);
        Assert.Single(server.Mails);
        Assert.Null(await office.TellAsync(notice with { Title = "Another" }));
    }

    [Fact]
    public async Task What_is_told_in_a_transaction_that_is_rolled_back_was_never_told()
    {
        await using var office = await Office.OpenAsync();
        var notice = EmailTests.Notice(await office.AddAsync());
        await office.Pipeline.InTenantAsync(async services =>
        {
            var db = (Core.Data.WorkforceDbContext)services.GetService(typeof(Core.Data.WorkforceDbContext))!;
            await using var transaction = await db.Database.BeginTransactionAsync();
            Assert.NotNull(await ((Tell)services.GetService(typeof(Tell))!).Async(notice, CancellationToken.None));
            await transaction.RollbackAsync();
            return true;
        });

        Assert.Equal((0L, 0L, 0L), (await Count("notify.notification"), await Count("notify.delivery"), await Count("jobs.job")));
        Assert.NotNull(await office.TellAsync(notice));

        Task<long> Count(string table) => office.QueryAsync<long>($"select count(*) from {table}");
    }

    [Fact]
    public async Task A_worker_that_dies_between_sending_and_writing_it_down_sends_again_under_the_same_id_and_then_never_more()
    {
        await using var server = new MailServer();
        await using var office = await Office.OpenAsync(server.Settings());
        office.Pipeline.Logs.Expect("Failed executing DbCommand");
        // The first commit that says "sent" is lost, as if the process had been killed before it.
        await office.ExecuteAsync(
            """
            create sequence public.deaths;
            grant all on public.deaths to workforce_app;
            create function public.die() returns trigger language plpgsql as $$ begin
                if new.channel = 'email' and nextval('public.deaths') = 1 then raise exception 'died here'; end if;
                return new;
            end $$;
            create trigger die before update on notify.delivery for each row when (new.status = 'sent') execute function public.die();
            """);
        var email = (await office.TellAllAsync(EmailTests.Notice(await office.AddAsync()))).Single(delivery => delivery.Channel is Channel.Email);

        Assert.Equal((DeliveryStatus.Sent, 2), (email.Status, email.Attempts));
        Assert.Equal([email.ProviderId, email.ProviderId], server.Mails.Select(mail => mail.Headers["Message-ID"]));

        await office.EnqueueAsync(NotificationJobs.Deliver, new DeliveryTask(email.Id));
        await office.Pipeline.IdleAsync();
        Assert.Equal(2, server.Mails.Count);
    }

    [Fact]
    public async Task A_channel_that_is_not_configured_is_suppressed_and_says_so()
    {
        await using var office = await Office.OpenAsync();
        var ada = await office.AddAsync();
        await office.WishAsync(ada, "budgets", Channel.Sms);

        var deliveries = await office.TellAllAsync(EmailTests.Notice(ada));
        var everybody = await office.TellAllAsync(EmailTests.Notice(ada) with { To = Audience.Everybody });

        Assert.Equal(
            [(Channel.Email, DeliveryStatus.Suppressed, "E-mail is not configured."), (Channel.InApp, DeliveryStatus.Sent, null), (Channel.Sms, DeliveryStatus.Suppressed, DeliveryPlan.NoPhone)],
            deliveries.Select(delivery => (delivery.Channel, delivery.Status, delivery.Error)));
        Assert.Contains((Channel.Slack, DeliveryStatus.Suppressed, "Slack is not configured."), everybody.Select(delivery => (delivery.Channel, delivery.Status, delivery.Error)));
    }
}
