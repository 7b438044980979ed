namespace Workforce.Api.Limits;

/// <summary>The windows of this process alone.</summary>
internal sealed class LocalWindows(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Window> windows = [];
    private int pruneAt = 1_000;

    public (long Count, TimeSpan Left) Count(string key, TimeSpan length)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (!windows.TryGetValue(key, out var window) || window.Ends <= now)
            {
                Prune(now);
                windows[key] = window = new Window(now + length);
            }

            return (++window.Count, window.Ends - now);
        }
    }

    // Doubling keeps the cost of looking at every window a small share of the requests that made them.
    private void Prune(DateTimeOffset now)
    {
        if (windows.Count < pruneAt)
        {
            return;
        }

        foreach (var (key, window) in windows)
        {
            if (window.Ends <= now)
            {
                windows.Remove(key);
            }
        }

        pruneAt = Math.Max(1_000, windows.Count * 2);
    }

    private sealed class Window(DateTimeOffset ends)
    {
        public DateTimeOffset Ends { get; } = ends;

        public long Count { get; set; }
    }
}
