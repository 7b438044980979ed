using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Workforce.Jobs.Bells;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Running;

/// <summary>One line a handler logged.</summary>
internal sealed record LogLine(DateTimeOffset At, LogLevel Level, string Message);

/// <summary>
/// The log of one attempt: lines are stored a few at a time, in order, under the lease. A handler never waits for it; what
/// it writes faster than Postgres takes it is dropped and counted, and the count is a line of its own.
/// </summary>
internal sealed class JobLog(Attempt attempt, JobsDatabase database, Bell bell, JobsOptions options, TimeProvider time, ILogger process) : ILogger
{
    private const int MostWaiting = 1000;
    private const int MostAtOnce = 200;
    private const int LongestMessage = 8192;

    private readonly Lock gate = new();
    private Store? store;
    private bool ended;
    private int dropped;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => process.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => process.IsEnabled(logLevel) || (logLevel >= options.LogLines && logLevel is not (LogLevel.Trace or LogLevel.None));

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        process.Log(logLevel, eventId, state, exception, formatter);
        if (logLevel < options.LogLines || logLevel is LogLevel.Trace or LogLevel.None)
            return;
        var text = exception is null ? formatter(state, exception) : $"{formatter(state, exception)}\n{exception}";
        // Postgres stores no NUL in text.
        var line = new LogLine(attempt.Now, logLevel, (text.Length <= LongestMessage ? text : $"{text[..LongestMessage]}…").Replace('\0', '\uFFFD'));
        lock (gate)
        {
            // Most attempts log nothing.
            if (store is null && !ended)
            {
                store = new();
                store.Writing = Task.Run(() => WriteAsync(store));
            }
            if (store?.Lines.Writer.TryWrite(line) != true)
                dropped++;
        }
    }

    /// <summary>Everything logged so far is stored when this returns, unless Postgres is away.</summary>
    public async ValueTask EndAsync()
    {
        lock (gate)
            ended = true;
        if (store is null)
            return;
        store.Lines.Writer.TryComplete();
        store.Ending.TrySetResult();
        await store.Writing;
    }

    private async Task WriteAsync(Store mine)
    {
        var batch = new List<LogLine>(MostAtOnce);
        while (await mine.Lines.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MostAtOnce && mine.Lines.Reader.TryRead(out var line))
                batch.Add(line);
            if (Interlocked.Exchange(ref dropped, 0) is > 0 and var lost)
                batch.Add(new(attempt.Now, LogLevel.Warning, $"{lost} lines were dropped here: they came faster than they could be stored."));
            try
            {
                await LeaseStatements.LogAsync(database.Source, attempt.Job.Lease, batch, CancellationToken.None);
                bell.Ring(Bell.Events);
            }
            catch (Exception problem) when (Outage.Is(problem))
            {
                // Lines are for reading only, and the process's own log has them: not worth an attempt.
            }
            // The first line is stored at once; those that follow in quick succession together.
            await Task.WhenAny(Task.Delay(options.ProgressEvery, time), mine.Ending.Task);
        }
    }

    private sealed class Store
    {
        public Channel<LogLine> Lines { get; } = Channel.CreateBounded<LogLine>(new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

        public TaskCompletionSource Ending { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Writing { get; set; } = Task.CompletedTask;
    }
}
