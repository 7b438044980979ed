using Microsoft.Extensions.Logging;
using Npgsql;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Running;

/// <summary>
/// Keeps a session whose advisory lock shows that this process is there. The kernel closes the connection of a killed
/// process and Postgres drops its lock, so the others know at once. A session that breaks while the process lives is
/// opened again; a process that was declared lost registers anew.
/// </summary>
internal sealed partial class Presence(JobsDatabase database, JobCatalog catalog, JobsOptions options, TimeProvider time, ILogger<Presence> logger)
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromMilliseconds(100);

    private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Trouble trouble = new("Keeping the worker's session", logger);
    private CancellationTokenSource? renew;

    /// <summary>Null until registered and between being declared lost and registering anew.</summary>
    public WorkerIdentity? Current { get; private set; }

    public string Name { get; } = options.WorkerName ?? $"{Environment.MachineName}:{Environment.ProcessId}";

    /// <summary>Registered for the first time.</summary>
    public Task Ready => first.Task;

    /// <summary>Drops the identity that was declared lost; the loop takes a new one.</summary>
    public void DeclaredLost(WorkerIdentity lost)
    {
        if (Current != lost)
            return;
        Current = null;
        LogLost(lost.Name, lost.Id);
        try
        {
            renew?.Cancel();
        }
        catch (Exception problem) when (problem is ObjectDisposedException or AggregateException)
        {
            // Its session has broken, or does so now; the one that is opened instead finds no identity and registers anew.
        }
    }

    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
            try
            {
                using var mine = renew = CancellationTokenSource.CreateLinkedTokenSource(ct);
                await using var session = await database.SessionSource.OpenConnectionAsync(ct);
                await HoldAsync(session, mine.Token);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                trouble.Met(problem);
                await Task.Delay(RetryEvery, time, ct);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                // Declared lost: the old session is closed by now and the next one registers anew.
            }
    }

    private async Task HoldAsync(NpgsqlConnection session, CancellationToken ct)
    {
        var identity = Current;
        var lockId = identity?.LockId ?? await WorkerStatements.NextLockIdAsync(session, ct);
        // After a network cut the server may still keep the old session with the lock: the heartbeat speaks for us meanwhile.
        while (!await WorkerStatements.TryLockAsync(session, lockId, ct))
            await Task.Delay(RetryEvery, time, ct);
        if (identity is null)
        {
            identity = new(Guid.CreateVersion7(), lockId, Name);
            await WorkerStatements.RegisterAsync(session, identity.Id, lockId, Name, [.. catalog.Kinds], [.. options.Offers], ct);
            Current = identity;
            LogRegistered(Name, identity.Id);
            first.TrySetResult();
        }
        trouble.Over();
        // Nothing is expected here; waiting is how the end of the session is noticed at once.
        while (true)
            await session.WaitAsync(ct);
    }

    /// <summary>Leaves: its row says it stopped, unless jobs are still in its name.</summary>
    public async Task SignOffAsync()
    {
        if (Current is not { } identity)
            return;
        Current = null;
        try
        {
            await WorkerStatements.SignOffAsync(database.Source, identity.Id, CancellationToken.None);
        }
        catch (Exception problem) when (Outage.Is(problem))
        {
            // The others will find the session gone.
            LogNotSignedOff(Name, problem.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "Worker {Name} is registered as {WorkerId}")]
    private partial void LogRegistered(string name, Guid workerId);

    [LoggerMessage(LogLevel.Error, "Worker {Name} ({WorkerId}) was declared lost while it lives; its handlers are stopped and it registers anew")]
    private partial void LogLost(string name, Guid workerId);

    [LoggerMessage(LogLevel.Warning, "Worker {Name} could not sign off: {Problem}")]
    private partial void LogNotSignedOff(string name, string problem);
}
