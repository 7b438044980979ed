using System.Net;
using System.Text;
using Microsoft.Extensions.Options;

namespace Workforce.Workers.Notifications;

/// <summary>
/// Posts messages to other people's servers: within the fence, following no redirects, for a short time and reading little of the
/// answer. A client of its own: the usual one tries again by itself, and would post twice. Without traces, because a webhook's
/// address is a secret.
/// </summary>
internal sealed class Outbound : IDisposable
{
    private const int LongestAnswer = 4096;
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);

    private readonly bool allowLoopback;
    private readonly TimeProvider time;
    private readonly HttpClient client;

    public Outbound(IOptions<NotificationOptions> options, TimeProvider time)
    {
        (allowLoopback, this.time) = (options.Value.AllowLoopback, time);
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectCallback = (context, ct) => OutboundFence.ConnectAsync(context.DnsEndPoint, allowLoopback, ct),
        })
        {
            Timeout = TimeSpan.FromSeconds(15),
        };
    }

    /// <summary>The answer, or why there is none.</summary>
    public async Task<OutboundAnswer> PostAsync(HttpRequestMessage request, CancellationToken ct)
    {
        if (!OutboundFence.MayCall(request.RequestUri!, allowLoopback))
            return new(null, "The address does not begin with https://.", null);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            return new(response.StatusCode, await ReadAsync(response, ct), RetryAfter(response));
        }
        catch (HttpRequestException failed) when (failed.InnerException is FencedException fenced)
        {
            return new(null, fenced.Message, null);
        }
        catch (HttpRequestException failed)
        {
            return new(HttpStatusCode.ServiceUnavailable, $"no connection ({failed.HttpRequestError})", null);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(HttpStatusCode.GatewayTimeout, $"no answer within {client.Timeout.TotalSeconds:0} s", null);
        }
        catch (IOException broken)
        {
            return new(HttpStatusCode.BadGateway, $"the answer broke off ({broken.GetType().Name})", null);
        }
    }

    public void Dispose() => client.Dispose();

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var buffer = new byte[LongestAnswer];
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter is { } header ? header.Delta ?? header.Date - time.GetUtcNow() : null;
        return asked > LongestWait ? LongestWait : asked;
    }
}

/// <param name="Status">Null: the fence let nothing out.</param>
/// <param name="Body">Its beginning, or what went wrong.</param>
internal sealed record OutboundAnswer(HttpStatusCode? Status, string Body, TimeSpan? RetryAfter)
{
    public bool IsYes => Status is { } status && (int)status is >= 200 and < 300;

    /// <summary>What came instead of a yes: later for what may pass (RFC 9110, sections 15.5.9, 15.6; RFC 6585, section 4), else never.</summary>
    public SendResult No(string who) => Status is null
        ? new SendResult.Refused(Body)
        : (int)Status.Value is 408 or 425 or 429 or >= 500
            ? new SendResult.Later($"{who} answered {(int)Status}: {Body}", RetryAfter)
            : new SendResult.Refused($"{who} answered {(int)Status}: {Body}");
}
