using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Workforce.Contracts.WorkerPool.V1;

namespace Workforce.Workers.Tests.Pool.Interop;

/// <summary>The employees of samples/ at a real pool, doing what their READMEs say.</summary>
public sealed class SampleTests
{
    [Theory]
    [InlineData("samples/worker-python", ClientProgram.Python, "-m", "unittest", "discover", "tests")]
    [InlineData("samples/worker-node", "npm", "test", "--silent")]
    public async Task Their_own_tests_pass(string folder, params string[] command)
    {
        await using var tests = ClientProgram.Start(folder, null, command);

        var (code, output) = await tests.EndAsync();

        Assert.True(code == 0, output + tests.Errors);
        Assert.Matches("(?m)^(Ran [1-9]|# pass [1-9])", output + "\n" + tests.Errors);
    }

    [Fact]
    public async Task A_receipt_is_read_and_the_worker_leaves_when_it_is_told_to()
    {
        await using var host = await PoolHost.StartAsync();
        var (_, key) = await host.KeyAsync("worker:receipt_ocr");
        await using var worker = SampleWorker.Start("python", key, host.Address);

        var (code, output, told) = await SampleWorker.GiveAsync("python", key, host.Address, "../receipts/blue-heron-cafe.png");

        Assert.True(code == 0, told);
        var read = JsonNode.Parse(output)!;
        Assert.Equal(
            ("Blue Heron Cafe", "2026-10-25", "53.05", "USD"),
            ((string)read["merchant"]!, (string)read["date"]!, (string)read["total"]!, (string)read["currency"]!));
        worker.Terminate();
        Assert.Equal(0, (await worker.EndAsync()).Code);
    }

    [Fact]
    public async Task A_calendar_is_checked_and_the_worker_leaves_when_it_is_told_to()
    {
        await using var host = await PoolHost.StartAsync();
        var (_, key) = await host.KeyAsync("worker:calendar");
        await using var worker = SampleWorker.Start("node", key, host.Address);

        var (code, output, told) = await SampleWorker.GiveAsync("node", key, host.Address, "test/team.ics");

        Assert.True(code == 0, told);
        Assert.Equal(
            [(17, "end-before-start", "3.8.2.2"), (24, "overlap", "3.8.1.11"), (30, "unknown-zone", "3.2.19")],
            JsonNode.Parse(output)!["findings"]!.AsArray().Select(finding => ((int)finding!["line"]!, (string)finding["rule"]!, (string)finding["section"]!)));
        worker.Terminate();
        Assert.Equal(0, (await worker.EndAsync()).Code);
    }

    [Theory]
    [InlineData("python", "README.md", "content_base64: is neither a PNG, nor a JPEG, nor a PDF.")]
    [InlineData("node", "README.md", "content: is not a calendar: it has no line BEGIN:VCALENDAR.")]
    public async Task A_file_of_another_kind_fails_for_good_with_the_field_named(string language, string file, string message)
    {
        await using var host = await PoolHost.StartAsync();
        var (_, key) = await host.KeyAsync();
        await using var worker = SampleWorker.Start(language, key, host.Address);

        var (code, _, told) = await SampleWorker.GiveAsync(language, key, host.Address, file);

        Assert.Equal(1, code);
        Assert.Contains(message, told, StringComparison.Ordinal);
        Assert.Equal(1, await host.QueryAsync<short>("select attempt from jobs.job_history where state = 'failed'"));
    }

    [Fact]
    public async Task A_receipt_whose_reader_is_killed_is_read_by_another()
    {
        await using var host = await PoolHost.StartAsync();
        var (_, key) = await host.KeyAsync();
        await using var first = SampleWorker.Start("python", key, host.Address);
        var given = SampleWorker.GiveAsync("python", key, host.Address, "../receipts/inkwell-paper.pdf");
        await first.SaysAsync("begins");
        first.Kill();

        await using var second = SampleWorker.Start("python", key, host.Address);

        var (code, output, told) = await given;
        Assert.True(code == 0, told);
        Assert.Equal("128.40", (string)JsonNode.Parse(output)!["total"]!);
        Assert.Contains("attempt 2 of 3", second.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("python", "../receipts/blue-heron-cafe.png")]
    [InlineData("node", "test/team.ics")]
    public async Task A_worker_goes_on_at_another_replica_when_its_own_stops(string language, string file)
    {
        await using var stays = await PoolHost.StartAsync();
        var stops = await PoolHost.StartAsync(beside: stays);
        var (_, key) = await stays.KeyAsync();
        await using var worker = await SampleWorker.StartAtAsync(stays, stops.Address, language, key, $"{stays.Address},{stops.Address}");
        await stops.DisposeAsync();

        var (code, output, told) = await SampleWorker.GiveAsync(language, key, stays.Address, file);

        Assert.True(code == 0, told + output);
    }

    [Theory]
    [InlineData("python", "../receipts/blue-heron-cafe.png")]
    [InlineData("node", "test/team.ics")]
    public async Task A_worker_trusts_the_certificate_it_is_given_and_no_other(string language, string file)
    {
        var folder = Directory.CreateTempSubdirectory("pool-tls-");
        try
        {
            var (certificate, trusted) = Certificate(folder.FullName, "pool");
            var (_, other) = Certificate(folder.FullName, "other");
            await using var host = await PoolHost.StartAsync(
                new() { ["Kestrel:Certificates:Default:Path"] = certificate, ["Kestrel:Certificates:Default:Password"] = "for tests only" }, scheme: "https");
            var (_, key) = await host.KeyAsync();
            await using var worker = SampleWorker.Start(language, key, host.Address, "--ca", trusted);

            Assert.Equal(0, (await SampleWorker.GiveAsync(language, key, host.Address, file, "--ca", trusted)).Code);
            Assert.Equal(1, (await SampleWorker.GiveAsync(language, key, host.Address, file, "--ca", other)).Code);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("python", "python 3.", "receipt_ocr.read")]
    [InlineData("node", "node ", "calendar.check")]
    public async Task A_worker_that_a_person_drains_ends_in_good_order(string language, string runs, string kind)
    {
        await using var host = await PoolHost.StartAsync();
        var (_, key) = await host.KeyAsync("worker", "admin");
        await using var worker = SampleWorker.Start(language, key, host.Address, "--name", "desk 7");
        await host.UntilAsync("select exists (select from jobs.attached_worker where detached_at is null)");
        var control = new WorkerControl.WorkerControlClient(host.Channel());

        var attached = Assert.Single((await control.ListWorkersAsync(new(), PoolHost.With(key))).Workers);
        await control.DrainWorkerAsync(new() { WorkerId = attached.WorkerId }, PoolHost.With(key));

        Assert.Equal(("desk 7", kind, 1), (attached.Name, attached.Kinds.Single(), attached.Slots));
        Assert.StartsWith(runs, attached.Language, StringComparison.Ordinal);
        Assert.Equal(0, (await worker.EndAsync()).Code);
        Assert.Contains("asked to finish and to stay away", worker.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("python")]
    [InlineData("node")]
    public async Task A_worker_with_a_bad_key_ends_and_says_what_to_do(string language)
    {
        await using var host = await PoolHost.StartAsync();
        await using var worker = SampleWorker.Start(language, "wf_bad", host.Address);

        Assert.Equal(2, (await worker.EndAsync()).Code);
        Assert.Contains("The API key is unknown, revoked or has ended. Make another in Settings, API keys. (UNAUTHENTICATED)", worker.Log, StringComparison.Ordinal);
    }

    private static (string Certificate, string Trusted) Certificate(string folder, string name)
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var (pfx, pem) = (Path.Combine(folder, $"{name}.pfx"), Path.Combine(folder, $"{name}.pem"));
        File.WriteAllBytes(pfx, certificate.Export(X509ContentType.Pfx, "for tests only"));
        File.WriteAllText(pem, certificate.ExportCertificatePem());
        return (pfx, pem);
    }
}
