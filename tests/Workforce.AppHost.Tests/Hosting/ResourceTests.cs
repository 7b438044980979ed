using System.Net.Http.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workforce.Testing;

namespace Workforce.AppHost.Tests.Hosting;

/// <summary>Single projects as resources: what they are given, waited for, restarted and stopped by.</summary>
public sealed class ResourceTests : IDisposable
{
    private readonly TestLogs logs = new();

    private static CancellationToken Patience => CancellationTokenSource.CreateLinkedTokenSource(
        TestContext.Current.CancellationToken, new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token).Token;

    [Fact]
    public async Task A_project_is_given_what_its_description_says_and_nothing_of_the_app_hosts_own_secrets()
    {
        Environment.SetEnvironmentVariable("Parameters__mine", "app host's own");
        var builder = Create();
        var secret = builder.AddParameter("secret", "s3cret", secret: true);
        var library = builder.AddConnectionString("library", ReferenceExpression.Create($"Host=shelf;Password={secret};Format={{0}}"));
        var back = builder.AddProject<Projects.Sample_Service>("back").WithReplicas(2);
        builder.AddProject<Projects.Sample_Service>("front")
            .WithReference(library).WithReference(library, "again").WithReference(back)
            .WithEnvironment("TEXT", "as it is").WithEnvironment("SECRET", secret).WithEnvironment("MIXED", $"[{secret}]")
            .WithEnvironment("BACK", back.GetEndpoint("http"))
            .WithEnvironment(context => context.EnvironmentVariables["LATE"] = library.Resource)
            .WithArgs("--one", "two words");
        await using var app = await StartAsync(builder);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("back", Patience);
        using var client = await ClientAsync(app, "front");

        var environment = (await client.GetFromJsonAsync<Dictionary<string, string>>("/environment", Patience))!;
        var backs = new[] { environment["services__back__http__0"], environment["services__back__http__1"] };
        Assert.Equal(2, backs.Distinct().Count());
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["ConnectionStrings__library"] = "Host=shelf;Password=s3cret;Format={0}",
                ["ConnectionStrings__again"] = "Host=shelf;Password=s3cret;Format={0}",
                ["LATE"] = "Host=shelf;Password=s3cret;Format={0}",
                ["TEXT"] = "as it is",
                ["SECRET"] = "s3cret",
                ["MIXED"] = "[s3cret]",
                ["BACK"] = backs[0],
                ["FROM_PROFILE"] = "yes",
                ["OTEL_SERVICE_NAME"] = "front",
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["DOTNET_ENVIRONMENT"] = "Development",
                ["ASPNETCORE_URLS"] = client.BaseAddress!.ToString().TrimEnd('/'),
            },
            environment.Where(entry => entry.Key is "LATE" or "TEXT" or "SECRET" or "MIXED" or "BACK" or "FROM_PROFILE" or "OTEL_SERVICE_NAME" or "ASPNETCORE_URLS"
                || entry.Key.StartsWith("ConnectionStrings__", StringComparison.Ordinal) || entry.Key.EndsWith("_ENVIRONMENT", StringComparison.Ordinal)
                || entry.Key.StartsWith("Parameters__", StringComparison.Ordinal) || entry.Key.StartsWith("OTEL_EXPORTER", StringComparison.Ordinal)).ToDictionary());
        Assert.StartsWith("service.instance.id=front-1-", environment["OTEL_RESOURCE_ATTRIBUTES"], StringComparison.Ordinal);
        Assert.Equal(["--one", "two words"], (await client.GetFromJsonAsync<string[]>("/arguments", Patience))!);
        foreach (var address in backs)
        {
            using var replica = new HttpClient();
            Assert.NotEqual(0, await replica.GetFromJsonAsync<int>(new Uri(new(address), "/process"), Patience));
        }
    }

    [Fact]
    public async Task A_port_that_a_variable_gives_is_for_the_project_itself_to_listen_on()
    {
        var builder = Create();
        builder.AddProject<Projects.Sample_Service>("front").WithHttpEndpoint(name: "inner", env: "INNER_PORT");
        await using var app = await StartAsync(builder);
        using var client = await ClientAsync(app, "front");

        var environment = (await client.GetFromJsonAsync<Dictionary<string, string>>("/environment", Patience))!;

        Assert.Equal(app.GetEndpoint("front", "inner").Port.ToString(System.Globalization.CultureInfo.InvariantCulture), environment["INNER_PORT"]);
        Assert.Equal(client.BaseAddress!.ToString().TrimEnd('/'), environment["ASPNETCORE_URLS"]);
    }

    [Fact]
    public async Task A_resource_starts_when_the_one_it_waits_for_is_healthy_and_not_before()
    {
        var builder = Create();
        var slow = builder.AddProject<Projects.Sample_Service>("slow").WithEnvironment("HEALTHY", "no").WithHttpHealthCheck("/health");
        builder.AddProject<Projects.Sample_Service>("after").WithHttpHealthCheck("/health").WaitFor(slow);
        await using var app = await StartAsync(builder);
        using var client = await ClientAsync(app, "slow");
        await app.ResourceNotifications.WaitForResourceAsync("after", KnownResourceStates.Waiting, Patience);
        Assert.DoesNotContain(logs.Entries, entry => entry.Message == "after starts");

        await client.PostAsync("/healthy/true", null, Patience);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("after", Patience);
        var lines = logs.Entries.Select(entry => entry.Message).ToList();
        Assert.True(lines.FindIndex(line => line.StartsWith("healthy ", StringComparison.Ordinal)) is >= 0 and var healthy && healthy < lines.IndexOf("after starts"));
    }

    [Fact]
    public async Task What_waits_for_a_failed_resource_fails_with_the_reason()
    {
        logs.Expect("exit code 7");
        var builder = Create();
        var setup = builder.AddProject<Projects.Sample_Service>("setup").WithEnvironment("EXIT_AT_ONCE", "7");
        var middle = builder.AddProject<Projects.Sample_Service>("middle").WaitForCompletion(setup);
        builder.AddProject<Projects.Sample_Service>("last").WaitFor(middle);
        await using var app = await StartAsync(builder);

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.ResourceNotifications.WaitForResourceHealthyAsync("last", Patience));
        Assert.Equal("The resource 'last' is FailedToStart and will not be healthy. Not started, because 'middle' did not start. Not started, because 'setup' ended with exit code 7, and 0 was expected.", failure.Message);
        Assert.Equal(1, logs.Entries.Count(entry => entry.Message == "setup starts"));
    }

    [Fact]
    public async Task Another_exit_code_can_be_what_is_waited_for()
    {
        logs.Expect("ended with exit code 7");
        var builder = Create();
        var setup = builder.AddProject<Projects.Sample_Service>("setup").WithEnvironment("EXIT_AT_ONCE", "7");
        builder.AddProject<Projects.Sample_Service>("after").WaitForCompletion(setup, exitCode: 7);
        await using var app = await StartAsync(builder);

        await app.ResourceNotifications.WaitForResourceHealthyAsync("after", Patience);
    }

    [Fact]
    public async Task A_crashed_process_starts_again_at_the_same_address()
    {
        var builder = Create();
        builder.AddProject<Projects.Sample_Service>("shaky").WithHttpHealthCheck("/health");
        await using var app = await StartAsync(builder);
        using var client = await ClientAsync(app, "shaky");
        var first = await client.GetFromJsonAsync<int>("/process", Patience);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.PostAsync("/crash/9", null, Patience));

        await app.ResourceNotifications.WaitForResourceAsync("shaky", change => change.Snapshot.ExitCode == 9, Patience);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("shaky", Patience);
        Assert.NotEqual(first, await client.GetFromJsonAsync<int>("/process", Patience));
        Assert.Contains(logs.Entries, entry => entry.Message == "ended with exit code 9; starts again in 0.5 s");
    }

    [Fact]
    public async Task A_process_that_does_not_end_when_asked_is_ended_after_its_grace_time()
    {
        var builder = Create("--AppHost:StopSeconds=1");
        builder.AddProject<Projects.Sample_Service>("stubborn").WithEnvironment("STUBBORN", "yes").WithEnvironment("LEAVE_BEHIND", "8642").WithHttpHealthCheck("/health");
        await using var app = await StartAsync(builder);
        using var client = await ClientAsync(app, "stubborn");
        var process = await client.GetFromJsonAsync<int>("/process", Patience);
        var since = TimeProvider.System.GetTimestamp();
        await app.StopAsync(Patience);

        // Without the setting it would be 15 s.
        Assert.InRange(TimeProvider.System.GetElapsedTime(since), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        Assert.False(Directory.Exists($"/proc/{process}"));
    }

    [Fact]
    public async Task An_app_host_can_be_taken_over_by_a_test()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>(["--SetupEnds=0", "--ConnectionStrings:postgres=Host=elsewhere;Port=15432;Username=u"], Patience);

        Assert.Equal(["postgres", "library", "cache", "setup", "workers", "front"], builder.Resources.Select(resource => resource.Name));
        Assert.Equal("Sample.AppHost", Path.GetFileName(builder.AppHostDirectory));
        Assert.Equal("Host=elsewhere;Port=15432;Username=u;Database=library", await ((IResourceWithConnectionString)builder.Resources[1]).GetConnectionStringAsync(Patience));
    }

    public void Dispose() => logs.Dispose();

    private static IDistributedApplicationTestingBuilder Create(params string[] args) => DistributedApplicationTestingBuilder.Create(args);

    private async Task<DistributedApplication> StartAsync(IDistributedApplicationTestingBuilder builder)
    {
        builder.Services.AddLogging(logging => logging.ClearProviders().AddProvider(logs));
        var app = await builder.BuildAsync(Patience);
        await app.StartAsync(Patience);
        return app;
    }

    private static async Task<HttpClient> ClientAsync(DistributedApplication app, string resource)
    {
        await app.ResourceNotifications.WaitForResourceAsync(resource, KnownResourceStates.Running, Patience);
        var client = app.CreateHttpClient(resource);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await client.GetAsync("/process", Patience);
                return client;
            }
            catch (HttpRequestException) when (attempt < 600)
            {
                // Running, but not listening yet.
                await Task.Delay(100);
            }
        }
    }
}
