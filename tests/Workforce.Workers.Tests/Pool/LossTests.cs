using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Workforce.Contracts.WorkerPool.V1;
using Workforce.Jobs.History.Servers;
using Workforce.Jobs.Pool;
using Workforce.Testing;

namespace Workforce.Workers.Tests.Pool;

/// <summary>What becomes of work when a connection, a client or a server is gone, and who is let in over which connection.</summary>
public sealed class LossTests
{
    [Fact]
    public async Task A_half_open_connection_loses_its_jobs_within_the_heartbeat_bound()
    {
        await using var host = await PoolHost.StartAsync(new() { ["WorkerPool:Heartbeat"] = "00:00:00.3", ["WorkerPool:LostAfter"] = "00:00:01" });
        var (_, key) = await host.KeyAsync();
        await using var wire = new Network(new Uri(host.Address).Port);
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{wire.Port}");
        using var stream = await PoolStream.AttachAsync(new(channel), key);
        await host.Client().EnqueueAsync(new() { Kind = "scan.read", PayloadJson = "1" }, PoolHost.With(key));
        await stream.NextAsync<Grant>();
        var since = TimeProvider.System.GetTimestamp();
        // Neither side is told: no packet comes through any more.
        wire.Hang();
        await host.UntilAsync("select exists (select from jobs.job where state = 'retrying' and errors->0->>'error' = 'worker tester said nothing for 1 s')");
        Assert.InRange(TimeProvider.System.GetElapsedTime(since).TotalSeconds, 0.6, 3);
    }

    [Fact]
    public async Task A_worker_that_sends_no_heartbeat_is_told_why_it_was_let_go()
    {
        await using var host = await PoolHost.StartAsync(new() { ["WorkerPool:Heartbeat"] = "00:00:00.1", ["WorkerPool:LostAfter"] = "00:00:00.4" });
        var (_, key) = await host.KeyAsync();
        using var stream = await PoolStream.AttachAsync(host.Client(), key);
        var fault = await stream.FailsAsync();
        Assert.Equal((StatusCode.Unavailable, "Nothing was heard from this worker for 0.4 s; what it had in hand is back in line. Attach again, and send heartbeats."), (fault.StatusCode, fault.Status.Detail));
    }

    [Fact]
    public async Task A_worker_that_never_reads_is_given_no_more_than_its_slots_and_is_let_go()
    {
        await using var host = await PoolHost.StartAsync(new() { ["WorkerPool:Heartbeat"] = "00:00:00.2", ["WorkerPool:LostAfter"] = "00:00:01" });
        var (tenant, key) = await host.KeyAsync();
        var payload = $"\"{new string('x', 100_000)}\"";
        await host.Jobs.EnqueueManyAsync([.. Enumerable.Range(0, 100).Select(_ => new Jobs.NewJob { Kind = "scan.read", PayloadJson = payload, TenantId = tenant })], default);
        using var deaf = PoolStream.Open(host.Client(), key);
        await deaf.SayAsync(new() { Hello = PoolStream.Hello(20) });
        await host.UntilAsync("select count(*) = 20 from jobs.job where state = 'processing'");
        await host.UntilAsync("select count(*) = 20 from jobs.job where errors->0->>'error' = 'worker tester said nothing for 1 s'");
        Assert.Equal(80, await host.QueryAsync<long>("select count(*) from jobs.job where state = 'pending' and attempt = 0"));
    }

    [Fact]
    public async Task A_database_that_hangs_costs_no_worker_its_place()
    {
        await using var wire = new Network(new Npgsql.NpgsqlConnectionStringBuilder(await TestServers.PostgresAsync()).Port);
        await using var host = await PoolHost.StartAsync(new() { ["WorkerPool:Heartbeat"] = "00:00:00.2", ["WorkerPool:LostAfter"] = "00:00:01" }, enginePort: wire.Port);
        var (_, key) = await host.KeyAsync();
        using var stream = await PoolStream.AttachAsync(host.Client(), key);
        wire.Hang();
        // Two seconds of them, each answered by one.
        for (var n = 0; n < 10; n++)
        {
            await stream.NextAsync<Heartbeat>();
            await stream.SayAsync(new() { Heartbeat = new() });
        }
        wire.Heal();
        await host.Client().EnqueueAsync(new() { Kind = "scan.read", PayloadJson = "1" }, PoolHost.With(key));
        Assert.Equal("1", (await stream.NextAsync<Grant>()).PayloadJson);
        Assert.Equal(1, await host.QueryAsync<long>("select count(*) from jobs.attached_worker where detached_at is null"));
    }

    [Fact]
    public async Task A_detached_worker_is_told_so()
    {
        await using var host = await PoolHost.StartAsync();
        var (tenant, key) = await host.KeyAsync();
        using var stream = await PoolStream.AttachAsync(host.Client(), key);
        var id = await host.QueryAsync<Guid>("select id from jobs.attached_worker");
        Assert.True(await host.Services.GetRequiredService<PoolClient>().DetachAsync(tenant, id, default));
        var fault = await stream.FailsAsync();
        Assert.Equal((StatusCode.Unavailable, "A person detached this worker. What it had in hand is back in line."), (fault.StatusCode, fault.Status.Detail));
    }

    [Fact]
    public async Task A_key_that_is_revoked_ends_the_streams_it_had_opened()
    {
        await using var host = await PoolHost.StartAsync(new() { ["WorkerPool:CheckKeys"] = "00:00:00.2" });
        var (tenant, key) = await host.KeyAsync();
        var other = await host.KeyOfAsync(tenant);
        using var stream = await PoolStream.AttachAsync(host.Client(), key);
        using var stays = await PoolStream.AttachAsync(host.Client(), other);
        await host.ExecuteAsync("update identity.api_key set revoked_at = now() where hash = $1", Core.Identity.ApiKeySecret.HashOf(key));
        var fault = await stream.FailsAsync();
        Assert.Equal((StatusCode.Unauthenticated, "The API key is unknown, revoked or has ended. Make another in Settings, API keys."), (fault.StatusCode, fault.Status.Detail));
        await host.Client().EnqueueAsync(new() { Kind = "scan.read", PayloadJson = "1" }, PoolHost.With(other));
        Assert.Equal("1", (await stays.NextAsync<Grant>()).PayloadJson);
    }

    [Fact]
    public async Task Workers_are_seen_and_steered_by_whoever_may_from_any_replica()
    {
        await using var first = await PoolHost.StartAsync();
        await using var second = await PoolHost.StartAsync(beside: first);
        var (tenant, key) = await first.KeyAsync();
        var admin = PoolHost.With(await first.KeyOfAsync(tenant, "admin"));
        var (_, stranger) = await first.KeyAsync("admin");
        using var stream = await PoolStream.AttachAsync(first.Client(), key, PoolStream.Hello(3));
        var control = new WorkerControl.WorkerControlClient(second.Channel());

        var seen = Assert.Single((await control.ListWorkersAsync(new(), admin)).Workers);
        Assert.Equal(("tester", "csharp 14", "1.2.3", 3, 0, false, "scan.read"), (seen.Name, seen.Language, seen.Version, seen.Slots, seen.JobsInHand, seen.Draining, seen.Kinds.Single()));
        Assert.Equal(new Stats { Workers = 1, Slots = 3 }, await control.GetStatsAsync(new(), admin));
        Assert.Empty((await control.ListWorkersAsync(new(), PoolHost.With(stranger))).Workers);
        var fault = await Assert.ThrowsAsync<RpcException>(async () => await control.ListWorkersAsync(new(), PoolHost.With(key)));
        Assert.Equal((StatusCode.PermissionDenied, "The API key may not steer workers. Use one with the scope 'admin'."), (fault.StatusCode, fault.Status.Detail));
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(async () => await control.DrainWorkerAsync(new() { WorkerId = seen.WorkerId }, PoolHost.With(stranger)))).StatusCode);

        await control.PauseAsync(new() { Scope = new() { Queue = "scan" }, Reason = "paper jam" }, admin);
        await first.Client().EnqueueAsync(new() { Kind = "scan.read", PayloadJson = "1" }, PoolHost.With(key));
        Assert.Equal("scan paper jam", await first.QueryAsync<string>("select name || ' ' || reason from jobs.pause where tenant_id = $1", tenant));
        await control.ResumeAsync(new() { Scope = new() { Queue = "scan" } }, admin);
        var job = await stream.NextAsync<Grant>();
        await control.DrainWorkerAsync(new() { WorkerId = seen.WorkerId }, admin);
        Assert.Equal(Drain.Types.Reason.Requested, (await stream.NextAsync<Drain>()).Reason);
        await stream.EndAsync(new Outcome { JobId = job.JobId, LeaseEpoch = job.LeaseEpoch, Completed = new() });
        Assert.Equal(Acknowledgement.Types.Status.Recorded, (await stream.NextAsync<Acknowledgement>()).Status);
        await control.DetachWorkerAsync(new() { WorkerId = seen.WorkerId }, admin);
        Assert.Equal(StatusCode.Unavailable, (await stream.FailsAsync()).StatusCode);
        Assert.Equal(["job.pause", "job.resume", "worker.drain", "worker.detach"], await first.QueryAsync<string[]>("select array_agg(action order by id) from identity.audit_entry where tenant_id = $1", tenant));
    }

    [Fact]
    public async Task Over_tls_a_worker_attaches_as_over_plain_text()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var (certificate, path) = Certificate(folder.FullName);
            using (certificate)
            {
                await using var host = await PoolHost.StartAsync(
                    new() { ["Kestrel:Certificates:Default:Path"] = path, ["Kestrel:Certificates:Default:Password"] = "for tests only" }, scheme: "https");
                var (_, key) = await host.KeyAsync();
                using var channel = GrpcChannel.ForAddress(host.Address, new()
                {
                    HttpHandler = new SocketsHttpHandler
                    {
                        SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString() },
                    },
                });
                using var stream = await PoolStream.AttachAsync(new(channel), key);
                await new WorkerPool.WorkerPoolClient(channel).EnqueueAsync(new() { Kind = "scan.read", PayloadJson = "1" }, PoolHost.With(key));
                Assert.Equal("1", (await stream.NextAsync<Grant>()).PayloadJson);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("192.168.1.4", false)]
    [InlineData("2001:db8::1", false)]
    public void Plain_text_is_taken_from_this_machine_only(string address, bool taken) =>
        Assert.Equal(taken, Workers.Pool.PoolSetup.IsLoopback(System.Net.IPAddress.Parse(address)));

    [Theory]
    [InlineData("", "http://localhost:5000")]
    [InlineData("urls=http://127.0.0.1:81;http://127.0.0.1:82", "http://127.0.0.1:81 http://127.0.0.1:82")]
    [InlineData("ASPNETCORE_URLS=http://127.0.0.1:83", "http://127.0.0.1:83")]
    [InlineData("http_ports=8080", "http://*:8080")]
    public void The_pools_address_comes_besides_those_the_process_has(string said, string others)
    {
        // As an environment says it: a name, the first equals sign, a value.
        var settings = said.Split('=', 2) is [var key, var value] ? new Dictionary<string, string?> { [key] = value } : [];
        Assert.Equal(others.Split(' '), Workers.Pool.PoolSetup.Others(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()));
    }

    private static (X509Certificate2 Certificate, string Path) Certificate(string folder)
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddDays(1));
        var path = Path.Combine(folder, "pool.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pfx, "for tests only"));
        return (certificate, path);
    }
}
