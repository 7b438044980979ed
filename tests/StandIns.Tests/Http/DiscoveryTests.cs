using System.Net;
using Microsoft.Extensions.ServiceDiscovery;
using StandIns.Tests.Grpc;

namespace StandIns.Tests.Http;

public sealed class DiscoveryTests
{
    [Theory]
    [InlineData("http://api/jobs?state=failed", "http://localhost:5001/jobs?state=failed")]
    [InlineData("https+http://api/jobs", "http://localhost:5001/jobs")]
    [InlineData("https+http://web/", "https://localhost:7002/")]
    [InlineData("http+https://web/", "http://localhost:5002/")]
    [InlineData("https+http://_grpc.workers/v1", "http://10.0.0.3:5003/v1")]
    [InlineData("http://plain/", "http://10.0.0.4:8080/")]
    [InlineData("http://based/items/1", "http://localhost:5005/under/this/items/1")]
    [InlineData("https+http://unknown:9000/x", "https://unknown:9000/x")]
    [InlineData("https+http://unknown/x", "https://unknown/x")]
    [InlineData("http://example.org/", "http://example.org/")]
    public async Task A_name_becomes_the_address_that_configuration_gives_it(string asked, string sent)
    {
        var server = new ScriptedServer(HttpStatusCode.OK);
        await using var provider = Provider(server, Settings);

        using var response = await Client(provider).GetAsync(asked);

        Assert.Equal([$"GET {sent}"], server.Requests);
    }

    [Fact]
    public async Task Several_endpoints_take_turns()
    {
        var server = new ScriptedServer(HttpStatusCode.OK);
        await using var provider = Provider(server, new()
        {
            ["services:api:http:0"] = "http://localhost:1",
            ["services:api:http:1"] = "http://localhost:2",
            ["services:api:http:2"] = "http://localhost:3",
        });

        for (var request = 0; request < 5; request++)
            (await Client(provider).GetAsync("https+http://api/")).Dispose();

        Assert.Equal(["GET http://localhost:1/", "GET http://localhost:2/", "GET http://localhost:3/", "GET http://localhost:1/", "GET http://localhost:2/"], server.Requests);
    }

    [Fact]
    public async Task A_retry_goes_to_the_next_endpoint()
    {
        var server = new ScriptedServer(HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK);
        await using var provider = Provider(
            server,
            new() { ["services:api:http:0"] = "http://localhost:1", ["services:api:http:1"] = "http://localhost:2" },
            services => services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler(options => options.Retry.Delay = TimeSpan.Zero)));

        (await Client(provider).GetAsync("http://api/")).Dispose();

        Assert.Equal(["GET http://localhost:1/", "GET http://localhost:2/"], server.Requests);
    }

    [Fact]
    public async Task A_changed_configuration_is_used_from_the_next_request_on()
    {
        var server = new ScriptedServer(HttpStatusCode.OK);
        await using var provider = Provider(server, Settings);
        var configuration = provider.GetRequiredService<IConfiguration>();

        (await Client(provider).GetAsync("http://api/")).Dispose();
        configuration["services:api:http:0"] = "http://localhost:6001";
        ((IConfigurationRoot)configuration).Reload();
        (await Client(provider).GetAsync("http://api/")).Dispose();

        Assert.Equal(["GET http://localhost:5001/", "GET http://localhost:6001/"], server.Requests);
    }

    [Fact]
    public async Task The_response_names_the_address_the_caller_asked_for()
    {
        await using var provider = Provider(new ScriptedServer((_, request, _) => Task.FromResult(new HttpResponseMessage { RequestMessage = request })), Settings);

        using var response = await Client(provider).GetAsync("http://api/jobs");

        Assert.Equal("http://api/jobs", response.RequestMessage!.RequestUri!.ToString());
    }

    [Fact]
    public async Task A_scheme_that_is_not_allowed_is_passed_over_or_refused()
    {
        var server = new ScriptedServer(HttpStatusCode.OK);
        await using var provider = Provider(server, Settings, services => services.Configure<ServiceDiscoveryOptions>(options =>
        {
            options.AllowAllSchemes = false;
            options.AllowedSchemes = ["https"];
        }));

        (await Client(provider).GetAsync("http+https://web/")).Dispose();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await Client(provider).GetAsync("http://web/"));

        Assert.Equal(["GET https://localhost:7002/"], server.Requests);
        Assert.Contains("http://web/", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_is_no_address_is_named()
    {
        await using var provider = Provider(new ScriptedServer(HttpStatusCode.OK), new() { ["services:api:http:0"] = "http://" });

        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await Client(provider).GetAsync("http://api/"));

        Assert.Contains("services:api:http", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://counter")]
    [InlineData("http://_grpc.counter")]
    public async Task A_grpc_client_finds_its_server_by_name(string address)
    {
        await using var server = await CounterServer.StartAsync();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["services:counter:http:0"] = server.Address.ToString(),
            ["services:counter:grpc:0"] = server.Address.ToString(),
        }).Build());
        services.ConfigureHttpClientDefaults(http => http.AddServiceDiscovery());
        services.AddGrpcClient<Counter.CounterClient>(options => options.Address = new Uri(address));
        await using var provider = services.BuildServiceProvider();

        Assert.Equal(new Sum { Value = 5 }, await provider.GetRequiredService<Counter.CounterClient>().AddAsync(new Numbers { Values = { 2, 3 } }));
    }

    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["services:api:http:0"] = "http://localhost:5001",
        ["services:web:https:0"] = "https://localhost:7002",
        ["services:web:http:0"] = "http://localhost:5002",
        ["services:workers:http:0"] = "http://localhost:5009",
        ["services:workers:grpc:0"] = "http://10.0.0.3:5003",
        ["services:plain:http"] = "10.0.0.4:8080",
        ["services:based:http:0"] = "http://localhost:5005/under/this/",
    };

    private static HttpClient Client(ServiceProvider provider) => provider.GetRequiredService<IHttpClientFactory>().CreateClient("test");

    private static ServiceProvider Provider(ScriptedServer server, Dictionary<string, string?> settings, Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        configure?.Invoke(services);
        services.ConfigureHttpClientDefaults(http => http.AddServiceDiscovery());
        services.AddHttpClient("test").ConfigurePrimaryHttpMessageHandler(() => server);
        return services.BuildServiceProvider();
    }
}
