using Npgsql;
using Workforce.Jobs.Bells;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Schedules;

/// <summary>Puts, reads and controls schedules. One per process.</summary>
public sealed class ScheduleClient
{
    /// <summary>The bell that is rung on every change. No queue can have this name.</summary>
    internal const string Topic = "*schedules";

    private readonly JobsDatabase database;
    private readonly JobClient jobs;
    private readonly Bell bell;

    internal ScheduleClient(JobsDatabase database, JobClient jobs, Bell bell) => (this.database, this.jobs, this.bell) = (database, jobs, bell);

    /// <summary>Stores a schedule, or changes the one of its name. Putting the same again changes nothing.</summary>
    /// <param name="schedule">What is to run when.</param>
    /// <param name="ct">Gives up waiting for the database.</param>
    /// <exception cref="ArgumentException">The schedule is malformed; the message names the member. Nothing was stored.</exception>
    /// <exception cref="InvalidOperationException">A set in code declares it: it is changed there.</exception>
    public Task<ScheduleDetails> PutAsync(NewSchedule schedule, CancellationToken ct) => InTransactionAsync(connection => PutAsync(schedule, connection, ct), ct);

    /// <summary>The same in the transaction the connection is in. Call <see cref="Ring"/> after its commit if the next run may be less than a second away.</summary>
    /// <inheritdoc cref="PutAsync(NewSchedule, CancellationToken)"/>
    /// <param name="connection">With the schedule's tenant set, if its role is bound to one.</param>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1822", Justification = "Callers hold a client and reach all of scheduling through it.")]
    public async Task<ScheduleDetails> PutAsync(NewSchedule schedule, NpgsqlConnection connection, CancellationToken ct)
    {
        ScheduleCheck.ThrowIfBad(schedule);
        var was = await ScheduleStatements.LockAsync(connection, schedule.Job.TenantId, schedule.Name, ct);
        ThrowIfDeclared(was);
        var now = await ScheduleStatements.NowAsync(connection, ct);
        var row = ScheduleRules.Put(was, schedule, null, now);
        if (was is null || !ScheduleRules.Same(was, row))
            await ScheduleStatements.PutAsync(connection, row, ct);
        return ScheduleDetails.Of(row, now, 1);
    }

    /// <summary>
    /// Makes a tenant's schedules of one set exactly these: new ones are added, changed ones changed, those that are no
    /// longer in it removed. One that was put by hand under a name of the set becomes part of it. All or nothing.
    /// </summary>
    /// <param name="tenantId">Whose schedules.</param>
    /// <param name="set">Name of the set, e.g. the department's.</param>
    /// <param name="schedules">All of it.</param>
    /// <param name="ct">Gives up waiting for the database.</param>
    /// <exception cref="ArgumentException">A schedule is malformed; the message names it and the member. Nothing was stored.</exception>
    /// <exception cref="InvalidOperationException">Another set declares one of the names. Nothing was stored.</exception>
    public Task<DeclaredChanges> DeclareAsync(Guid tenantId, string set, IReadOnlyList<NewSchedule> schedules, CancellationToken ct)
    {
        DeclaredSet.ThrowIfBad(tenantId, set, schedules);
        return InTransactionAsync(connection => DeclaredSet.WriteAsync(connection, tenantId, set, schedules, ct), ct);
    }

    /// <summary>One schedule; null: there is none of this tenant.</summary>
    /// <param name="tenantId">Whose schedule.</param>
    /// <param name="name">Its name.</param>
    /// <param name="upcoming">How many next runs to reckon, 1 to 100.</param>
    /// <param name="ct">Gives up waiting for the database.</param>
    public Task<ScheduleDetails?> GetAsync(Guid tenantId, string name, int upcoming, CancellationToken ct) => ScheduleQueries.GetAsync(database.Source, tenantId, name, upcoming, ct);

    /// <summary>Schedules by name, a page at a time.</summary>
    public Task<SchedulePage> ListAsync(Guid tenantId, ScheduleFilter filter, CancellationToken ct) => ScheduleQueries.ListAsync(database.Source, tenantId, filter, ct);

    /// <summary>No run until the time, then on by itself; runs of the meantime are passed over. A pause outlasts every change of the schedule.</summary>
    /// <param name="tenantId">Whose schedule.</param>
    /// <param name="name">Its name.</param>
    /// <param name="until">By the database's clock; null: until it is resumed.</param>
    /// <param name="reason">For whoever wonders; null: none.</param>
    /// <param name="ct">Gives up waiting for the database.</param>
    /// <returns>Null: there is none of this tenant.</returns>
    /// <exception cref="ArgumentException">The time has passed.</exception>
    public Task<ScheduleDetails?> PauseAsync(Guid tenantId, string name, DateTimeOffset? until, string? reason, CancellationToken ct) =>
        ChangeAsync(tenantId, name, (row, now) => until <= now
            ? throw new ArgumentException($"until {until:O} has passed: it is {now:O}.", nameof(until))
            : ScheduleRules.Pause(row, until?.ToUniversalTime(), reason, now), ct);

    /// <summary>Ends a pause. The next run is the first after this moment; nothing of the pause is made up for.</summary>
    /// <returns>Null: there is none of this tenant.</returns>
    public Task<ScheduleDetails?> ResumeAsync(Guid tenantId, string name, CancellationToken ct) => ChangeAsync(tenantId, name, ScheduleRules.Resume, ct);

    /// <summary>
    /// Enqueues a run at once, paused or not; the times of the others stay. While the job of the run before has not
    /// finished, the schedule's policy decides: skip and queue one answer with that job, allow and replace do as they say.
    /// </summary>
    /// <returns>The job, <see cref="EnqueueResult.Existing"/> when it was there; null: there is no such schedule of this tenant.</returns>
    public async Task<EnqueueResult?> RunNowAsync(Guid tenantId, string name, CancellationToken ct)
    {
        var run = await InTransactionAsync(connection => RunNow.WriteAsync(connection, jobs, tenantId, name, ct), ct);
        if (run is null)
            return null;
        if (run.Cancelled)
            bell.Ring(Bell.Leases);
        jobs.Ring(run.Queue);
        return run.Job;
    }

    /// <summary>Removes a schedule; jobs it has enqueued go on.</summary>
    /// <returns>False: there is none of this tenant.</returns>
    /// <exception cref="InvalidOperationException">A set in code declares it: it is removed there.</exception>
    public Task<bool> DeleteAsync(Guid tenantId, string name, CancellationToken ct) => InTransactionAsync(connection => DeleteAsync(tenantId, name, connection, ct), ct);

    /// <summary>The same in the transaction the connection is in.</summary>
    /// <inheritdoc cref="DeleteAsync(Guid, string, CancellationToken)"/>
    /// <param name="connection">With the tenant set, if its role is bound to one.</param>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1822", Justification = "Callers hold a client and reach all of scheduling through it.")]
    public async Task<bool> DeleteAsync(Guid tenantId, string name, NpgsqlConnection connection, CancellationToken ct)
    {
        if (await ScheduleStatements.LockAsync(connection, tenantId, name, ct) is not { } row)
            return false;
        ThrowIfDeclared(row);
        await ScheduleStatements.DeleteAsync(connection, row, ct);
        return true;
    }

    /// <summary>Has every worker look at the schedules now. Call it after the commit of a transaction that changed one.</summary>
    public void Ring() => bell.Ring(Topic);

    private Task<ScheduleDetails?> ChangeAsync(Guid tenantId, string name, Func<ScheduleRow, DateTimeOffset, ScheduleRow> change, CancellationToken ct) =>
        InTransactionAsync(async connection =>
        {
            if (await ScheduleStatements.LockAsync(connection, tenantId, name, ct) is not { } row)
                return null;
            var now = await ScheduleStatements.NowAsync(connection, ct);
            row = change(row, now);
            await ScheduleStatements.AdvanceAsync(connection, [row], ct);
            return ScheduleDetails.Of(row, now, 1);
        }, ct);

    private async Task<T> InTransactionAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var result = await work(connection);
        await transaction.CommitAsync(ct);
        Ring();
        return result;
    }

    private static void ThrowIfDeclared(ScheduleRow? row)
    {
        if (row?.DeclaredBy is { } set)
            throw new InvalidOperationException($"Schedule '{row.Name}' is declared in code by set '{set}': change it there, or pause it.");
    }
}
