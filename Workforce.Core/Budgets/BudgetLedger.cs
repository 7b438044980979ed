using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;

namespace Workforce.Core.Budgets;

/// <summary>
/// Reserves before a call and settles after it. Use it on a context of its own, outside of any transaction of the caller's: what is
/// reserved must be seen by others at once, and what was spent stays spent whatever becomes of the caller's work.
/// </summary>
public sealed class BudgetLedger(WorkforceDbContext db, TimeProvider clock)
{
    /// <summary>Reserves in every scope of the caller at once, or in none.</summary>
    /// <param name="tokens">Input and output together, at worst.</param>
    /// <param name="usd">At the model's price.</param>
    /// <param name="holder">The process, for people who look into the table.</param>
    /// <param name="lasts">When it is free again if nobody settles it: longer than the call may take.</param>
    /// <returns>One of the two.</returns>
    public async Task<(BudgetReservation? Reserved, BudgetRefusal? Refused)> ReserveAsync(BudgetCaller caller, long tokens, decimal usd, string holder, TimeSpan lasts, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var reservation = new BudgetReservation(Guid.CreateVersion7(now), caller, DateOnly.FromDateTime(now.UtcDateTime), tokens, usd, now + lasts);
        var tooLittle = (await db.Database.SqlQuery<Short>(
            $"""
            select scope as "Scope", name as "Name", unit as "Unit", cap as "Cap", "left" as "Left" from agents.reserve_budget(
                {reservation.Id}, {reservation.Day}, {caller.TenantId}, {caller.Department}, {caller.AgentId}, {caller.RunId}::uuid,
                {tokens}, {usd}, {holder}, {now}, {reservation.ExpiresAt})
            """).ToListAsync(ct)).SingleOrDefault();
        if (tooLittle is null)
        {
            return (reservation, null);
        }

        var unit = Enum.Parse<BudgetUnit>(tooLittle.Unit, true);
        var scope = Enum.Parse<BudgetScope>(tooLittle.Scope, true);
        var reset = scope == BudgetScope.Run ? (DateTimeOffset?)null : new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
        return (null, new(scope, tooLittle.Name, unit, tooLittle.Cap, tooLittle.Left, unit == BudgetUnit.Tokens ? tokens : usd, reset));
    }

    /// <summary>Gives everything back: the call was never answered for money.</summary>
    public Task ReleaseAsync(BudgetReservation reservation, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"delete from agents.budget_reservation where id = {reservation.Id}", ct);

    /// <summary>
    /// Writes the call down and puts what it used in the place of its reservation, in one transaction; more than was reserved is
    /// recorded as it is, and so is a call whose reservation has run out. Safe to repeat: a call is settled once.
    /// </summary>
    /// <returns>The scopes that it brought to four fifths of their ceiling.</returns>
    public async Task<IReadOnlyList<BudgetAlert>> SettleAsync(BudgetReservation reservation, ModelCall call, IReadOnlyList<ModelMessage> said, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await CallLog.WriteAsync(db, call, said, ct))
        {
            return [];
        }

        var caller = reservation.Caller;
        var alerts = await db.Database.SqlQuery<Alert>(
            $"""
            select day as "Day", scope as "Scope", name as "Name", unit as "Unit", used as "Used", cap as "Cap" from agents.settle_budget(
                {reservation.Id}, {reservation.Day}, {caller.TenantId}, {caller.Department}, {caller.AgentId}, {caller.RunId}::uuid,
                {call.InputTokens + call.OutputTokens}, {call.CostUsd}, {clock.GetUtcNow()})
            """).ToListAsync(ct);
        await transaction.CommitAsync(ct);
        return [.. alerts.Select(alert => new BudgetAlert(alert.Day, Enum.Parse<BudgetScope>(alert.Scope, true), alert.Name, Enum.Parse<BudgetUnit>(alert.Unit, true), alert.Used, alert.Cap))];
    }

    private sealed record Short(string Scope, string Name, string Unit, decimal Cap, decimal Left);

    private sealed record Alert(DateOnly Day, string Scope, string Name, string Unit, decimal Used, decimal Cap);
}
