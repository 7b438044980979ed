using System.Text.Json.Nodes;

namespace Workforce.Workers.Tests.Pool.Interop;

/// <summary>Compression, deadlines, metadata and the details of errors, as other languages' gRPC libraries send and read them.</summary>
public sealed class CallTests
{
    public static TheoryData<string> Languages => Probe.Languages;

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Compressed_requests_are_read_in_calls_and_on_streams(string language)
    {
        await using var host = await PoolHost.StartAsync();
        var (_, key) = await host.KeyAsync();
        await using var probe = await Probe.StartAsync(language, host.Address);
        var text = new string('x', 100_000);

        var stored = await probe.CallAsync("WorkerPool/Enqueue", "EnqueueReply", new { kind = "scan.read", payloadJson = $$"""{"text":"{{text}}"}""" }, Probe.Key(key), gzip: true);
        await probe.AttachAsync(key, slots: 1, gzip: true, "scan.read");
        var grant = (await probe.NextAsync("grants"))["grants"]![0]!;
        await probe.SayAsync(new { outcomes = new { outcomes = new[] { new { jobId = (string)grant["jobId"]!, leaseEpoch = (string)grant["leaseEpoch"]!, completed = new { resultJson = $"\"{text}\"" } } } } });
        Assert.Equal("STATUS_RECORDED", (string)(await probe.NextAsync("acknowledgements"))["acknowledgements"]![0]!["status"]!);

        var job = await probe.CallAsync("WorkerPool/GetJob", "Job", new { jobId = (string)stored["reply"]!["jobId"]! }, Probe.Key(key), gzip: true);
        Assert.Equal($"\"{text}\"", (string)job["reply"]!["resultJson"]!);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_deadline_ends_a_stream_and_what_was_in_hand_goes_back(string language)
    {
        await using var host = await PoolHost.StartAsync();
        var (_, key) = await host.KeyAsync();
        await using var probe = await Probe.StartAsync(language, host.Address);
        var stored = await probe.CallAsync("WorkerPool/Enqueue", "EnqueueReply", new { kind = "scan.read", payloadJson = "{}" }, Probe.Key(key));
        await probe.OpenAsync(key, timeout: 5);
        await probe.SayAsync(new { hello = new { protocolVersion = 1, name = "probe", kinds = new[] { "scan.read" }, slots = 1 } });
        await probe.NextAsync("welcome");
        await probe.NextAsync("grants");

        Assert.Equal("DEADLINE_EXCEEDED", (string)(await probe.NextAsync())["error"]!["code"]!);
        await host.UntilAsync("select state <> 'processing' from jobs.job where id = $1", Guid.Parse((string)stored["reply"]!["jobId"]!));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_deadline_that_has_passed_ends_a_call(string language)
    {
        await using var host = await PoolHost.StartAsync();
        var (_, key) = await host.KeyAsync();
        await using var probe = await Probe.StartAsync(language, host.Address);

        var late = await probe.CallAsync("WorkerPool/GetJob", "Job", new { jobId = Guid.NewGuid() }, Probe.Key(key), timeout: 0.000_001);

        Assert.Equal("DEADLINE_EXCEEDED", (string)late["error"]!["code"]!);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Metadata_carries_the_key_in_either_way_and_what_else_comes_does_no_harm(string language)
    {
        await using var host = await PoolHost.StartAsync();
        var (_, key) = await host.KeyAsync();
        await using var probe = await Probe.StartAsync(language, host.Address);
        var metadata = new Dictionary<string, string>
        {
            ["authorization"] = $"Bearer {key}", ["x-request-id"] = "r-1", ["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };

        var stored = await probe.CallAsync("WorkerPool/Enqueue", "EnqueueReply", new { kind = "scan.read", payloadJson = "{}", idempotencyKey = "once" }, metadata);
        var again = await probe.CallAsync("WorkerPool/Enqueue", "EnqueueReply", new { kind = "scan.read", payloadJson = "{}", idempotencyKey = "once" }, Probe.Key(key));

        Assert.False((bool)stored["reply"]!["existing"]!);
        Assert.Equal((true, (string)stored["reply"]!["jobId"]!), ((bool)again["reply"]!["existing"]!, (string)again["reply"]!["jobId"]!));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Errors_come_with_a_status_a_sentence_and_details_that_a_program_can_read(string language)
    {
        await using var host = await PoolHost.StartAsync();
        var (_, key) = await host.KeyAsync("worker:scan");
        await using var probe = await Probe.StartAsync(language, host.Address);

        var missing = await FailAsync(probe, "GetJob", "Job", new { jobId = Guid.NewGuid() }, []);
        var unknown = await FailAsync(probe, "GetJob", "Job", new { jobId = Guid.NewGuid() }, Probe.Key("wf_bad"));
        var absent = await FailAsync(probe, "GetJob", "Job", new { jobId = Guid.NewGuid() }, Probe.Key(key));
        var malformed = await FailAsync(probe, "GetJob", "Job", new { jobId = "seven" }, Probe.Key(key));
        var beyond = await FailAsync(probe, "Enqueue", "EnqueueReply", new { kind = "mail.send", payloadJson = "{}" }, Probe.Key(key));

        Assert.Equal(
            [("UNAUTHENTICATED", "KEY_MISSING"), ("UNAUTHENTICATED", "KEY_INVALID"), ("NOT_FOUND", "NOT_FOUND"), ("INVALID_ARGUMENT", "FIELD_INVALID"), ("PERMISSION_DENIED", "SCOPE_MISSING")],
            new[] { missing, unknown, absent, malformed, beyond }.Select(error => ((string)error["code"]!, (string)Detail(error, "ErrorInfo")["reason"]!)));
        Assert.Equal("job_id", (string)Detail(malformed, "BadRequest")["fieldViolations"]![0]!["field"]!);
        Assert.Equal("worker:mail.send", (string)Detail(beyond, "ErrorInfo")["metadata"]!["scope"]!);
        Assert.All(new[] { missing, unknown, absent, malformed, beyond }, error => Assert.Equal((string)error["details"]!, (string)error["status"]!["message"]!));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_worker_of_another_protocol_version_is_told_what_is_spoken(string language)
    {
        await using var host = await PoolHost.StartAsync();
        var (_, key) = await host.KeyAsync();
        await using var probe = await Probe.StartAsync(language, host.Address);
        await probe.OpenAsync(key);
        await probe.SayAsync(new { hello = new { protocolVersion = 9, name = "probe", kinds = new[] { "scan.read" }, slots = 1 } });

        var error = (await probe.NextAsync())["error"]!;

        Assert.Equal(("FAILED_PRECONDITION", "PROTOCOL_VERSION", "1"), ((string)error["code"]!, (string)Detail(error, "ErrorInfo")["reason"]!, (string)Detail(error, "ErrorInfo")["metadata"]!["spoken"]!));
    }

    private static async Task<JsonNode> FailAsync(Probe probe, string method, string reply, object request, Dictionary<string, string> metadata)
    {
        var answer = await probe.CallAsync($"WorkerPool/{method}", reply, request, metadata);
        return answer["error"] ?? throw new InvalidOperationException($"Expected an error, got {answer.ToJsonString()}");
    }

    private static JsonNode Detail(JsonNode error, string type) =>
        error["status"]!["details"]!.AsArray().Single(detail => (string)detail!["@type"]! == $"type.googleapis.com/google.rpc.{type}")!;
}
