using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Workforce.Contracts;
using Workforce.Jobs;

namespace Workforce.Api.Jobs;

/// <summary>Writes events as they come. Not TypedResults.ServerSentEvents: that cannot write comments, which keep proxies from closing a silent stream and mean nothing to a reader.</summary>
internal sealed record EventStream(IAsyncEnumerable<JobEvent> Events, long Newest, bool Resumed, Guid? Correlation, Func<Action<string>, IDisposable> Watch, TimeProvider Time) : IResult
{
    /// <summary>Pauses or limits have changed: an event of its own name. Other subjects come as <c>changed</c>.</summary>
    public const string Gates = "gates";

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/event-stream";
        // Asks a proxy in between not to collect the stream.
        response.Headers["X-Accel-Buffering"] = "no";
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var gone = httpContext.RequestAborted;
        // From before it is said that the stream is there: whoever looks from then on misses nothing.
        var notices = new Notices();
        using var watch = Watch(notices.Give);
        try
        {
            // A resumed stream still owes events older than the newest: its reader must not take the newest for its own place.
            await response.WriteAsync($"event: hello\n{(Resumed ? "" : IdLine(Newest))}data: {{\"last_event_id\":{Newest}}}\n\n", gone);
            await response.Body.FlushAsync(gone);
            await WriteAsync(response, notices, gone);
        }
        catch (OperationCanceledException)
        {
            // The reader left, its token ended, or the host stops: the stream just ends.
        }
    }

    private async Task WriteAsync(HttpResponse response, Notices notices, CancellationToken gone)
    {
        await using var events = Events.GetAsyncEnumerator(CancellationToken.None);
        var next = Next(events);
        try
        {
            for (; await StillComesAsync(next, notices, response, gone); next = Next(events))
            {
                var e = events.Current;
                if (Correlation is { } only && e.CorrelationId != only)
                {
                    continue;
                }

                await response.WriteAsync($"event: job\n{IdLine(e.Id)}data: {JsonSerializer.Serialize(JobRows.Event(e), WireJson.Options)}\n\n", gone);
                await response.Body.FlushAsync(gone);
            }
        }
        finally
        {
            // An enumerator may not be disposed while it is moving. It stops, as the stream's token has fired with the reader's.
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> StillComesAsync(Task<bool> next, Notices notices, HttpResponse response, CancellationToken gone)
    {
        while (true)
        {
            await ((Task)Task.WhenAny(next, notices.Given)).WaitAsync(Silence, Time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // Before the jobs that wait to be told: they may be as many as come.
            if (notices.Given.IsCompleted)
            {
                foreach (var subject in notices.Take())
                {
                    await response.WriteAsync(subject == Gates ? "event: gates\ndata: {}\n\n" : $"event: changed\ndata: {{\"subject\":\"{subject}\"}}\n\n", gone);
                }
            }
            else if (next.IsCompleted)
            {
                return await next;
            }
            else
            {
                await response.WriteAsync(":\n\n", gone);
            }

            await response.Body.FlushAsync(gone);
        }
    }

    private static Task<bool> Next(IAsyncEnumerator<JobEvent> events) => events.MoveNextAsync().AsTask();

    private static string IdLine(long id) => string.Create(CultureInfo.InvariantCulture, $"id: {id}\n");

    /// <summary>What has changed, until it is told: once, however often it changed meanwhile.</summary>
    private sealed class Notices
    {
        private readonly Lock gate = new();
        private readonly HashSet<string> subjects = new(StringComparer.Ordinal);
        private TaskCompletionSource given = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Given
        {
            get
            {
                lock (gate)
                {
                    return given.Task;
                }
            }
        }

        public void Give(string subject)
        {
            lock (gate)
            {
                subjects.Add(subject);
                given.TrySetResult();
            }
        }

        public string[] Take()
        {
            lock (gate)
            {
                string[] taken = [.. subjects.Order(StringComparer.Ordinal)];
                subjects.Clear();
                given = new(TaskCreationOptions.RunContinuationsAsynchronously);
                return taken;
            }
        }
    }
}
