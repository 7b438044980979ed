using System.Globalization;

namespace Aspire.Hosting.Running;

/// <summary>What /proc says of processes.</summary>
internal static class ProcessTable
{
    /// <summary>When a process was started, in ticks since boot, which tells it from a later one with its number; null where it has ended.</summary>
    public static string? StartedAt(int process) => Fields(process) is ["Z", ..] or null ? null : Fields(process)?[19];

    public static int? Parent(int process) => Fields(process) is { } fields ? int.Parse(fields[1], CultureInfo.InvariantCulture) : null;

    public static IReadOnlyList<string> CommandLine(int process) => Read($"/proc/{process}/cmdline")?.Split('\0', StringSplitOptions.RemoveEmptyEntries) ?? [];

    // /proc/PID/stat: 4711 (name) S 1 … with the state as field 3. The name may hold spaces and parentheses.
    private static string[]? Fields(int process) =>
        Read($"/proc/{process}/stat") is { } stat ? stat[(stat.LastIndexOf(')') + 2)..].Split(' ') : null;

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended between two looks.
            return null;
        }
    }
}
