// A service that behaves as its variables tell it: what the tests of the app host start, watch, stop and kill.
using System.Diagnostics;

string? Told(string name) => Environment.GetEnvironmentVariable(name);

Console.WriteLine($"{Told("OTEL_SERVICE_NAME")} starts");
if (Told("EXIT_AT_ONCE") is { Length: > 0 } code)
{
    Console.Error.WriteLine($"ends with {code}");
    return int.Parse(code);
}

if (Told("LEAVE_BEHIND") is { Length: > 0 } seconds)
{
    Process.Start("sleep", seconds);
}

var app = WebApplication.CreateBuilder(args).Build();
var healthy = Told("HEALTHY") != "no";
app.MapGet("/health", () => healthy ? Results.Ok() : Results.StatusCode(503));
app.MapPost("/healthy/{now}", (bool now) => { healthy = now; });
app.MapGet("/environment", () => Environment.GetEnvironmentVariables());
app.MapGet("/arguments", () => args);
app.MapGet("/process", () => Environment.ProcessId);
app.MapPost("/crash/{exitCode}", (int exitCode) => Environment.Exit(exitCode));
app.Lifetime.ApplicationStopping.Register(() => Console.WriteLine("stops in good order"));
if (Told("STUBBORN") == "yes")
{
    app.Lifetime.ApplicationStopping.Register(() => Thread.Sleep(Timeout.Infinite));
}

app.Run();
return 0;
