using System.Text.Json.Nodes;
using Workforce.Contracts.WorkerPool.V1;

namespace Workforce.Workers.Tests.Pool.Interop;

/// <summary>Programs on gRPC libraries of other languages, as their authors publish them: the wire is the only thing that we share.</summary>
public sealed class InteropTests
{
    public static TheoryData<string> Languages => Probe.Languages;

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_worker_attaches_is_given_a_job_tells_how_far_it_is_and_ends_it(string language)
    {
        await using var host = await PoolHost.StartAsync();
        var (_, key) = await host.KeyAsync();
        await using var probe = await Probe.StartAsync(language, host.Address);
        await probe.AttachAsync(key, slots: 2, kinds: "scan.read");
        var id = await EnqueueAsync(probe, key, """{"page":"Größe 7 €"}""");

        var grant = (await probe.NextAsync("grants"))["grants"]![0]!;
        Assert.Equal((id, "scan.read", """{"page":"Größe 7 €"}""", 1), ((string)grant["jobId"]!, (string)grant["kind"]!, Compact((string)grant["payloadJson"]!), (int)grant["attempt"]!));
        await probe.SayAsync(new { progress = Leased(grant, ("percent", 40), ("message", "Turned page 2")) });
        await probe.SayAsync(new { log = Leased(grant, ("level", "LOG_LEVEL_WARNING"), ("message", "Stain on page 2")) });
        await EndAsync(probe, grant, "completed", new { resultJson = """{"words":3}""" });

        Assert.Equal((id, "STATUS_RECORDED"), await AcknowledgedAsync(probe));
        var job = (await GetAsync(probe, key, id))["reply"]!;
        Assert.Equal(("JOB_STATE_COMPLETED", """{"words":3}"""), ((string)job["state"]!, Compact((string)job["resultJson"]!)));
        await host.UntilAsync("select exists (select from jobs.event where job_ids = array[$1] and level is not null and message = 'probe: Stain on page 2')", Guid.Parse(id));
        await probe.SayAsync(new { leaving = new { } });
        await probe.CloseAsync();
        Assert.Equal("OK", (string)(await probe.NextAsync())["end"]!);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_worker_is_given_no_more_than_its_slots_and_the_next_when_one_is_free(string language)
    {
        await using var host = await PoolHost.StartAsync();
        var (_, key) = await host.KeyAsync();
        await using var probe = await Probe.StartAsync(language, host.Address);
        foreach (var _ in Enumerable.Range(0, 3))
            await EnqueueAsync(probe, key);
        await probe.AttachAsync(key, slots: 2, kinds: "scan.read");

        var held = new List<JsonNode>();
        while (held.Count < 2)
            held.AddRange((await probe.NextAsync("grants"))["grants"]!.AsArray().Select(grant => grant!));
        Assert.Equal(2, held.Count);
        await EndAsync(probe, held[0], "completed", new { });
        // The slot is free when the outcome has come; that it is recorded may be told before the next job or after.
        var told = new[] { (await probe.NextAsync())["message"]!, (await probe.NextAsync())["message"]! };
        Assert.Equal((string)held[0]["jobId"]!, (string)told.Single(one => one["acknowledgements"] is not null)["acknowledgements"]!["acknowledgements"]![0]!["jobId"]!);
        var third = (string)told.Single(one => one["grants"] is not null)["grants"]!["grants"]!.AsArray().Single()!["jobId"]!;
        Assert.DoesNotContain(third, held.Select(grant => (string)grant["jobId"]!));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_job_that_is_cancelled_is_cancelled_at_the_worker(string language)
    {
        await using var host = await PoolHost.StartAsync();
        var (_, key) = await host.KeyAsync();
        await using var probe = await Probe.StartAsync(language, host.Address);
        await probe.AttachAsync(key, slots: 1, kinds: "scan.read");
        var id = await EnqueueAsync(probe, key);
        var grant = (await probe.NextAsync("grants"))["grants"]![0]!;

        Assert.True((bool)(await probe.CallAsync("WorkerPool/CancelJob", "CancelJobReply", new { jobId = id }, Probe.Key(key)))["reply"]!["cancelled"]!);
        var cancel = await probe.NextAsync("cancel");
        Assert.Equal((id, (string)grant["leaseEpoch"]!, "REASON_LEASE_LOST"), ((string)cancel["jobId"]!, (string)cancel["leaseEpoch"]!, (string)cancel["reason"]!));
        await EndAsync(probe, grant, "stopped", new { });
        Assert.Equal("JOB_STATE_CANCELLED", (string)(await GetAsync(probe, key, id))["reply"]!["state"]!);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task The_job_of_a_worker_that_crashes_is_done_by_another_and_what_the_first_says_of_it_later_is_stale(string language)
    {
        await using var host = await PoolHost.StartAsync();
        var (_, key) = await host.KeyAsync();
        await using var first = await Probe.StartAsync(language, host.Address);
        await first.AttachAsync(key, slots: 1, kinds: "scan.read");
        var id = await EnqueueAsync(first, key);
        var lost = (await first.NextAsync("grants"))["grants"]![0]!;
        first.Kill();

        await using var second = await Probe.StartAsync(language, host.Address);
        await second.AttachAsync(key, slots: 1, kinds: "scan.read");
        var again = (await second.NextAsync("grants"))["grants"]![0]!;
        Assert.Equal((id, 2), ((string)again["jobId"]!, (int)again["attempt"]!));
        await EndAsync(second, lost, "completed", new { resultJson = "1" });
        Assert.Equal((id, "STATUS_STALE"), await AcknowledgedAsync(second));
        await EndAsync(second, again, "completed", new { resultJson = "2" });
        Assert.Equal((id, "STATUS_RECORDED"), await AcknowledgedAsync(second));
        Assert.Equal("2", (string)(await GetAsync(second, key, id))["reply"]!["resultJson"]!);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task The_job_of_a_worker_that_no_longer_moves_goes_to_another_and_it_is_told_when_it_wakes(string language)
    {
        await using var host = await PoolHost.StartAsync();
        var (_, key) = await host.KeyAsync();
        await using var frozen = await Probe.StartAsync(language, host.Address);
        await frozen.AttachAsync(key, slots: 1, kinds: "scan.read");
        var id = await EnqueueAsync(frozen, key);
        await frozen.NextAsync("grants");
        frozen.Freeze();

        await using var second = await Probe.StartAsync(language, host.Address);
        await second.AttachAsync(key, slots: 1, kinds: "scan.read");
        Assert.Equal(id, (string)(await second.NextAsync("grants"))["grants"]![0]!["jobId"]!);
        frozen.Thaw();
        var woken = await frozen.NextAsync();
        Assert.True((string?)woken["error"]?["code"] == "UNAVAILABLE", woken.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Health_answers_for_the_server_its_services_and_those_it_has_not(string language)
    {
        await using var host = await PoolHost.StartAsync();
        await using var probe = await Probe.StartAsync(language, host.Address);

        Assert.Equal(("SERVING", "SERVING"), await probe.HealthAsync(""));
        Assert.Equal(("SERVING", "SERVING"), await probe.HealthAsync("workforce.worker_pool.v1.WorkerPool"));
        Assert.Equal(("NOT_FOUND", "SERVICE_UNKNOWN"), await probe.HealthAsync("workforce.worker_pool.v9.WorkerPool"));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Reflection_describes_the_services_without_their_proto_files(string language)
    {
        await using var host = await PoolHost.StartAsync();
        await using var probe = await Probe.StartAsync(language, host.Address);

        var told = await probe.ReflectAsync(WorkerPool.Descriptor.FullName);

        Assert.Equal(["grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection", WorkerControl.Descriptor.FullName, WorkerPool.Descriptor.FullName], Texts(told["services"]!));
        Assert.Equal(WorkerPool.Descriptor.Methods.Select(method => method.Name).Order(StringComparer.Ordinal), Texts(told["methods"]!));
        Assert.True((bool)told["unknown"]!);
    }

    private static Task<JsonNode> GetAsync(Probe probe, string key, string id) => probe.CallAsync("WorkerPool/GetJob", "Job", new { jobId = id }, Probe.Key(key));

    private static async Task<string> EnqueueAsync(Probe probe, string key, string payload = "{}")
    {
        var stored = await probe.CallAsync("WorkerPool/Enqueue", "EnqueueReply", new { kind = "scan.read", payloadJson = payload }, Probe.Key(key));
        return (string?)stored["reply"]?["jobId"] ?? throw new InvalidOperationException(stored.ToJsonString());
    }

    private static Task EndAsync(Probe probe, JsonNode grant, string end, object how) =>
        probe.SayAsync(new { outcomes = new { outcomes = new[] { Leased(grant, (end, how)) } } });

    private static Dictionary<string, object> Leased(JsonNode grant, params (string Name, object Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) { ["jobId"] = (string)grant["jobId"]!, ["leaseEpoch"] = (string)grant["leaseEpoch"]! };

    private static async Task<(string JobId, string Status)> AcknowledgedAsync(Probe probe)
    {
        var one = (await probe.NextAsync("acknowledgements"))["acknowledgements"]!.AsArray().Single()!;
        return ((string)one["jobId"]!, (string)one["status"]!);
    }

    private static IEnumerable<string> Texts(JsonNode array) => array.AsArray().Select(text => (string)text!).Order(StringComparer.Ordinal);

    private static string Compact(string json) => json.Replace(" ", "", StringComparison.Ordinal).Replace("Größe7€", "Größe 7 €", StringComparison.Ordinal);
}
