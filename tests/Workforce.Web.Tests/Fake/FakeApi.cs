using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workforce.Contracts;

namespace Workforce.Web.Tests.Fake;

/// <summary>The API's front door with canned records behind it, on a port of its own.</summary>
internal sealed class FakeApi : IAsyncDisposable
{
    private readonly WebApplication app;

    private FakeApi(WebApplication app, FakeCompany company)
    {
        this.app = app;
        Company = company;
        Events = new FakeEvents();
        Pipeline = new FakePipeline(company, Events);
    }

    public FakeCompany Company { get; }

    public FakeEvents Events { get; }

    public FakePipeline Pipeline { get; }

    /// <summary>Method and path of every request that came, oldest first.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public int Refreshes { get; set; }

    public long TokenSeconds { get; set; } = 3600;

    /// <summary>Tokens that are refused from now on.</summary>
    public ConcurrentDictionary<string, bool> Revoked { get; } = new();

    /// <summary>While true every request but those of the stream is answered with 503, and the stream too.</summary>
    public bool Away { get; set; }

    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<FakeApi> StartAsync(bool empty = false, string url = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Services.ConfigureHttpJsonOptions(options => WireJson.Configure(options.SerializerOptions));
        var app = builder.Build();
        var api = new FakeApi(app, new FakeCompany(empty));
        app.Use(api.GuardAsync);
        app.MapFakeIdentity(api);
        app.MapFakeFinance(api);
        app.MapFakeFiles(api);
        app.MapFakeJobs(api);
        app.MapFakeWorkers(api);
        app.MapFakePeople(api);
        app.MapFakeCases(api);
        app.MapFakeAgents(api);
        app.MapFakeProposals(api);
        app.MapFakeNotifications(api);
        await app.StartAsync();
        return api;
    }

    private async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        Requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        if (Away)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        var open = context.Request.Path.StartsWithSegments("/api/sign-in") || context.Request.Path.StartsWithSegments("/api/notifications/unsubscribe");
        var token = context.Request.Headers.Authorization.ToString();
        if (!open && (!token.StartsWith("Bearer access-", StringComparison.Ordinal) || Revoked.ContainsKey(token["Bearer ".Length..])))
        {
            await Problem(context, StatusCodes.Status401Unauthorized, "You are signed out", null);
            return;
        }

        await next(context);
    }

    public static Task Problem(HttpContext context, int status, string title, string? detail)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { type = "about:blank", title, status, detail, trace_id = "4bf92f3577b34da6a3ce929d0e0e4736" }, WireJson.Options, "application/problem+json");
    }

    public async ValueTask DisposeAsync()
    {
        Pipeline.Release();
        Events.Break();
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await app.StopAsync(soon.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await app.DisposeAsync();
    }
}
