using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Workforce.Testing;

/// <summary>
/// Keeps what the code under test logs: <c>builder.Logging.AddProvider(new TestLogs())</c>, made inside the test.
/// An Error or Critical entry the test did not <see cref="Expect"/> fails it when it ends.
/// </summary>
public sealed class TestLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<Entry> entries = new();
    private readonly ConcurrentBag<string> expected = [];

    public TestLogs() => FailOnUndeclaredErrorsAttribute.Watch(this);

    public IReadOnlyList<Entry> Entries => [.. entries];

    internal IEnumerable<Entry> Undeclared =>
        entries.Where(entry => entry.Level >= LogLevel.Error && !expected.Any(part => entry.Text.Contains(part, StringComparison.Ordinal)));

    /// <summary>Declares that errors whose text or exception contains this are part of the test.</summary>
    public TestLogs Expect(string part)
    {
        expected.Add(part);
        return this;
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    public sealed record Entry(LogLevel Level, string Category, string Message, Exception? Exception)
    {
        internal string Text => Exception is null ? $"{Category}: {Message}" : $"{Category}: {Message}{Environment.NewLine}{Exception}";
    }

    private sealed class Logger(TestLogs logs, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var entry = new Entry(logLevel, category, formatter(state, exception), exception);
            logs.entries.Enqueue(entry);
            if (logLevel >= LogLevel.Warning)
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"{logLevel}: {entry.Text}");
            }
        }
    }
}
