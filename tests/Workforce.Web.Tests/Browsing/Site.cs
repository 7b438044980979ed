using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Workforce.Web.Tests.Fake;

namespace Workforce.Web.Tests.Browsing;

/// <summary>The web as it runs, on a port of its own, in front of a fake API of its own.</summary>
internal sealed partial class Site : WebApplicationFactory<Program>
{
    private readonly Dictionary<string, string> settings;

    private Site(FakeApi api, Dictionary<string, string> settings)
    {
        Api = api;
        this.settings = settings;
        UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        StartServer();
        Address = new Uri(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public FakeApi Api { get; }

    public Uri Address { get; }

    public static async Task<Site> StartAsync(bool empty = false, Dictionary<string, string>? settings = null) => new(await FakeApi.StartAsync(empty), settings ?? []);

    /// <summary>The session cookie of a person who filled in the sign-in form.</summary>
    public async Task<string> SessionAsync()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = Address };
        var form = await client.GetStringAsync("sign-in");
        using var answer = await client.PostAsync("sign-in", new FormUrlEncodedContent(
        [
            new("_handler", "sign-in"), new("__RequestVerificationToken", FormToken().Match(form).Groups[1].Value), new("Form.Email", "robin@example.com"), new("Form.Password", FakeIdentity.Password),
        ]));
        return handler.CookieContainer.GetCookies(Address)["workforce.session"]?.Value ?? throw new InvalidOperationException($"The sign-in form answered {answer.StatusCode}.");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
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
