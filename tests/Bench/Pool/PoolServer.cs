using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Npgsql;
using Workforce.Core.Identity;
using Workforce.Core.Migrations;
using Workforce.Jobs;

namespace Bench.Pool;

/// <summary>The product's worker process with its pool, on a database of a run.</summary>
internal sealed class PoolServer : IAsyncDisposable
{
    private readonly Process process;

    private PoolServer(Process process, string address, string key) => (this.process, Address, Key) = (process, address, key);

    public string Address { get; }

    public string Key { get; }

    public static async Task<PoolServer> StartAsync(Settings database, CancellationToken ct)
    {
        var key = ApiKeySecret.New();
        await using (var owner = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.Connection) { Pooling = false }))
        {
            await SqlMigrator.ApplyAsync(owner, CoreMigrations.All, ct);
            await using var command = owner.CreateCommand("""
                with company as (insert into identity.tenant (id, name) values ($1, 'Bench') returning id),
                person as (insert into identity.person (id, tenant_id, email, normalized_email, display_name, role, security_stamp, concurrency_stamp)
                    select gen_random_uuid(), id, 'bench@example.com', 'BENCH@EXAMPLE.COM', 'Bench', 'manager', 's', 'c' from company returning id, tenant_id)
                insert into identity.api_key (id, tenant_id, user_id, name, prefix, hash, scopes, expires_at)
                select gen_random_uuid(), tenant_id, id, 'bench', 'wf_bench', $2, '{worker}', now() + interval '1 day' from person
                """);
            command.Parameters.Add(new() { Value = Peer.BenchJob.Tenant });
            command.Parameters.Add(new() { Value = ApiKeySecret.HashOf(key) });
            await command.ExecuteNonQueryAsync(ct);
        }
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(PoolServer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Workers").Value!);
        start.Environment["WorkerPool__Port"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{FreePort()}";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        start.Environment["ConnectionStrings__workforce"] = As(database.Connection, "workforce_app");
        start.Environment["ConnectionStrings__jobs"] = As(database.Connection, "workforce_engine");
        start.Environment["ConnectionStrings__cache"] = database.Redis ?? $"127.0.0.1:{FreePort()}";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("fail:", StringComparison.Ordinal) == true)
                Console.Error.WriteLine(line.Data);
        };
        process.BeginOutputReadLine();
        var server = new PoolServer(process, $"http://127.0.0.1:{port}", key);
        await server.UntilListeningAsync(port, ct);
        return server;
    }

    /// <summary>Resident memory in MiB, and CPU seconds so far.</summary>
    public (double Rss, double Cpu) Usage()
    {
        process.Refresh();
        return (process.WorkingSet64 / 1024.0 / 1024, process.TotalProcessorTime.TotalSeconds);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task UntilListeningAsync(int port, CancellationToken ct)
    {
        for (var start = Clock.Now; ; await Task.Delay(20, ct))
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, port, ct);
                return;
            }
            catch (SocketException) when (Clock.SecondsSince(start) < 30 && !process.HasExited)
            {
                // Not yet.
            }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string As(string connection, string role) => new NpgsqlConnectionStringBuilder(connection) { Options = $"-c role={role}" }.ConnectionString;
}
