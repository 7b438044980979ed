using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Workforce.Contracts;
using Workforce.Contracts.Finance;
using Workforce.Contracts.Identity;
using Workforce.Contracts.Jobs;

namespace Workforce.Cli;

/// <summary>The HTTP API as this program uses it.</summary>
internal sealed class ApiConnection(Uri address) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };

    public async Task SignInAsync(SignIn person, CancellationToken ct)
    {
        using var response = await http.PostAsJsonAsync("api/sign-in", new SignInRequest(person.Email, person.Password), WireJson.Options, ct);
        var tokens = await ReadAsync<SignInResponse>(response, ct);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
    }

    public async Task<UploadedStatement> UploadAsync(string file, CancellationToken ct)
    {
        await using var content = File.OpenRead(file);
        using var form = new MultipartFormDataContent { { new StreamContent(content), "file", Path.GetFileName(file) } };
        using var response = await http.PostAsync("api/statements", form, ct);
        return await ReadAsync<UploadedStatement>(response, ct);
    }

    public async Task<StatementRow> StatementAsync(Guid id, CancellationToken ct)
    {
        using var response = await http.GetAsync($"api/statements/{id}", ct);
        return await ReadAsync<StatementRow>(response, ct);
    }

    /// <summary>The live stream, for as long as the connection lasts; the caller comes back with the last id it saw.</summary>
    public async IAsyncEnumerable<JobEventMessage?> EventsAsync(string? lastEventId, [EnumeratorCancellation] CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/events");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(ct))
        {
            // Null: the greeting that says the stream is open.
            yield return item.EventType == "job" ? JsonSerializer.Deserialize<JobEventMessage>(item.Data, WireJson.Options) : null;
        }
    }

    public void Dispose() => http.Dispose();

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken ct)
    {
        var body = await response.Content.ReadAsStringAsync(ct);
        if (response.IsSuccessStatusCode)
        {
            return JsonSerializer.Deserialize<T>(body, WireJson.Options) ?? throw new CommandException($"The API answered {(int)response.StatusCode} with nothing.");
        }

        if (response.StatusCode is HttpStatusCode.TooManyRequests)
        {
            throw new RateLimitedException(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1));
        }

        throw new CommandException(Explain(response.StatusCode, body));
    }

    private static string Explain(HttpStatusCode status, string body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            var text = new[] { "title", "detail" }
                .Select(name => problem.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null)
                .Where(value => !string.IsNullOrWhiteSpace(value));
            return $"{string.Join(": ", text)} ({(int)status})";
        }
        catch (JsonException)
        {
            return $"The API answered {(int)status} {status}.";
        }
    }
}

/// <summary>Too many requests; worth another try after the time the API names.</summary>
internal sealed class RateLimitedException(TimeSpan after) : Exception($"The API asks to wait {after.TotalSeconds:0} s.")
{
    public TimeSpan After { get; } = after;
}
