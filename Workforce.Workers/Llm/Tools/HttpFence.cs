using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;

namespace Workforce.Workers.Llm.Tools;

/// <summary>Section <c>Tools:Http</c>: what tools may fetch. Nothing, unless it is listed.</summary>
internal sealed class HttpFenceOptions
{
    public const string Section = "Tools:Http";

    /// <summary>Hosts, e.g. <c>api.example.com</c>, or <c>*.example.com</c> for those below it.</summary>
    public string[] Allow { get; init; } = [];

    [Range(1_024, 16 * 1024 * 1024)]
    public int MaxBytes { get; init; } = 512 * 1024;

    [Range(1, 120)]
    public int TimeoutSeconds { get; init; } = 15;
}

/// <summary>
/// Fetches for tools: listed hosts, http and https, public addresses alone, bounded in size and time. The address is checked where the
/// connection is made, so neither a redirect nor a name that changes its address gets around it.
/// </summary>
internal sealed class HttpFence : IDisposable
{
    private const int MostRedirects = 3;

    private readonly HttpFenceOptions options;
    private readonly Func<IPAddress, bool> mayConnect;
    private readonly HttpClient http;

    public HttpFence(IOptions<HttpFenceOptions> options)
        : this(options, PublicAddress.Is)
    {
    }

    internal HttpFence(IOptions<HttpFenceOptions> options, Func<IPAddress, bool> mayConnect)
    {
        (this.options, this.mayConnect) = (options.Value, mayConnect);
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectCallback = ConnectAsync })
        {
            Timeout = TimeSpan.FromSeconds(options.Value.TimeoutSeconds),
        };
    }

    /// <summary>The text of a page or document.</summary>
    /// <exception cref="ToolRefusedException">It is outside of the fence, too large, too slow, or not there; the message says which.</exception>
    public async Task<string> GetAsync(Uri address, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromSeconds(options.TimeoutSeconds));
        try
        {
            for (var n = 0; n <= MostRedirects; n++)
            {
                Check(address);
                using var response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, limit.Token);
                if ((int)response.StatusCode is < 300 or >= 400 || response.Headers.Location is not { } next)
                {
                    return response.IsSuccessStatusCode ? await TextAsync(response, limit.Token) : throw new ToolRefusedException($"{address.Host} answered {(int)response.StatusCode}.");
                }

                address = new Uri(address, next);
            }

            throw new ToolRefusedException($"More than {MostRedirects} redirects.");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new ToolRefusedException($"{address.Host} took longer than {options.TimeoutSeconds} s.");
        }
        catch (HttpRequestException e)
        {
            throw e.InnerException as ToolRefusedException ?? new ToolRefusedException($"{address.Host} could not be reached.");
        }
    }

    public void Dispose() => http.Dispose();

    private void Check(Uri address)
    {
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
        {
            throw new ToolRefusedException("Only http and https addresses without a user name may be fetched.");
        }

        if (!options.Allow.Any(allowed => Matches(address.IdnHost, allowed)))
        {
            throw new ToolRefusedException($"{address.Host} is not on the list of hosts that may be fetched.");
        }
    }

    private static bool Matches(string host, string allowed) => allowed.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(allowed, StringComparison.OrdinalIgnoreCase);

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct);
        if (addresses.Length == 0 || !addresses.All(mayConnect))
        {
            throw new ToolRefusedException($"{context.DnsEndPoint.Host} is not a public address.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // To the addresses that were checked, not to the name: it may have another one by now.
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<string> TextAsync(HttpResponseMessage response, CancellationToken ct)
    {
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[options.MaxBytes + 1];
        var read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return read <= options.MaxBytes ? Encoding.UTF8.GetString(buffer, 0, read) : throw new ToolRefusedException($"It is larger than {options.MaxBytes:#,0} bytes.");
    }
}
