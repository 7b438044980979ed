using System.Net;
using StandIns.Tests;
using StandIns.Tests.Http;

namespace Workforce.ServiceDefaults.Tests;

public sealed class HttpClientTests
{
    private readonly ManualTime time = new();

    [Fact]
    public async Task A_get_is_tried_again_and_finds_its_service_by_name()
    {
        var server = new ScriptedServer(HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK);
        await using var host = await StartAsync(server);
        var sending = Client(host).GetAsync("https+http://api/jobs");

        // The waits before another try are scattered around 2 s; the timeouts are 10 s and 30 s.
        time.Advance(await time.NextTimer(length => length < TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken));

        using var response = await sending;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["GET http://localhost:5001/jobs", "GET http://localhost:5001/jobs"], server.Requests);
    }

    [Fact]
    public async Task A_post_is_sent_once()
    {
        var server = new ScriptedServer(HttpStatusCode.ServiceUnavailable);
        await using var host = await StartAsync(server);

        // A retry would wait for a clock that nobody moves.
        using var response = await Client(host).PostAsync("https+http://api/jobs", new StringContent("{}")).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(["POST http://localhost:5001/jobs {}"], server.Requests);
    }

    private static HttpClient Client(RunningHost host) => host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("test");

    private Task<RunningHost> StartAsync(ScriptedServer server) => RunningHost.StartAsync(
        new() { ["services:api:http:0"] = "http://localhost:5001" },
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(time);
            builder.Services.AddHttpClient("test").ConfigurePrimaryHttpMessageHandler(() => server);
        });
}
