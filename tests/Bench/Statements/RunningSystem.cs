using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Threading.Channels;
using Workforce.Contracts;
using Workforce.Contracts.Finance;
using Workforce.Contracts.Identity;
using Workforce.Contracts.Jobs;

namespace Bench.Statements;

/// <summary>A system that ./run started, as its API shows it.</summary>
internal sealed class RunningSystem(HttpClient http) : IDisposable
{
    private sealed record Endpoints(Uri Api);

    public static async Task<RunningSystem> SignInAsync(string folder, CancellationToken ct)
    {
        var endpoints = JsonSerializer.Deserialize<Endpoints>(await File.ReadAllTextAsync(Path.Combine(folder, "endpoints.json"), ct), WireJson.Options)!;
        var person = JsonSerializer.Deserialize<SignInRequest>(await File.ReadAllTextAsync(Path.Combine(folder, "sign-in.json"), ct), WireJson.Options)!;
        var http = new HttpClient { BaseAddress = endpoints.Api };
        using var answer = await http.PostAsJsonAsync("api/sign-in", person, WireJson.Options, ct);
        answer.EnsureSuccessStatusCode();
        var tokens = (await answer.Content.ReadFromJsonAsync<SignInResponse>(WireJson.Options, ct))!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
        return new(http);
    }

    public async Task<Guid> UploadAsync(string name, byte[] content, CancellationToken ct)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", name } };
        using var answer = await http.PostAsync("api/statements", form, ct);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<UploadedStatement>(WireJson.Options, ct))!.Statement.CorrelationId;
    }

    /// <summary>Correlations whose notification is done, from when this returns on.</summary>
    public async Task<ChannelReader<Guid>> NotifiedAsync(CancellationToken ct)
    {
        var response = await http.GetAsync("api/events", HttpCompletionOption.ResponseHeadersRead, ct);
        response.EnsureSuccessStatusCode();
        var items = SseParser.Create(await response.Content.ReadAsStreamAsync(ct)).EnumerateAsync(ct).GetAsyncEnumerator(ct);
        // The greeting: from here on nothing is missed.
        await items.MoveNextAsync();
        var channel = Channel.CreateUnbounded<Guid>();
        _ = ReadAsync();
        return channel.Reader;

        async Task ReadAsync()
        {
            try
            {
                while (await items.MoveNextAsync())
                    if (items.Current.EventType == "job" && JsonSerializer.Deserialize<JobEventMessage>(items.Current.Data, WireJson.Options) is { Kind: "notifications.notify", Type: "completed" } done)
                        channel.Writer.TryWrite(done.CorrelationId);
                channel.Writer.TryComplete();
            }
            catch (Exception end)
            {
                channel.Writer.TryComplete(end);
            }
            finally
            {
                response.Dispose();
            }
        }
    }

    public void Dispose() => http.Dispose();
}
