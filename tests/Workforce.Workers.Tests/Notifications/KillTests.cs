using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workforce.Core.Data;
using Workforce.Core.Notifications;
using Workforce.Jobs;
using Workforce.Testing;

namespace Workforce.Workers.Tests.Notifications;

/// <summary>Worker processes that die by kill -9 at the worst moment: the mail server has the mail, and nobody has written that down.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task A_mail_that_went_out_before_the_kill_comes_once_more_under_its_own_id_and_then_never_again()
    {
        await using var database = await TestDatabase.CreateAsync(ProductDatabase.Migrated);
        await using var server = new MailServer();
        var (tenant, ada) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await ExecuteAsync(database, "insert into identity.tenant (id, name) values ($1, 'Acme')", tenant);
        await ExecuteAsync(
            database,
            "insert into identity.person (id, tenant_id, email, normalized_email, display_name, role, security_stamp, concurrency_stamp) values ($1, $2, 'ada@acme.example', 'ADA@ACME.EXAMPLE', 'Ada', 'member', 's', 'c')",
            ada, tenant);
        using var first = await StartAsync(database, server);
        server.Taken = first.Kill;

        await TellAsync(database, tenant, EmailTests.Notice(ada));
        await first.WaitForExitAsync(TestContext.Current.CancellationToken);
        server.Taken = null;
        Assert.Equal(1L, await QueryAsync(database, "select count(*) from notify.delivery where channel = 'email' and status = 'pending' and attempts = 1"));

        using (var second = await StartAsync(database, server))
        {
            await UntilAsync(database, "select count(*) from notify.delivery where status = 'sent'", 2);
            second.Kill();
            await second.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using (var third = await StartAsync(database, server))
        {
            await UntilAsync(database, "select count(*) from jobs.job", 0);
            third.Kill();
        }

        var ids = server.Mails.Select(mail => mail.Headers["Message-ID"]).ToList();
        Assert.Equal(2, ids.Count);
        Assert.Single(ids.Distinct());
        Assert.Equal(1L, await QueryAsync(database, "select count(*) from notify.delivery where channel = 'email' and status = 'sent' and attempts = 2"));
    }

    private static async Task<Process> StartAsync(TestDatabase database, MailServer server)
    {
        var before = await QueryAsync(database, "select count(*) from jobs.worker");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Workforce.Workers.dll"), "--urls=http://127.0.0.1:0"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ConnectionStrings__workforce"] = database.As("workforce_app");
        start.Environment["ConnectionStrings__jobs"] = database.As("workforce_engine");
        start.Environment["ConnectionStrings__cache"] = await TestServers.RedisAsync();
        foreach (var (key, value) in server.Settings())
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await UntilAsync(database, "select count(*) from jobs.worker", before + 1);
        return process;
    }

    /// <summary>As the Api does: from a process that runs no jobs.</summary>
    private static async Task TellAsync(TestDatabase database, Guid tenant, Notice notice)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddWorkforceData(database.As("workforce_app"));
        builder.AddWorkforceJobs(options => options.ConnectionString = database.As("workforce_engine"));
        using var host = builder.Build();
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant, null);
        Assert.NotNull(await scope.ServiceProvider.GetRequiredService<Tell>().Async(notice, CancellationToken.None));
    }

    private static async Task UntilAsync(TestDatabase database, string sql, long count)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (await QueryAsync(database, sql) != count)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static async Task<long> QueryAsync(TestDatabase database, string sql)
    {
        await using var command = database.Owner.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(TestDatabase database, string sql, params object[] values)
    {
        await using var command = database.Owner.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
