namespace Workforce.Testing;

/// <summary>Real input kept beside the repository. A clone without it still passes: tests over it then cover no file, and say so.</summary>
public static class Fixtures
{
    /// <summary>The fixtures folder, null where this clone has none beside it.</summary>
    public static string? Root { get; } = Find(AppContext.BaseDirectory);

    private static string? Find(string? from)
    {
        for (var folder = from; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var candidate = Path.Combine(folder, "shared", "fixtures");
            if (File.Exists(Path.Combine(candidate, "expected.json")))
            {
                return candidate;
            }
        }

        return Environment.GetEnvironmentVariable("WORKFORCE_FIXTURES") is { Length: > 0 } named && Directory.Exists(named) ? named : null;
    }
}
