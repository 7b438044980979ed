using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Workforce.Jobs;
using Workforce.Jobs.Sample;

if (args is not [var address])
{
    Console.Error.WriteLine("""
        dotnet run --project samples/jobs -- 'Host=127.0.0.1;Username=postgres;Database=shop'

        Puts two orders into the database named, which must be there, and shows what becomes of them. The user named sets up the
        schemas and roles; the rest runs as the roles workforce_engine and workforce_app.
        """);
    return 2;
}

// Once, when a version is rolled out: the engine's schema, and the shop's.
await using (var owner = NpgsqlDataSource.Create(address))
{
    await SqlMigrator.ApplyAsync(owner, JobsMigrations.All, default);
    await using var shop = owner.CreateCommand("""
        create schema if not exists shop;
        create table if not exists shop.charge (number integer primary key, amount numeric not null);
        grant usage on schema shop to workforce_app;
        grant insert on shop.charge to workforce_app;
        """);
    await shop.ExecuteNonQueryAsync();
}

// An application that connects as its own roles names two connection strings instead.
string As(string role) => new NpgsqlConnectionStringBuilder(address) { Options = $"-c role={role}" }.ConnectionString;
var builder = Host.CreateApplicationBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddSingleton(NpgsqlDataSource.Create(As("workforce_app")));
builder.AddWorkforceJobs(options => options.ConnectionString = As("workforce_engine"))
    .AddWorker(catalog => catalog.Add<Order, ChargeHandler>(Shop.Charge).Add<Order, ShipHandler>(Shop.Ship));
using var host = builder.Build();
await host.StartAsync();

var tenant = Guid.CreateVersion7();
var client = host.Services.GetRequiredService<JobClient>();
var first = (int)(DateTimeOffset.UtcNow.ToUnixTimeSeconds() % 1_000_000_000);
foreach (var order in (Order[])[new(first, 19.90m), new(first + 1, 5)])
    // However often this line runs, an order is charged once.
    await client.EnqueueAsync(NewJob.Of(Shop.Charge, order, tenant) with { IdempotencyKey = $"charge:{order.Number}" }, default);

var shipped = 0;
await foreach (var happened in client.EventsAsync(tenant, after: 0, default))
{
    Console.WriteLine($"{happened.Kind,-12} {happened.Type,-10} {happened.Message}".TrimEnd());
    if (happened is { Kind: "shop.ship", Type: "completed" } && ++shipped == 2)
        break;
}
await host.StopAsync();
return 0;
