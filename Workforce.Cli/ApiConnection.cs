using System.Diagnostics;
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
    private static readonly TimeSpan MayBeAway = TimeSpan.FromSeconds(30);

    private readonly HttpClient http = new() { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };

    public async Task SignInAsync(SignIn person, CancellationToken ct)
    {
        var tokens = await PatientlyAsync(async () =>
        {
            using var response = await http.PostAsJsonAsync("api/sign-in", new SignInRequest(person.Email, person.Password), WireJson.Options, ct);
            return response.StatusCode is HttpStatusCode.Unauthorized
                ? throw new CommandException($"{person.Email} cannot sign in with the password of this data folder. A database that was set up from another folder has that folder's: use its sign-in.json.")
                : await ReadAsync<SignInResponse>(response, ct);
        }, ct);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
    }

    /// <summary>Whatever happened to an earlier try: the same file is the same statement.</summary>
    public Task<UploadedStatement> UploadAsync(string file, CancellationToken ct) => PatientlyAsync(() => UploadOnceAsync(file, ct), ct);

    public Task<StatementRow> StatementAsync(Guid id, CancellationToken ct) => PatientlyAsync(async () =>
    {
        using var response = await http.GetAsync($"api/statements/{id}", ct);
        return await ReadAsync<StatementRow>(response, ct);
    }, ct);

    private async Task<UploadedStatement> UploadOnceAsync(string file, CancellationToken ct)
    {
        await using var content = File.OpenRead(file);
        using var form = new MultipartFormDataContent { { new StreamContent(content), "file", Path.GetFileName(file) } };
        using var response = await http.PostAsync("api/statements", form, ct);
        return await ReadAsync<UploadedStatement>(response, ct);
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

    /// <summary>Waits as long as the API asks for, and for an API that starts again.</summary>
    private static async Task<T> PatientlyAsync<T>(Func<Task<T>> ask, CancellationToken ct)
    {
        for (var patience = Stopwatch.StartNew(); ;)
        {
            try
            {
                return await ask();
            }
            catch (AskedToWaitException wait)
            {
                await Task.Delay(wait.After, ct);
            }
            catch (HttpRequestException) when (patience.Elapsed < MayBeAway)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), ct);
            }
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken ct)
    {
        var body = await response.Content.ReadAsStringAsync(ct);
        if (response.IsSuccessStatusCode)
        {
            return JsonSerializer.Deserialize<T>(body, WireJson.Options) ?? throw new CommandException($"The API answered {(int)response.StatusCode} with nothing.");
        }

        if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
        {
            throw new AskedToWaitException(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1));
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

/// <summary>Too many requests, or the database is starting again; worth another try after the time the API names.</summary>
internal sealed class AskedToWaitException(TimeSpan after) : Exception($"The API asks to wait {after.TotalSeconds:0} s.")
{
    public TimeSpan After { get; } = after;
}
