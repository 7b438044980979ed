using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Client;

namespace Workforce.Workers.Llm.Tools;

/// <summary>Section <c>Tools:Mcp</c>: servers of the Model Context Protocol by a name of ours. None, unless listed.</summary>
internal sealed class McpOptions
{
    public const string Section = "Tools:Mcp";

    public Dictionary<string, McpServer> Servers { get; init; } = new(StringComparer.Ordinal);
}

/// <summary>One server, by its address or by the program that is it.</summary>
internal sealed record McpServer
{
    public Uri? Url { get; init; }

    public string? Command { get; init; }

    public string[] Arguments { get; init; } = [];

    /// <summary>Sent as a bearer token with each request to <see cref="Url"/>.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Which of its tools may be used. They run at once, so list only those that look things up: what another server writes, nobody here could approve.</summary>
    [MinLength(1)]
    public string[] ReadTools { get; init; } = [];
}

/// <summary>Tools of other servers, named <c>server_tool</c>. A server is connected when its tools are first asked for, and again after it failed.</summary>
internal sealed class McpSources(IOptions<McpOptions> options, ILoggerFactory loggers) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, Task<McpClient>> clients = new(StringComparer.Ordinal);

    /// <exception cref="ToolRefusedException">There is no such server, or it does not answer.</exception>
    public async Task<IReadOnlyList<ModelTool>> OfAsync(string server, CancellationToken ct)
    {
        if (!options.Value.Servers.TryGetValue(server, out var settings))
        {
            throw new ToolRefusedException($"No server {server} is configured under {McpOptions.Section}:Servers.");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            var client = await clients.GetOrAdd(server, _ => ConnectAsync(server, settings)).WaitAsync(limit.Token);
            var tools = await client.ListToolsAsync(cancellationToken: limit.Token);
            return [.. tools.Where(tool => settings.ReadTools.Contains(tool.Name, StringComparer.Ordinal)).Select(tool => ModelTool.External(tool.WithName($"{server}_{tool.Name}"), server))];
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            clients.TryRemove(server, out _);
            throw new ToolRefusedException($"The server {server} does not answer: {e.Message}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients.Values.Where(client => client.IsCompletedSuccessfully))
        {
            await (await client).DisposeAsync();
        }
    }

    private Task<McpClient> ConnectAsync(string name, McpServer settings)
    {
        IClientTransport transport = settings switch
        {
            { Url: { } url } => new HttpClientTransport(
                new HttpClientTransportOptions { Endpoint = url, Name = name, AdditionalHeaders = settings.ApiKey is { } key ? new Dictionary<string, string> { ["Authorization"] = $"Bearer {key}" } : null }, loggers),
            { Command: { } command } => new StdioClientTransport(new StdioClientTransportOptions { Command = command, Arguments = settings.Arguments, Name = name }, loggers),
            _ => throw new ToolRefusedException($"{McpOptions.Section}:Servers:{name} has neither Url nor Command."),
        };
        return McpClient.CreateAsync(transport, loggerFactory: loggers);
    }
}
