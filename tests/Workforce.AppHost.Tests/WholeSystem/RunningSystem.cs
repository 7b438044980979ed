using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Workforce.AppHost.Tests.Processes;
using Workforce.Contracts;
using Workforce.Contracts.Finance;
using Workforce.Contracts.Identity;
using Workforce.Contracts.Jobs;

namespace Workforce.AppHost.Tests.WholeSystem;

/// <summary>All of Workforce as ./run starts it, on a data folder of its own: asked through its API, hurt through its processes.</summary>
internal sealed class RunningSystem : IAsyncDisposable
{
    private const string Password = "for-tests-only-7Wf";

    private readonly TemporaryData data = new();
    private readonly SampleHost host;
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) };

    private RunningSystem(string[] settings) =>
        host = SampleHost.Start(Program("Workforce.AppHost", "Workforce.AppHost.dll"), data.Path, [$"--Parameters:demo-password={Password}", .. settings]);

    public string DataFolder => data.Path;

    /// <summary>Path of a program of the product, built in the configuration of these tests.</summary>
    public static string Program(string project, string file)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var root = own;
        while (!File.Exists(Path.Combine(root.FullName, "Workforce.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("The tests do not run below the repository.");
        }

        return Path.Combine(root.FullName, project, "bin", own.Parent!.Name, own.Name, file);
    }

    public static async Task<RunningSystem> StartAsync(CancellationToken ct, params string[] settings)
    {
        var system = new RunningSystem(settings);
        await system.host.ReadyAsync(ct);
        await File.WriteAllTextAsync(system.data.File("sign-in.json"), $$"""{"email":"ada@juniper.example","password":"{{Password}}"}""", ct);
        var endpoints = JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(system.data.File("endpoints.json"), ct))!;
        system.http.BaseAddress = new Uri(endpoints["api"]);
        await system.SignInAsync(ct);
        return system;
    }

    /// <summary>True while a process of the system has the text in its command line.</summary>
    public bool Runs(string command) => MarkedProcesses.Alive(host.Mark).Any(process => process.Command.Contains(command, StringComparison.Ordinal));

    /// <summary>A setting that each process with the text in its command line was started with; null: it was not.</summary>
    public IReadOnlyList<string?> SettingsOf(string command, string name) =>
        [.. MarkedProcesses.Alive(host.Mark).Where(process => process.Command.Contains(command, StringComparison.Ordinal))
            .Select(process => File.ReadAllText($"/proc/{process.Id}/environ").Split('\0').FirstOrDefault(line => line.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..])];

    /// <summary>Where the web is.</summary>
    public string Web => JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(data.File("endpoints.json")))!["web"];

    /// <summary>Kills every process of the system whose command line holds the text, with SIGKILL; the answer is how many.</summary>
    public int Kill(string command)
    {
        var victims = MarkedProcesses.Alive(host.Mark).Where(process => process.Command.Contains(command, StringComparison.Ordinal)).ToList();
        foreach (var (id, _) in victims)
        {
            try
            {
                System.Diagnostics.Process.GetProcessById(id).Kill();
            }
            catch (ArgumentException)
            {
                // It was gone already.
            }
        }

        return victims.Count;
    }

    /// <summary>Asks until there is an answer: the API or what it needs may just have been killed.</summary>
    public async Task<T> AskAsync<T>(Func<HttpClient, CancellationToken, Task<HttpResponseMessage>> ask, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                using var response = await ask(http, ct);
                if (response.IsSuccessStatusCode)
                {
                    return (await response.Content.ReadFromJsonAsync<T>(WireJson.Options, ct))!;
                }

                Assert.True(response.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync(ct)}");
                await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromMilliseconds(200), ct);
            }
            catch (Exception away) when (away is HttpRequestException or IOException || (away is TaskCanceledException && !ct.IsCancellationRequested))
            {
                await Task.Delay(100, ct);
            }
        }
    }

    public Task<T> GetAsync<T>(string path, CancellationToken ct) => AskAsync<T>((client, token) => client.GetAsync(path, token), ct);

    public Task<UploadedStatement> UploadAsync(string name, byte[] content, CancellationToken ct) => AskAsync<UploadedStatement>(
        async (client, token) =>
        {
            using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", name } };
            return await client.PostAsync("api/statements", form, token);
        },
        ct);

    public async Task<StatementRow> DoneAsync(Guid statement, CancellationToken ct)
    {
        while (true)
        {
            var row = await GetAsync<StatementRow>($"api/statements/{statement}", ct);
            if (row.Status is not (StatementStatus.Uploaded or StatementStatus.Processing))
            {
                return row;
            }

            await Task.Delay(100, ct);
        }
    }

    /// <summary>When no employee has work left: what a statement sets going goes on after its own notification.</summary>
    public async Task AtRestAsync(CancellationToken ct)
    {
        while ((await GetAsync<QueueDepth[]>("api/jobs/queues", ct)).Any(queue => queue.Pending + queue.Processing + queue.Retrying > 0))
        {
            await Task.Delay(100, ct);
        }
    }

    /// <summary>The live stream from its first event, over every loss of the connection.</summary>
    public async IAsyncEnumerable<JobEventMessage> EventsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var last = "0";
        while (true)
        {
            await using var stream = await OpenAsync(last, ct);
            await using var items = SseParser.Create(stream).EnumerateAsync(ct).GetAsyncEnumerator(ct);
            while (await MovesAsync(items))
            {
                if (items.Current.EventType == "job")
                {
                    last = items.Current.EventId ?? last;
                    yield return JsonSerializer.Deserialize<JobEventMessage>(items.Current.Data, WireJson.Options)!;
                }
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
        data.Dispose();
    }

    private async Task SignInAsync(CancellationToken ct)
    {
        var tokens = await AskAsync<SignInResponse>(
            (client, token) => client.PostAsJsonAsync("api/sign-in", new SignInRequest("ada@juniper.example", Password), WireJson.Options, token), ct);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
    }

    private async Task<Stream> OpenAsync(string last, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "api/events");
                request.Headers.Add("Last-Event-ID", last);
                var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
                response.EnsureSuccessStatusCode();
                return await response.Content.ReadAsStreamAsync(ct);
            }
            catch (Exception away) when (away is HttpRequestException or IOException || (away is TaskCanceledException && !ct.IsCancellationRequested))
            {
                await Task.Delay(100, ct);
            }
        }
    }

    private static async Task<bool> MovesAsync(IAsyncEnumerator<SseItem<string>> items)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (Exception away) when (away is HttpRequestException or IOException)
        {
            return false;
        }
    }
}
