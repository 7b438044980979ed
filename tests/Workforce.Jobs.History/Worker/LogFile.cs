using Microsoft.Extensions.Logging;

namespace Workforce.Jobs.History.Worker;

/// <summary>What a process has to say, for whoever looks into a violation.</summary>
internal sealed class LogFile(string path) : ILoggerProvider, ILogger
{
    private readonly StreamWriter file = new(path) { AutoFlush = true };
    private readonly Lock gate = new();

    /// <summary>First lines of the errors in such a file.</summary>
    public static IEnumerable<string> Errors(string text) =>
        text.Split('\n').Where(line => line.Split(' ', 3) is [_, nameof(LogLevel.Error) or nameof(LogLevel.Critical), _]).Select(line => line.Split(' ', 3)[2].TrimEnd());

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (gate)
            file.WriteLine($"{TimeProvider.System.GetUtcNow():HH:mm:ss.ffffff} {logLevel} {formatter(state, exception)} {exception}");
    }

    public void Dispose() => file.Dispose();
}
