using System.Globalization;
using Workforce.Migrations;
using Workforce.Migrations.Sample;

// Writes the sample veterinary group as files and does nothing else: samples/veterinary-group/README.md.
if (args is ["veterinary-group", var folder, .. var more])
{
    var last = more is [var day, ..] ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
    var days = more is [_, var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 365;
    await SampleFiles.WriteAsync(VeterinaryGroup.Of(last), last.AddDays(1 - days), last, folder, CancellationToken.None);
    return 0;
}

// Runs to completion: prepares the database, then exits 0. The other processes wait for it.
var builder = Host.CreateApplicationBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddSingleton<DatabaseSetup>();
using var host = builder.Build();

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) => (pressed.Cancel, _) = (true, stop.CancelAsync());
return await host.Services.GetRequiredService<DatabaseSetup>().RunAsync(stop.Token);
