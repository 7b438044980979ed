using Workforce.Migrations;

// Runs to completion: prepares the database, then exits 0. The other processes wait for it.
var builder = Host.CreateApplicationBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddSingleton<DatabaseSetup>();
using var host = builder.Build();

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) => (pressed.Cancel, _) = (true, stop.CancelAsync());
return await host.Services.GetRequiredService<DatabaseSetup>().RunAsync(stop.Token);
