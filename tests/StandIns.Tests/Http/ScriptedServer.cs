using System.Net;

namespace StandIns.Tests.Http;

/// <summary>Stands at the end of a client's handlers in place of the network: answers by the script, and keeps what it was sent.</summary>
public sealed class ScriptedServer(Func<int, HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private readonly List<string> requests = [];

    public ScriptedServer(params HttpStatusCode[] statuses)
        : this((attempt, _, _) => Task.FromResult(new HttpResponseMessage(statuses[Math.Min(attempt, statuses.Length) - 1])))
    {
    }

    /// <summary>Method, address and body of each request, in order.</summary>
    public IReadOnlyList<string> Requests => requests;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : " " + await request.Content.ReadAsStringAsync(cancellationToken);
        requests.Add($"{request.Method} {request.RequestUri}{body}");
        return await answer(requests.Count, request, cancellationToken);
    }
}
