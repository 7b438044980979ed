using System.Globalization;
using Npgsql;

namespace Workforce.Jobs.Sample;

public sealed record Order(int Number, decimal Amount);

/// <summary>What the shop has done, by name. The names are stored with the jobs and stay when the code is rearranged.</summary>
public static class Shop
{
    public static readonly JobKind<Order> Charge = new("shop.charge") { Retry = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5)) };
    public static readonly JobKind<Order> Ship = new("shop.ship") { Priority = 2 };
}

/// <summary>
/// Takes the money and hands on to shipping. The shop's row, the next job and the end of this one are one transaction: whichever
/// process is killed at whichever moment, an order is charged once and shipped once.
/// </summary>
public sealed class ChargeHandler(NpgsqlDataSource shop) : JobHandler<Order>
{
    public override async Task<JobOutcome> HandleAsync(Order payload, JobContext job, CancellationToken ct)
    {
        await job.ReportAsync(10, "asking the bank", ct);
        // The bank of this sample answers the second call only. The first attempt is retried 200 ms later.
        if (job.Attempt == 1)
            return JobOutcome.Retry("the bank does not answer");

        await using var connection = await shop.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // Row-level security: this transaction is the tenant's.
        await using (var tenant = new NpgsqlCommand("select set_config('workforce.tenant_id', $1, true)", connection) { Parameters = { new() { Value = job.TenantId.ToString() } } })
            await tenant.ExecuteNonQueryAsync(ct);
        await using (var charge = new NpgsqlCommand("insert into shop.charge (number, amount) values ($1, $2)", connection) { Parameters = { new() { Value = payload.Number }, new() { Value = payload.Amount } } })
            await charge.ExecuteNonQueryAsync(ct);
        await job.EnqueueNextAsync(Shop.Ship, payload, string.Create(CultureInfo.InvariantCulture, $"ship:{payload.Number}"), connection, ct);
        var done = await job.CompleteAsync(new { payload.Amount }, connection, ct);
        await transaction.CommitAsync(ct);
        return done;
    }
}

public sealed class ShipHandler : JobHandler<Order>
{
    public override Task<JobOutcome> HandleAsync(Order payload, JobContext job, CancellationToken ct) =>
        Task.FromResult(JobOutcome.Complete(new { Parcel = string.Create(CultureInfo.InvariantCulture, $"P{payload.Number:0000}") }));
}
