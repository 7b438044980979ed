using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Workforce.Jobs.Schedules;
using Workforce.Testing;

namespace Workforce.Jobs.Tests.Schedules;

/// <summary>Several processes at the same schedules. Alone on the machine's cores, because they measure time.</summary>
[Collection(nameof(Measured))]
public sealed class ScheduleRaceTests(ITestOutputHelper output)
{
    // Of every schedule: the runs, how many instants they are for, and how many seconds those span. All the same number
    // when each second had its run and none had two.
    private const string Tally = """
        select string_agg(distinct runs || ' ' || instants || ' ' || seconds, '|') from (
            select count(*) as runs, count(distinct due_at) as instants, extract(epoch from max(due_at) - min(due_at))::int + 1 as seconds
            from jobs.job group by tags) t
        """;

    [Fact]
    public async Task Every_second_runs_once_and_on_time_in_three_processes_whose_clocks_differ_by_hours()
    {
        await using var engine = await Engine.StartAsync();
        foreach (var hours in (int[])[-3, 0, 5])
            await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.Second), services: s => s.Replace(ServiceDescriptor.Singleton<TimeProvider>(new SkewedTime(TimeSpan.FromHours(hours)))));
        var client = await engine.ClientHostAsync(new TestLogs());
        var schedules = client.Services.GetRequiredService<ScheduleClient>();
        await schedules.DeclareAsync(engine.Tenant, "ticks", [.. Enumerable.Range(0, 8).Select(n => Tick(engine, $"{n}"))], default);

        await engine.UntilAsync("select count(*) >= 40 from jobs.job");
        await schedules.DeclareAsync(engine.Tenant, "ticks", [], default);

        var tally = await engine.QueryAsync<string>(Tally);
        var late = await engine.QueryAsync<double>("select extract(epoch from max(created_at - due_at))::double precision from jobs.job");
        output.WriteLine($"{tally}; the latest was enqueued {late * 1000:F0} ms after its time.");
        Assert.All(tally.Split('|'), schedule => Assert.Single(schedule.Split(' ').Distinct()));
        Assert.InRange(late, 0, 1);
    }

    [Fact]
    public async Task Processes_killed_at_any_moment_lose_no_run_and_repeat_none()
    {
        await using var engine = await Engine.StartAsync();
        var client = await engine.ClientHostAsync(new TestLogs());
        var schedules = client.Services.GetRequiredService<ScheduleClient>();
        await schedules.DeclareAsync(engine.Tenant, "ticks", [.. Enumerable.Range(0, 20).Select(n => Tick(engine, $"{n}"))], default);
        for (var n = 1; n <= 3; n++)
        {
            await using var victim = await WorkerProcess.StartAsync(engine.ConnectionString, $"victim {n}");
            // Right into a firing: as soon as its first jobs of a second are there.
            await engine.UntilAsync("select count(*) > $1 from jobs.job", await engine.QueryAsync<long>("select count(*) from jobs.job") + 20);
            victim.Kill();
            await victim.ExitedAsync();
        }
        await using var heir = await WorkerProcess.StartAsync(engine.ConnectionString, "heir");
        await engine.UntilAsync("select min(last_run_at) > $1 from jobs.schedule", await engine.QueryAsync<DateTime>("select clock_timestamp()"));
        await schedules.DeclareAsync(engine.Tenant, "ticks", [], default);

        var tally = await engine.QueryAsync<string>(Tally);
        output.WriteLine(tally);
        Assert.All(tally.Split('|'), schedule => Assert.Single(schedule.Split(' ').Distinct()));
        Assert.Equal(20, await engine.QueryAsync<long>("select count(distinct tags) from jobs.job"));
    }

    [Fact]
    public async Task A_change_is_heard_by_a_process_that_sleeps_and_without_a_bell_the_heartbeat_sees_it()
    {
        await using var engine = await Engine.StartAsync();
        await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.Second), options => (options.Beat, options.LostAfterDisconnect, options.LostAfterSilence) = (TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10)));
        await engine.UntilAsync("select exists (select from jobs.worker where heartbeat_at > started_at)");
        var schedules = (await engine.ClientHostAsync(new TestLogs())).Services.GetRequiredService<ScheduleClient>();

        await schedules.PutAsync(Tick(engine, "rung"), default);
        await engine.UntilAsync("select count(*) >= 2 from jobs.job");
        await schedules.DeleteAsync(engine.Tenant, "rung", default);

        await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.Second));
        await engine.UntilAsync("select count(*) = 2 from jobs.worker where heartbeat_at > started_at");
        await using var app = await engine.AppAsync();
        await using (var transaction = await app.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await schedules.PutAsync(Tick(engine, "silent"), app, default);
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }
        await engine.UntilAsync("select count(*) >= 2 from jobs.job where '{schedule:silent}' = tags");
        var late = await engine.QueryAsync<double>("select extract(epoch from max(created_at - due_at))::double precision from jobs.job where '{schedule:silent}' = tags");
        // A heartbeat comes within 1.3 s.
        Assert.InRange(late, 0, 1.6);
    }

    [Fact]
    public async Task A_process_with_nothing_due_asks_nothing_beyond_its_heartbeat()
    {
        await using var engine = await Engine.StartAsync();
        var asked = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = command => asked.Enqueue(command.GetTagItem("db.query.text") as string ?? command.GetTagItem("db.statement") as string ?? ""),
        };
        ActivitySource.AddActivityListener(listener);
        var worker = await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.Second));
        await worker.Services.GetRequiredService<ScheduleClient>().PutAsync(Tick(engine, "far") with { Cron = "@yearly" }, default);
        await engine.UntilAsync("select exists (select from jobs.worker where heartbeat_at > started_at)");
        asked.Clear();
        await engine.UntilAsync("select exists (select from jobs.worker where heartbeat_at > started_at + interval '4 seconds')");

        var ours = asked.Where(sql => sql.Contains("jobs.schedule", StringComparison.Ordinal)).ToList();
        Assert.InRange(ours.Count, 3, 5);
        Assert.All(ours, sql => Assert.Contains("update jobs.worker set heartbeat_at", sql, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_loop_outlives_whatever_goes_wrong_and_goes_on_where_it_was()
    {
        await using var engine = await Engine.StartAsync();
        var logs = new TestLogs().Expect("Firing schedules failed").Expect("The heartbeat failed");
        await engine.WorkerAsync(c => c.Add<Note, Does>(Kinds.Second), logs: logs);
        var schedules = (await engine.ClientHostAsync(new TestLogs())).Services.GetRequiredService<ScheduleClient>();
        await schedules.PutAsync(Tick(engine, "tick"), default);
        await engine.UntilAsync("select count(*) >= 1 from jobs.job");
        await engine.ExecuteAsync("alter table jobs.schedule rename column due_at to gone");
        while (!logs.Entries.Any(e => e.Message.StartsWith("Firing schedules failed", StringComparison.Ordinal)))
            await Task.Yield();
        await engine.ExecuteAsync("alter table jobs.schedule rename column gone to due_at");
        await engine.UntilAsync("select count(*) >= 4 from jobs.job");
        await schedules.DeleteAsync(engine.Tenant, "tick", default);

        Assert.Single((await engine.QueryAsync<string>(Tally)).Split(' ').Distinct());
    }

    // Every second, and none is to be missing in the end; the jobs stay, because nobody has a handler for them.
    private static NewSchedule Tick(Engine engine, string name) => NewSchedule.Of(name, Kinds.First, new Note(1), engine.Tenant) with
    {
        Cron = "* * * * * *", Missed = MissedRuns.CatchUp, CatchUpLimit = 1000, Overlap = Overlap.Allow,
    };
}

/// <summary>A process whose clock is wrong.</summary>
internal sealed class SkewedTime(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
}
