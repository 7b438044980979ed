using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Workforce.Workers.Llm.Tools;

/// <summary>Section <c>Tools:Search</c>: a search engine for models. Off until a provider and its key are set.</summary>
internal sealed class WebSearchOptions
{
    public const string Section = "Tools:Search";

    public SearchProvider Provider { get; init; }

    public string? ApiKey { get; init; }

    /// <summary>Instead of the provider's own address.</summary>
    public Uri? Endpoint { get; init; }

    [Range(1, 10)]
    public int Results { get; init; } = 5;
}

internal enum SearchProvider { None, Tavily, Brave }

/// <summary>Searches the web by Tavily or Brave. What comes back is marked as data; no page is fetched.</summary>
internal sealed class WebSearch(IHttpClientFactory clients, IOptions<WebSearchOptions> options)
{
    public const string Client = "web search";
    private const int LongestText = 600;

    public bool IsConfigured => options.Value is { Provider: not SearchProvider.None, ApiKey.Length: > 0 };

    public ModelTool Tool => ModelTool.Read<WebSearchQuery>("web_search", "Searches the web and gives titles, addresses and excerpts. Use it to find what is new and to back a claim with a source.", async (query, ct) => await FindAsync(query.Query, ct), "web search results");

    /// <exception cref="HttpRequestException">The provider did not answer as it should.</exception>
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string query, CancellationToken ct)
    {
        using var client = clients.CreateClient(Client);
        using var response = await client.SendAsync(RequestOf(query), ct);
        response.EnsureSuccessStatusCode();
        using var json = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(ct), cancellationToken: ct);
        var results = options.Value.Provider is SearchProvider.Tavily ? json.RootElement.GetProperty("results") : json.RootElement.GetProperty("web").GetProperty("results");
        var text = options.Value.Provider is SearchProvider.Tavily ? "content" : "description";
        return [.. results.EnumerateArray().Take(options.Value.Results).Select(hit => new SearchHit(Cut(hit, "title"), Cut(hit, "url"), Cut(hit, text)))];
    }

    private HttpRequestMessage RequestOf(string query)
    {
        var (key, count) = (options.Value.ApiKey!, options.Value.Results);
        if (options.Value.Provider is SearchProvider.Tavily)
        {
            return new(HttpMethod.Post, options.Value.Endpoint ?? new Uri("https://api.tavily.com/search"))
            {
                Headers = { Authorization = new("Bearer", key) },
                Content = JsonContent.Create(new { query, max_results = count }),
            };
        }

        return new(HttpMethod.Get, new Uri($"{options.Value.Endpoint ?? new Uri("https://api.search.brave.com/res/v1/web/search")}?q={Uri.EscapeDataString(query)}&count={count}"))
        {
            Headers = { { "X-Subscription-Token", key }, { "Accept", "application/json" } },
        };
    }

    private static string Cut(JsonElement hit, string name) =>
        hit.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String && value.GetString() is { } text ? text.Length > LongestText ? text[..LongestText] : text : "";
}

internal sealed record WebSearchQuery([property: StringLength(300, MinimumLength = 2)] string Query);

internal sealed record SearchHit(string Title, string Url, string Excerpt);
