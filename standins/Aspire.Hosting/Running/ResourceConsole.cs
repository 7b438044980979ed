using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Running;

/// <summary>Writes each line under the name of the resource it came from, in the resource's colour on a terminal.</summary>
internal sealed class ResourceConsole(TextWriter output, bool colours) : ILoggerProvider
{
    public const string CategoryPrefix = "Resources.";
    private const int NameWidth = 12;
    private const int Red = 31;

    // Cyan, green, yellow, magenta, blue and their bright forms: readable on light and dark.
    private static readonly int[] Palette = [36, 32, 33, 35, 34, 96, 92, 95, 94];

    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<string, int> colourOf = new(StringComparer.Ordinal);

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName.StartsWith(CategoryPrefix, StringComparison.Ordinal) ? categoryName[CategoryPrefix.Length..] : "apphost");

    public void Dispose()
    {
    }

    private void Write(string name, LogLevel level, string text)
    {
        var colour = colourOf.GetOrAdd(name, _ => Palette[colourOf.Count % Palette.Length]);
        var prefix = colours ? $"\e[{colour}m{name.PadRight(NameWidth)} |\e[0m " : $"{name.PadRight(NameWidth)} | ";
        lock (gate)
        {
            foreach (var line in text.Split('\n'))
            {
                output.WriteLine(colours && level >= LogLevel.Error ? $"{prefix}\e[{Red}m{line.TrimEnd('\r')}\e[0m" : prefix + line.TrimEnd('\r'));
            }
        }
    }

    private sealed class Logger(ResourceConsole console, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            console.Write(name, logLevel, exception is null ? formatter(state, exception) : $"{formatter(state, exception)}\n{exception}");
    }
}
