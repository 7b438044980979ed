using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Workforce.Workers.Tests.Notifications;

/// <summary>Slack, a provider of SMS and a push service, on loopback: keeps what comes and answers what the test tells it to.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Answer> answers = new();

    private Receiver(WebApplication app) => this.app = app;

    public ConcurrentQueue<ReceivedRequest> Requests { get; } = new();

    public string Address => app.Urls.Single();

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver.app.Run(receiver.TakeAsync);
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>The next answer; without one it is 201 with a message's sid.</summary>
    public void Answer(HttpStatusCode status, string body = "", int? retryAfter = null, string? location = null) => answers.Enqueue(new(status, body, retryAfter, location));

    public Dictionary<string, string> Settings() => new()
    {
        ["Notifications:AllowLoopback"] = "true",
        ["Notifications:RetryFirst"] = "00:00:00.01",
        ["Notifications:PublicUrl"] = "https://workforce.acme.example",
        ["Notifications:Slack:Webhook"] = $"{Address}/services/T0/B0/common",
        ["Notifications:Slack:Roles:Admin"] = $"{Address}/services/T0/B0/admins",
        ["Notifications:Sms:Url"] = Address,
        ["Notifications:Sms:Account"] = "AC123",
        ["Notifications:Sms:Token"] = "the provider's token",
        ["Notifications:Sms:From"] = "+15550100",
    };

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Requests.Enqueue(new(context.Request.Path, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
        var answer = answers.TryDequeue(out var told) ? told : new(HttpStatusCode.Created, """{"sid":"SM42"}""", null, null);
        context.Response.StatusCode = (int)answer.Status;
        if (answer.RetryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString();
        if (answer.Location is { } location)
            context.Response.Headers.Location = location;
        await context.Response.WriteAsync(answer.Body);
    }
}

internal sealed record Answer(HttpStatusCode Status, string Body, int? RetryAfter, string? Location);

internal sealed record ReceivedRequest(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body);
