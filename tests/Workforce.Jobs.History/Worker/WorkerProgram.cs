using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Workforce.Jobs.History.Planning;
using Workforce.Jobs.History.Recording;

namespace Workforce.Jobs.History.Worker;

/// <summary>
/// A worker process. It says "ready" when its host has started, takes "step MILLISECONDS" for its clock on standard input, and
/// ends with SIGTERM or with that input, so that none outlives whoever started it.
/// </summary>
internal static class WorkerProgram
{
    public static async Task<int> RunAsync(WorkerSettings settings, CancellationToken ct)
    {
        using var file = new RunFile(Path.Combine(settings.Folder, $"{settings.Name}.runs"));
        await using var app = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(settings.Connection) { Username = "workforce_app" });
        var clock = new SteppedClock();
        var builder = Host.CreateEmptyApplicationBuilder(new());
        using var log = new LogFile(Path.Combine(settings.Folder, $"{settings.Name}.log"));
        builder.Logging.AddProvider(log);
        builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton(settings).AddSingleton(file).AddSingleton(app);
        builder.AddWorkforceJobs(options =>
        {
            options.ConnectionString = settings.Connection;
            options.WorkerName = settings.Name;
            WorkerSettings.Configure(options);
        }).AddWorker(catalog =>
        {
            foreach (var kind in OperationGenerator.Kinds)
                catalog.Add<Work, ScriptHandler>(ScriptHandler.Kind(kind));
            catalog.Add<Work, ScriptHandler>(ScriptHandler.Child);
        });
        using var host = builder.Build();
        await host.StartAsync(CancellationToken.None);
        Console.WriteLine("ready");
        var stopping = host.WaitForShutdownAsync(ct);
        _ = Task.Run(async () =>
        {
            while (await Console.In.ReadLineAsync(CancellationToken.None) is { } line)
                if (line.Split(' ') is ["step", var milliseconds])
                    clock.Step(TimeSpan.FromMilliseconds(long.Parse(milliseconds)));
            await host.StopAsync(CancellationToken.None);
        }, CancellationToken.None);
        await stopping;
        return 0;
    }
}
