using System.CommandLine;

namespace Bench;

/// <summary>What was asked for; null where the scenario's own default holds.</summary>
internal sealed record Settings
{
    public required string Connection { get; init; }

    /// <summary>Host and port; null: wake-ups go through Postgres.</summary>
    public string? Redis { get; init; }

    public int Concurrency { get; init; } = 16;

    public int? MaxBatch { get; init; }

    public int? Runs { get; init; }

    public int? Jobs { get; init; }

    public int? Processes { get; init; }

    public int? Producers { get; init; }

    public double? Seconds { get; init; }

    public int? Rate { get; init; }

    public int? Slots { get; init; }

    public int? Workers { get; init; }
}

/// <summary>The command line's names for <see cref="Settings"/>.</summary>
internal static class Options
{
    public static readonly Option<string> Connection = new("--connection") { Description = "Npgsql connection string of a superuser; databases named bench_* come and go beside the one it names. Default: the PGHOST, PGPORT and PGUSER of the environment." };
    public static readonly Option<string> Redis = new("--redis") { Description = "host:port of a Redis for wake-ups. Default: none, Postgres does it." };
    public static readonly Option<int> Concurrency = new("--concurrency") { Description = "Handlers at once in a worker process.", DefaultValueFactory = _ => 16 };
    public static readonly Option<int?> MaxBatch = new("--max-batch") { Description = "Most jobs a claim takes. Default: the engine's." };
    public static readonly Option<bool> Json = new("--json") { Description = "One JSON object per run on standard output and nothing else." };
    public static readonly Option<int?> Runs = new("--runs") { Description = "How often to measure. Default: 5." };
    public static readonly Option<int?> Jobs = new("--jobs") { Description = "How many jobs." };
    public static readonly Option<int?> Processes = new("--processes") { Description = "Worker processes. Default: 1." };
    public static readonly Option<int?> Producers = new("--producers") { Description = "Concurrent producers in one process. Default: 8." };
    public static readonly Option<double?> Seconds = new("--seconds") { Description = "How long to measure." };
    public static readonly Option<int?> Rate = new("--rate") { Description = "Jobs enqueued per second. Default: 50." };

    public static readonly Option<int?> Slots = new("--slots") { Description = "Jobs that an attached worker holds at once." };
    public static readonly Option<int?> Workers = new("--workers") { Description = "Attached workers." };

    /// <summary>Of every scenario and of a peer.</summary>
    public static IReadOnlyList<Option> Common { get; } = [Connection, Redis, Concurrency, MaxBatch];

    public static Settings Read(ParseResult parsed) => new()
    {
        Connection = parsed.GetValue(Connection) ?? FromEnvironment(),
        Redis = parsed.GetValue(Redis) ?? (Environment.GetEnvironmentVariable("BENCH_REDIS") is { Length: > 0 } address ? address : null),
        Concurrency = parsed.GetValue(Concurrency),
        MaxBatch = parsed.GetValue(MaxBatch),
        Runs = parsed.GetValue(Runs),
        Jobs = parsed.GetValue(Jobs),
        Processes = parsed.GetValue(Processes),
        Producers = parsed.GetValue(Producers),
        Seconds = parsed.GetValue(Seconds),
        Rate = parsed.GetValue(Rate),
        Slots = parsed.GetValue(Slots),
        Workers = parsed.GetValue(Workers),
    };

    private static string FromEnvironment()
    {
        string Of(string name, string otherwise) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : otherwise;
        return $"Host={Of("PGHOST", "127.0.0.1")};Port={Of("PGPORT", "5432")};Username={Of("PGUSER", "postgres")};Database={Of("PGDATABASE", "postgres")}";
    }
}
