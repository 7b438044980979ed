using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Workforce.Web.Tests.Fake;

namespace Workforce.Web.Tests.Browsing;

/// <summary>The web as it runs, on a port of its own, in front of a fake API of its own.</summary>
internal sealed class Site : WebApplicationFactory<Program>
{
    private readonly Dictionary<string, string> settings;

    private Site(FakeApi api, Dictionary<string, string> settings)
    {
        Api = api;
        this.settings = settings;
        UseKestrel(0);
        StartServer();
        Address = new Uri(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public FakeApi Api { get; }

    public Uri Address { get; }

    public static async Task<Site> StartAsync(bool empty = false, Dictionary<string, string>? settings = null) => new(await FakeApi.StartAsync(empty), settings ?? []);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("services:api:http:0", Api.Address);
        builder.UseSetting("SignIn:PerMinute", "1000");
        builder.UseSetting("DetailedErrors", "true");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        foreach (var (name, value) in settings)
            builder.UseSetting(name, value);
    }

    public override async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        await base.DisposeAsync();
    }
}
