using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Workforce.Contracts;
using Workforce.Contracts.Jobs;
using Workforce.Web.Clients;

namespace Workforce.Web.Live;

/// <summary>
/// The API's live stream for one circuit: started by the layout, read until the circuit ends, reconnected with back-off from the
/// last event seen. Handlers are called on the reader's thread; components come back to theirs with InvokeAsync.
/// </summary>
internal sealed partial class LiveEvents(ApiConnection api, Connectivity connectivity, TimeProvider time, ILogger<LiveEvents> logger) : IAsyncDisposable
{
    /// <summary>The stream says something at least every 15 s; three silent beats mean that the other end is gone.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

    /// <summary>The subject of a change that nobody can name.</summary>
    public const string Anything = "anything";

    private readonly CancellationTokenSource stop = new();
    private Task? reading;
    private string? lastId;

    public event Action<JobEventMessage>? Arrived;

    /// <summary>Pauses or limits were changed by somebody; also after a break in which that may have been.</summary>
    public event Action? GatesChanged;

    /// <summary>Something of a kind was changed: <c>agents</c>, <c>proposals</c>; <see cref="Anything"/> after a break in which all of it may have been.</summary>
    public event Action<string>? Changed;

    public bool IsConnected { get; private set; }

    public event Action? ConnectionChanged;

    public void Start() => reading ??= ReadAsync(stop.Token);

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        for (var failures = 0; !cancellationToken.IsCancellationRequested;)
        {
            try
            {
                await RunOnceAsync(() => failures = 0, cancellationToken);
            }
            catch (ApiProblemException problem) when (problem.Problem.Status == StatusCodes.Status401Unauthorized)
            {
                return;
            }
            catch (Exception failure) when (failure is ApiProblemException or JsonException || ApiProblem.IsNoAnswer(failure))
            {
                LogBroken(logger, failure.Message);
                // One break is a restart in passing; people hear of it when the next try fails too.
                if (++failures > 1)
                    connectivity.Lost();
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            SetConnected(false);
            await Task.Delay(Backoff(failures), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunOnceAsync(Action connected, CancellationToken cancellationToken)
    {
        using var response = await api.ExchangeAsync(Request, cancellationToken);
        await using var stream = new WatchedStream(await response.Content.ReadAsStreamAsync(cancellationToken), Silence, time);
        connected();
        connectivity.Answered();
        SetConnected(true);
        if (lastId is not null)
        {
            GatesChanged?.Invoke();
            Changed?.Invoke(Anything);
        }

        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            lastId = item.EventId ?? lastId;
            if (item.EventType == "job" && JsonSerializer.Deserialize<JobEventMessage>(item.Data, WireJson.Options) is { } message)
                Arrived?.Invoke(message);
            else if (item.EventType == "gates")
                GatesChanged?.Invoke();
            else if (item.EventType == "changed" && JsonSerializer.Deserialize<ChangedMessage>(item.Data, WireJson.Options) is { } change)
                Changed?.Invoke(change.Subject);
        }
    }

    private HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "api/events");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (lastId is { Length: > 0 } id)
            request.Headers.Add("Last-Event-ID", id);
        return request;
    }

    private void SetConnected(bool value)
    {
        if (IsConnected == value)
            return;
        IsConnected = value;
        ConnectionChanged?.Invoke();
    }

    /// <summary>0.3 s, then doubled up to 10 s, each shortened by up to a third so that circuits do not return in step.</summary>
    internal static TimeSpan Backoff(int failures)
    {
        var full = TimeSpan.FromSeconds(Math.Min(10, 0.3 * Math.Pow(2, Math.Min(failures, 10))));
        return full * (1 - (Random.Shared.NextDouble() / 3));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        if (reading is not null)
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private sealed record ChangedMessage(string Subject);

    [LoggerMessage(Level = LogLevel.Information, Message = "The live stream broke and will be opened again: {Reason}")]
    private static partial void LogBroken(ILogger logger, string reason);
}
