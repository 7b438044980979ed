using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Workforce.Jobs.Running;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Pool;

/// <summary>
/// The place of one attached worker: what it holds, what it is to be told, and what it says. Knows nothing of how words travel.
/// </summary>
public sealed class PoolSeat : IAsyncDisposable
{
    private const int LongestMessage = 8000;

    private readonly ConcurrentDictionary<LeaseKey, PoolGrant> held = new();
    private readonly PoolMail mail = new();
    private readonly TaskCompletionSource<PoolEnd> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly JobPool pool;
    private readonly PoolHello hello;
    private readonly LastMinute lately;
    private long heard;
    private long completed;
    private long failed;
    private long refused;
    private int abandoned;
    private int inHand;
    private bool draining;

    internal PoolSeat(JobPool pool, PoolHello hello)
    {
        (this.pool, this.hello, lately) = (pool, hello, new(pool.Time));
        heard = pool.Time.GetTimestamp();
    }

    /// <summary>Of this attachment.</summary>
    public Guid Id { get; } = Guid.CreateVersion7();

    /// <summary>Whose jobs it is given.</summary>
    public Guid TenantId => hello.TenantId;

    /// <summary>As it said.</summary>
    public string Name => hello.Name;

    /// <summary>Ends when this process has no more to do with the worker, with the reason.</summary>
    public Task<PoolEnd> Ended => ended.Task;

    internal PoolHello Hello => hello;

    internal PoolCrew? Crew { get; set; }

    /// <summary>Jobs it can be given now.</summary>
    internal int Free => Volatile.Read(ref draining) ? 0 : hello.Slots - Volatile.Read(ref inHand);

    /// <summary>Jobs it could hold now, those included that it has and should have.</summary>
    internal int Usable => Free + Volatile.Read(ref inHand) - Volatile.Read(ref abandoned);

    internal TimeSpan Silent => pool.Time.GetElapsedTime(Volatile.Read(ref heard));

    internal PoolCount Count => new(Volatile.Read(ref inHand), Volatile.Read(ref completed), Volatile.Read(ref failed), Volatile.Read(ref refused), lately.Sum(), Volatile.Read(ref draining));

    /// <summary>It said something.</summary>
    public void Heard() => Volatile.Write(ref heard, pool.Time.GetTimestamp());

    /// <summary>What it is to be told next, a few at a time; waits for the first.</summary>
    /// <param name="into">Emptied, then filled.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <returns>False: nothing will come any more.</returns>
    public ValueTask<bool> NextAsync(List<PoolNotice> into, int most, CancellationToken ct) => mail.NextAsync(into, most, ct);

    /// <summary>
    /// Jobs have ended; each frees its slot. Waits while the worker does not read what it is told, so that one which only talks
    /// cannot fill this process's memory.
    /// </summary>
    public async ValueTask EndAsync(IReadOnlyList<PoolOutcome> outcomes, CancellationToken ct)
    {
        await mail.UntilReadAsync((2 * hello.Slots) + 1024, ct);
        List<PoolOutcome>? strange = null;
        mail.Owe(outcomes.Count);
        foreach (var outcome in outcomes)
            if (Release(Lease(outcome.JobId, outcome.LeaseEpoch)) is { } grant)
                End(grant, outcome);
            else
                (strange ??= []).Add(outcome);
        Crew?.SlotsFreed();
        if (strange is not null)
            await AnswerAsync(strange, ct);
    }

    /// <summary>How far a job is. Of a job that it does not hold: nothing happens.</summary>
    /// <exception cref="ArgumentException">The percentage is not 0 to 100.</exception>
    public void Report(Guid jobId, long leaseEpoch, int percent, string message)
    {
        if (percent is < 0 or > 100)
            throw new ArgumentException($"percent is {percent}; expected 0 to 100.", nameof(percent));
        if (held.TryGetValue(Lease(jobId, leaseEpoch), out var grant) && grant.Context is not null)
            grant.Report(percent, (message.Length <= LongestMessage ? message : $"{message[..LongestMessage]}…").Replace('\0', '\uFFFD'));
    }

    /// <summary>A line for the job's log. Of a job that it does not hold: nothing happens.</summary>
    public void Log(Guid jobId, long leaseEpoch, LogLevel level, string message)
    {
        if (held.TryGetValue(Lease(jobId, leaseEpoch), out var grant))
            grant.Context?.Log.Log(level, default, (Name, message), null, static (line, _) => $"{line.Name}: {line.message}");
    }

    /// <summary>It leaves: nothing more is granted to it.</summary>
    public void Leave() => Volatile.Write(ref draining, true);

    /// <summary>Its connection is gone, whoever ended it: what it has goes back in line, and the attempt counts.</summary>
    public ValueTask DisposeAsync() => EndAsync(PoolEnd.Left);

    internal void Drain(bool forGood)
    {
        Leave();
        mail.Post(new PoolNotice.Drain(forGood));
    }

    internal void Beat() => mail.Post(new PoolNotice.Heartbeat());

    internal async ValueTask EndAsync(PoolEnd why)
    {
        Leave();
        if (!ended.TrySetResult(why))
            return;
        var reason = why switch
        {
            PoolEnd.Silent => $"said nothing for {pool.Options.LostAfter.TotalSeconds:0.#} s",
            PoolEnd.Detached => "was detached",
            PoolEnd.Stopping => "was attached to a process that stopped",
            _ => "is gone",
        };
        foreach (var lease in held.Keys)
            if (Release(lease) is { } grant)
                Break(grant, why, reason);
        mail.End();
        await pool.RemoveAsync(this, reason);
    }

    /// <summary>Gives it a job.</summary>
    internal void Take(Attempt attempt)
    {
        var grant = new PoolGrant(attempt);
        held[attempt.Job.Lease] = grant;
        Interlocked.Increment(ref inHand);
        attempt.Holder = hello.Name;
        attempt.Told = written => Told(grant, written);
        _ = pool.FollowAsync(grant, SeeThroughAsync);
        // It may have gone in this very moment, and would never be asked for this one.
        if (ended.Task.IsCompleted && Release(attempt.Job.Lease) is not null)
            Break(grant, ended.Task.Result, "is gone");
    }

    private async Task SeeThroughAsync(PoolGrant grant)
    {
        using var attempt = grant.Attempt;
        var job = attempt.Job;
        var inTime = await pool.Course.RunAsync(attempt, pool.RetryOf(job.Kind), _ => WorkAsync(grant), abandoned: () => Interlocked.Increment(ref abandoned));
        if (!inTime)
            Interlocked.Decrement(ref abandoned);
        if (!inTime && grant.Answer is { } late)
            Acknowledge(late, PoolVerdict.Stale, "the job was given up: the worker was told to stop and went on for too long");
        // It ended before it was sent.
        if (grant.Context is null && Release(job.Lease) is not null)
            Crew?.SlotsFreed();
    }

    private async Task<JobOutcome> WorkAsync(PoolGrant grant)
    {
        var (attempt, job) = (grant.Attempt, grant.Attempt.Job);
        grant.Context = pool.ContextOf(attempt);
        mail.Post(new PoolNotice.Granted(new(
            job.Id, job.Epoch, job.Kind, job.PayloadJson, job.Attempt, job.MaxAttempts, job.CorrelationId, job.ParentId, job.UserId, job.Source,
            job.Timeout, job.Deadline, job.TraceParent)));
        await using var asked = attempt.Token.UnsafeRegister(static state => { var (seat, g) = ((PoolSeat, PoolGrant))state!; seat.Ask(g); }, (this, grant));
        try
        {
            return await grant.End.Task;
        }
        finally
        {
            await grant.ReportedAsync();
            await grant.Context.EndAsync();
        }
    }

    private void Ask(PoolGrant grant)
    {
        var (job, reason) = (grant.Attempt.Job, grant.Attempt.Reason);
        mail.Post(new PoolNotice.Stop(job.Id, job.Epoch, reason switch
        {
            StopReason.TimedOut => PoolStopReason.TimedOut,
            StopReason.DeadlinePassed => PoolStopReason.DeadlinePassed,
            StopReason.ProcessStopping => PoolStopReason.ServerStopping,
            _ => PoolStopReason.LeaseLost,
        }));
        // There is no time left to wait for its answer.
        if (reason == StopReason.ProcessStopping && grant.TryDecide())
            grant.End.SetResult(new JobOutcome.Returned());
    }

    private void End(PoolGrant grant, PoolOutcome outcome)
    {
        lately.Add();
        if (!grant.TryDecide())
        {
            Acknowledge(outcome, PoolVerdict.Stale, Gone);
            return;
        }
        grant.Answer = outcome;
        foreach (var (unit, amount) in outcome.Spent)
            grant.Context?.Spend(unit, amount);
        if (outcome.End is { } end)
            grant.End.SetResult(end);
        else if (grant.Attempt.Reason == StopReason.None)
            grant.End.SetResult(new JobOutcome.Returned());
        else
            grant.End.SetCanceled();
    }

    private void Break(PoolGrant grant, PoolEnd why, string reason)
    {
        if (!grant.TryDecide())
            return;
        if (grant.Attempt.Reason != StopReason.None)
            grant.End.SetCanceled();
        else if (why == PoolEnd.Stopping)
            grant.End.SetResult(new JobOutcome.Returned());
        else
            grant.End.SetResult(JobOutcome.Retry($"worker {Name} {reason}", TimeSpan.Zero));
    }

    private void Told(PoolGrant grant, bool? written)
    {
        if (grant.Answer is not { } answer)
            return;
        if (written is null)
            _ = AnswerAsync([answer], CancellationToken.None).AsTask();
        else if (written == false)
            Acknowledge(answer, PoolVerdict.Stale, Gone);
        else if (answer.Problem is { } problem)
            Acknowledge(answer, PoolVerdict.Invalid, problem);
        else
            Acknowledge(answer, PoolVerdict.Recorded, "");
    }

    private async ValueTask AnswerAsync(List<PoolOutcome> outcomes, CancellationToken ct)
    {
        try
        {
            var written = await PoolStatements.EndedAsync(pool.Database.Source, TenantId, outcomes, ct);
            foreach (var outcome in outcomes)
                Acknowledge(outcome, written.Contains(outcome.JobId) ? PoolVerdict.Recorded : PoolVerdict.Stale, written.Contains(outcome.JobId) ? "" : Gone);
        }
        catch (Exception problem) when (Outage.Is(problem))
        {
            // Not answered: the worker keeps it and sends it again.
            mail.Forget(outcomes.Count);
            await EndAsync(PoolEnd.Left);
        }
    }

    private const string Gone = "the lease is no longer held: the job was cancelled, or went back in line when the worker was gone; nothing was written";

    private void Acknowledge(PoolOutcome outcome, PoolVerdict status, string message)
    {
        if (status == PoolVerdict.Stale)
            Interlocked.Increment(ref refused);
        else if (outcome.End is JobOutcome.Failed or JobOutcome.Retried)
            Interlocked.Increment(ref failed);
        else
            Interlocked.Increment(ref completed);
        mail.Answer(new(outcome.JobId, outcome.LeaseEpoch, status, message));
    }

    private PoolGrant? Release(LeaseKey lease)
    {
        if (!held.TryRemove(lease, out var grant))
            return null;
        Interlocked.Decrement(ref inHand);
        return grant;
    }

    private LeaseKey Lease(Guid jobId, long leaseEpoch) => new(TenantId, jobId, leaseEpoch);
}
