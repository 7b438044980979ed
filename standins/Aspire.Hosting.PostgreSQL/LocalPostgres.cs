using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;

namespace Aspire.Hosting.Postgres;

/// <summary>A Postgres server of the application's own: own files, own port on the loopback address, passwords by SCRAM.</summary>
internal sealed class LocalPostgres(PostgresServerResource server)
{
    private const int MaxConnections = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private bool prepared;

    public async Task<ProcessPlan> PlanAsync(LocalServerContext context, CancellationToken cancellationToken)
    {
        var kept = server.Annotations.OfType<DataKeptAnnotation>().LastOrDefault();
        var folder = kept?.Source ?? Path.Combine(context.Folder, server.Name);
        if (!prepared && kept is null)
        {
            PostgresFiles.Delete(folder);
        }

        var installed = PostgresPrograms.Installed(Environment.GetEnvironmentVariable("PATH") ?? "", program => Version(program, cancellationToken));
        var programs = PostgresPrograms.Choose(installed, PostgresFiles.WrittenBy(folder), folder);
        var account = Environment.IsPrivilegedProcess ? Account.Unprivileged(await File.ReadAllLinesAsync("/etc/passwd", cancellationToken).ConfigureAwait(false), "postgres", await PostgresFiles.OwnerAsync(folder, cancellationToken).ConfigureAwait(false)) : null;
        var files = new PostgresFiles(folder, programs, account, context.Say);
        prepared = true;
        await files.MakeAsync(server, cancellationToken).ConfigureAwait(false);
        await files.ClearLockAsync(Patience, cancellationToken).ConfigureAwait(false);
        var reachable = await files.IsReachableAsync(folder, cancellationToken).ConfigureAwait(false);
        return new()
        {
            Command = Path.Combine(programs.Folder, "postgres"),
            Arguments =
            [
                "-D", reachable ? folder : ProcessPlan.HandedOver,
                "-p", context.Port.ToString(CultureInfo.InvariantCulture),
                "-c", $"listen_addresses={Endpoints.Loopback}",
                // Sockets would lie in a folder that other servers share.
                "-c", "unix_socket_directories=",
                "-c", $"max_connections={MaxConnections}",
                "-c", $"cluster_name={server.Name}",
                "-c", "log_checkpoints=off",
                "-c", "logging_collector=off",
            ],
            WorkingDirectory = "/",
            Handed = reachable ? null : folder,
            // Fast shutdown: open sessions are ended, nothing that was committed is lost. SIGTERM would wait for the sessions.
            StopSignal = "INT",
            RunAs = account,
        };
    }

    private static string Version(string program, CancellationToken cancellationToken)
    {
        var (_, output) = Tool.RunAsync(new() { Command = program, Arguments = ["--version"], WorkingDirectory = "/" }, cancellationToken).GetAwaiter().GetResult();
        return output;
    }
}
