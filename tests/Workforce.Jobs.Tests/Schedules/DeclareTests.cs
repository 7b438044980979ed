using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workforce.Jobs.Schedules;
using Workforce.Testing;

namespace Workforce.Jobs.Tests.Schedules;

public sealed class DeclareTests
{
    [Fact]
    public async Task A_set_is_exactly_what_is_declared_and_nothing_else_is_touched()
    {
        await using var clock = await Clockwork.StartAsync();
        var tenant = clock.Engine.Tenant;
        await clock.Schedules.PutAsync(clock.Hourly("by hand"), default);
        await clock.Schedules.PutAsync(clock.Hourly("adopted"), default);
        async Task<string> DeclareAsync(string set, params NewSchedule[] schedules)
        {
            var changes = await clock.Schedules.DeclareAsync(tenant, set, schedules, default);
            return $"+{string.Join(',', changes.Added)} ~{string.Join(',', changes.Changed)} -{string.Join(',', changes.Removed)}";
        }

        Assert.Equal("+a,b ~ -", await DeclareAsync("one", clock.Hourly("b"), clock.Hourly("a")));
        Assert.Equal("+c ~adopted -", await DeclareAsync("two", clock.Hourly("c"), clock.Hourly("adopted")));
        Assert.Equal("+ ~ -", await DeclareAsync("one", clock.Hourly("a"), clock.Hourly("b")));
        Assert.Equal("+d ~b -a", await DeclareAsync("one", clock.Hourly("b", 2), clock.Hourly("d")));
        Assert.Equal("+ ~ -adopted,c", await DeclareAsync("two"));
        Assert.Equal(["b one", "by hand ", "d one"], await clock.Engine.ListAsync("select name || ' ' || coalesce(declared_by, '') from jobs.schedule order by name"));
    }

    [Fact]
    public async Task A_name_belongs_to_one_set_and_is_changed_and_removed_there_alone()
    {
        await using var clock = await Clockwork.StartAsync();
        var tenant = clock.Engine.Tenant;
        await clock.Schedules.DeclareAsync(tenant, "one", [clock.Hourly("a")], default);

        var twice = await Assert.ThrowsAsync<InvalidOperationException>(() => clock.Schedules.DeclareAsync(tenant, "two", [clock.Hourly("0"), clock.Hourly("a")], default));
        Assert.Equal("Schedule 'a' is declared by set 'one' and cannot be by 'two' as well.", twice.Message);
        var put = await Assert.ThrowsAsync<InvalidOperationException>(() => clock.Schedules.PutAsync(clock.Hourly("a", 2), default));
        Assert.Equal("Schedule 'a' is declared in code by set 'one': change it there, or pause it.", put.Message);
        await Assert.ThrowsAsync<InvalidOperationException>(() => clock.Schedules.DeleteAsync(tenant, "a", default));
        await Assert.ThrowsAsync<ArgumentException>(() => clock.Schedules.DeclareAsync(tenant, "one", [clock.Hourly("a"), clock.Hourly("a")], default));
        await Assert.ThrowsAsync<ArgumentException>(() => clock.Schedules.DeclareAsync(Guid.CreateVersion7(), "one", [clock.Hourly("a")], default));
        Assert.Equal(["a one"], await clock.Engine.ListAsync("select name || ' ' || declared_by from jobs.schedule"));
        // Pausing and running is for whoever operates it.
        Assert.True((await clock.Schedules.PauseAsync(tenant, "a", null, null, default))!.Paused);
        await clock.Schedules.DeclareAsync(tenant, "one", [clock.Hourly("a")], default);
        Assert.True((await clock.GetAsync("a")).Paused);
    }

    [Fact]
    public async Task Replicas_that_declare_the_same_set_at_once_add_it_once()
    {
        await using var clock = await Clockwork.StartAsync();
        NewSchedule[] set = [.. Enumerable.Range(0, 30).Select(n => clock.Hourly($"{n}"))];
        var changes = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => clock.Schedules.DeclareAsync(clock.Engine.Tenant, "set", [.. set.OrderBy(s => s.Name.GetHashCode() * n)], default)));
        Assert.Equal(30, changes.Sum(c => c.Added.Count));
        Assert.Equal(0, changes.Sum(c => c.Changed.Count + c.Removed.Count));
    }

    [Fact]
    public async Task A_process_declares_its_catalogs_when_it_starts_and_they_run()
    {
        await using var engine = await Engine.StartAsync();
        var (tenant, ran) = (engine.Tenant, new TaskCompletionSource<int>());
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.AddProvider(new TestLogs());
        builder.Services.AddSingleton<Doing>((note, _, _) =>
        {
            ran.TrySetResult(note.Number);
            return Task.FromResult(JobOutcome.Complete());
        });
        var jobs = builder.AddWorkforceJobs(options => options.ConnectionString = engine.ConnectionString)
            .AddWorker(catalog => catalog.Add<Note, Does>(Kinds.First))
            .AddSchedules(tenant, "notes", schedules => schedules.Add(NewSchedule.Of("tick", Kinds.First, new Note(42), tenant) with { Cron = "* * * * * *" }));
        Assert.Throws<InvalidOperationException>(() => jobs.AddSchedules(tenant, "notes", _ => { }));
        Assert.Throws<InvalidOperationException>(() => jobs.AddSchedules(tenant, "more", s => s.Add(NewSchedule.Of("a", Kinds.First, new Note(1), tenant) with { Cron = "@daily" }).Add(NewSchedule.Of("a", Kinds.First, new Note(1), tenant) with { Cron = "@daily" })));
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(42, await ran.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        await host.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal("notes", (await host.Services.GetRequiredService<ScheduleClient>().GetAsync(tenant, "tick", 1, default))!.DeclaredBy);
    }
}
