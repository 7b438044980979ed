using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Workforce.Jobs.Bells;
using Workforce.Jobs.Schedules;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Tests.Schedules;

public sealed class ScheduleLoopTests
{
    [Fact]
    public async Task The_earliest_alarm_stays_and_a_far_one_is_left_to_the_heartbeat()
    {
        await using var clock = await Clockwork.StartAsync();
        var time = new StillTime();
        using var loop = Loop(clock, time);

        loop.DueIn(TimeSpan.FromSeconds(10));
        loop.DueIn(TimeSpan.FromSeconds(20));
        loop.DueIn(TimeSpan.FromHours(2));
        Assert.Equal([10_001], time.Alarms);
        loop.DueIn(TimeSpan.FromSeconds(3));
        Assert.Equal([10_001, 3_001], time.Alarms);
        time.Passes(TimeSpan.FromSeconds(2));
        loop.DueIn(TimeSpan.FromSeconds(2));
        Assert.Equal([10_001, 3_001], time.Alarms);
        loop.DueIn(TimeSpan.FromSeconds(-5));
        Assert.Equal([10_001, 3_001, 0], time.Alarms);
    }

    [Fact]
    public async Task It_sleeps_until_the_next_run_and_looks_again_at_what_another_holds()
    {
        await using var clock = await Clockwork.StartAsync();
        var time = new StillTime();
        await clock.Schedules.PutAsync(clock.Hourly() with { Every = TimeSpan.FromMinutes(40) }, default);
        await using (var connection = await clock.Engine.Owner.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await clock.AwayAsync(TimeSpan.FromHours(1));
            await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using (var hold = new NpgsqlCommand("select from jobs.schedule for update", connection))
                await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            using var loop = Loop(clock, time);
            await loop.RunOnceAsync(default);
        }
        using (var loop = Loop(clock, time))
            await loop.RunOnceAsync(default);

        Assert.Equal(251, time.Alarms[0]);
        // Runs are half an hour ago and in ten minutes.
        Assert.InRange(time.Alarms[1], 590_000, 600_000);
        Assert.Single(await clock.JobsAsync());
    }

    [Theory]
    [InlineData(10)]
    [InlineData(50_000)]
    public async Task What_is_due_is_found_by_its_index_however_many_wait(int schedules)
    {
        await using var clock = await Clockwork.StartAsync();
        await clock.Schedules.PutAsync(clock.Hourly("0"), default);
        await clock.Engine.ExecuteAsync("""
            insert into jobs.schedule select (jsonb_populate_record(s, jsonb_build_object('name', n::text))).* from jobs.schedule s, generate_series(1, $1) n
            """, schedules);
        await using var database = new JobsDatabase(clock.Engine.ConnectionString, 1);
        foreach (var sql in (string[])[DueStatements.Due.Replace("$1", "100", StringComparison.Ordinal), DueStatements.Next])
        {
            await using var command = database.Source.CreateCommand($"explain {sql}");
            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            var plan = "";
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
                plan += reader.GetString(0);
            Assert.Contains("schedule_due", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        }
    }

    private static ScheduleLoop Loop(Clockwork clock, TimeProvider time) => new(clock.Firing(), new Bell(), time, NullLogger<ScheduleLoop>.Instance);

    /// <summary>Passes when it is told to, and rings nobody.</summary>
    private sealed class StillTime : TimeProvider
    {
        private long now;

        /// <summary>Milliseconds of the alarms that were set, in order.</summary>
        public List<int> Alarms { get; } = [];

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Passes(TimeSpan time) => now += time.Ticks;

        public override long GetTimestamp() => now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Alarms.Add((int)dueTime.TotalMilliseconds);
            return new Timer(static _ => { }, null, Timeout.Infinite, Timeout.Infinite);
        }
    }
}
