using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workforce.Workers.Tests.Pool.Interop;

/// <summary>A client of the pool in another language, on the gRPC library that its authors made, doing one thing after another as the test says.</summary>
internal sealed class Probe : IAsyncDisposable
{
    private const string Clients = "tests/Workforce.Workers.Tests/Pool/Interop/clients";

    private readonly ClientProgram program;

    private Probe(ClientProgram program) => this.program = program;

    public static TheoryData<string> Languages => ["python", "node"];

    public static async Task<Probe> StartAsync(string language, string address)
    {
        var probe = new Probe(language == "python" ? ClientProgram.Start(Clients, null, ClientProgram.Python, "probe.py") : ClientProgram.Start(Clients, null, "node", "probe.mjs"));
        Assert.Contains(language == "python" ? "grpcio" : "@grpc/grpc-js", await probe.program.AnswerAsync(), StringComparison.Ordinal);
        await probe.DoAsync(new { @do = "connect", address });
        return probe;
    }

    public Task OpenAsync(string key, bool gzip = false, double? timeout = null) => DoAsync(new { @do = "open", metadata = Key(key), gzip, timeout });

    public Task SayAsync(object message) => DoAsync(new { @do = "say", message });

    public Task<JsonNode> NextAsync() => DoAsync(new { @do = "next" });

    /// <summary>The next message, which has to be of this kind.</summary>
    public async Task<JsonNode> NextAsync(string kind)
    {
        var next = await NextAsync();
        return next["message"]?[kind] ?? throw new InvalidOperationException($"Expected {kind}, got {next.ToJsonString()}");
    }

    public Task CloseAsync() => DoAsync(new { @do = "close" });

    public Task<JsonNode> CallAsync(string method, string reply, object request, Dictionary<string, string> metadata, bool gzip = false, double timeout = 20) =>
        DoAsync(new { @do = "unary", method = $"workforce.worker_pool.v1.{method}", reply, request, metadata, gzip, timeout });

    public async Task<(string Check, string Watch)> HealthAsync(string service)
    {
        var health = await DoAsync(new { @do = "health", service });
        return ((string)health["check"]!, (string)health["watch"]!);
    }

    public Task<JsonNode> ReflectAsync(string symbol) => DoAsync(new { @do = "reflect", symbol });

    public async Task AttachAsync(string key, int slots, bool gzip = false, params string[] kinds)
    {
        await OpenAsync(key, gzip);
        await SayAsync(new { hello = new { protocolVersion = 1, name = "probe", kinds, slots, language = "another", version = "1" } });
        Assert.NotEqual("", (string)(await NextAsync("welcome"))["workerId"]!);
    }

    /// <summary>Gone without a word, as a program that crashes.</summary>
    public void Kill() => program.Signal("KILL");

    /// <summary>Neither gone nor there: nothing is read or written, and the connection stays open.</summary>
    public void Freeze() => program.Signal("STOP");

    public void Thaw() => program.Signal("CONT");

    public static Dictionary<string, string> Key(string key) => new() { ["x-api-key"] = key };

    public ValueTask DisposeAsync() => program.DisposeAsync();

    private async Task<JsonNode> DoAsync(object command) => JsonNode.Parse(await program.AskAsync(JsonSerializer.Serialize(command)))!;
}
