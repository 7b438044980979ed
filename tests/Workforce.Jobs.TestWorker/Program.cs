// A worker process for tests to kill: it writes down each start of a job in public.started and never ends one.
// Arguments: connection string, worker name. Prints "ready" when its worker is registered.
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Workforce.Jobs;
using Workforce.Jobs.TestWorker;

var builder = Host.CreateEmptyApplicationBuilder(new());
builder.Services.AddSingleton(NpgsqlDataSource.Create(args[0]));
builder.AddWorkforceJobs(options =>
{
    options.ConnectionString = args[0];
    options.WorkerName = args[1];
    options.Concurrency = 100;
}).AddWorker(catalog => catalog.Add<Held, HoldHandler>(HoldHandler.Kind).Add<Held, PoisonHandler>(PoisonHandler.Kind));
var host = builder.Build();
await host.StartAsync();
var health = host.Services.GetRequiredService<HealthCheckService>();
while ((await health.CheckHealthAsync()).Status != HealthStatus.Healthy)
    await Task.Delay(5);
Console.WriteLine("ready");
await host.WaitForShutdownAsync();
