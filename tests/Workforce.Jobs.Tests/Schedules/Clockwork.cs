using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workforce.Jobs.Bells;
using Workforce.Jobs.Schedules;
using Workforce.Jobs.Storage;
using Workforce.Testing;

namespace Workforce.Jobs.Tests.Schedules;

/// <summary>An engine whose schedules fire when the test says so: a process without a worker, and a firing in its hand.</summary>
internal sealed class Clockwork : IAsyncDisposable
{
    private readonly IHost host;
    private readonly DateTimeOffset latest;

    private Clockwork(Engine engine, IHost host, DateTimeOffset now) => (Engine, this.host, latest) = (engine, host, now.AddMinutes(-30));

    public Engine Engine { get; }

    public JobClient Jobs => host.Services.GetRequiredService<JobClient>();

    public ScheduleClient Schedules => host.Services.GetRequiredService<ScheduleClient>();

    public static async Task<Clockwork> StartAsync(TestLogs? logs = null)
    {
        var engine = await Engine.StartAsync();
        var now = await engine.QueryAsync<DateTime>("select date_trunc('second', now())");
        return new(engine, await engine.ClientHostAsync(logs ?? new()), now);
    }

    /// <summary>Every hour, at half an hour's distance from now, so that no test meets a run by accident.</summary>
    public NewSchedule Hourly(string name = "hourly", int number = 1) =>
        NewSchedule.Of(name, Kinds.First, new Note(number), Engine.Tenant) with { Every = TimeSpan.FromHours(1), StartsAt = latest.AddHours(-10_000) };

    /// <summary>The latest run of such a schedule, or so many before it.</summary>
    public DateTimeOffset Run(int back = 0) => latest.AddHours(-back);

    /// <summary>As <see cref="JobsAsync"/> says it.</summary>
    public string Job(int back, int number = 1) => $"{number} {Run(back):HH:mm:ss}";

    /// <summary>One more process that fires what is due, once.</summary>
    public Task<TimeSpan?> FireAsync() => Firing().RunOnceAsync(default);

    public ScheduleFiring Firing() => new(
        host.Services.GetRequiredService<JobsDatabase>(), Jobs, host.Services.GetRequiredService<Bell>(), host.Services.GetRequiredService<ILogger<ScheduleFiring>>());

    /// <summary>As if no process had been there for a while.</summary>
    public Task AwayAsync(TimeSpan away, string name = "%") => Engine.ExecuteAsync("""
        update jobs.schedule set reckoned_at = now() - $1, next_run_at = now() - $1 + interval '1 microsecond', due_at = now() where name like $2
        """, away, name);

    public async Task<ScheduleDetails> GetAsync(string name = "hourly") => (await Schedules.GetAsync(Engine.Tenant, name, 1, default))!;

    /// <summary>Payload numbers and due times of all jobs not finished, in the order of due times.</summary>
    public Task<List<string>> JobsAsync() => Engine.ListAsync("""
        select (payload ->> 'number') || ' ' || to_char(due_at at time zone 'UTC', 'HH24:MI:SS') from jobs.job order by due_at, 1
        """);

    public async ValueTask DisposeAsync() => await Engine.DisposeAsync();
}
