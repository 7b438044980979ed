using Microsoft.Extensions.Logging;
using Workforce.Jobs.Running;
using Workforce.Jobs.Storage;
using Workforce.Testing;

namespace Workforce.Jobs.Tests;

public sealed class PresenceTests
{
    [Fact]
    public async Task A_worker_that_is_declared_lost_while_its_session_is_broken_registers_anew()
    {
        await using var engine = await Engine.StartAsync();
        await using var database = new JobsDatabase(engine.ConnectionString, 2);
        var time = new HeldTimers();
        using var logs = new LoggerFactory([new TestLogs().Expect("was declared lost while it lives")]);
        var presence = new Presence(database, new JobCatalog(), new JobsOptions(), time, logs.CreateLogger<Presence>());
        using var end = new CancellationTokenSource();
        var running = presence.RunAsync(end.Token);
        await presence.Ready;
        var lost = presence.Current!;

        // Broken, and waiting a moment before it opens the next one.
        await engine.ExecuteAsync("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid = $1::bigint::oid", (long)lost.LockId);
        var retry = await time.Held;
        presence.DeclaredLost(lost);
        Assert.Null(presence.Current);
        retry();

        await engine.UntilAsync("select count(*) = 2 from jobs.worker");
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.NotEqual(lost.Id, presence.Current!.Id);
    }

    /// <summary>Timers end when they are told to.</summary>
    private sealed class HeldTimers : TimeProvider
    {
        private readonly TaskCompletionSource<Action> held = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Action> Held => held.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            held.TrySetResult(() => callback(state));
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
        }
    }
}
