namespace Workforce.AppHost.Tests.Processes;

/// <summary>Finds every process of one application, its servers and their children too, by a variable they all inherit.</summary>
internal static class MarkedProcesses
{
    public const string Variable = "SAMPLE_MARK";

    /// <summary>Process ids with their command lines.</summary>
    public static IReadOnlyList<(int Id, string Command)> Alive(string mark) =>
    [
        .. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(int.Parse!)
            .Where(id => id != Environment.ProcessId && Read($"/proc/{id}/environ").Split('\0').Contains($"{Variable}={mark}"))
            .Select(id => (id, Read($"/proc/{id}/cmdline").Replace('\0', ' '))),
    ];

    /// <summary>What of the application still runs after so long; returns as soon as nothing does.</summary>
    public static async Task<IReadOnlyList<(int Id, string Command)>> LeftAfterAsync(string mark, TimeSpan patience)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (Alive(mark) is { Count: > 0 } left)
        {
            if (TimeProvider.System.GetElapsedTime(since) > patience)
            {
                return left;
            }

            await Task.Delay(50);
        }

        return [];
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
