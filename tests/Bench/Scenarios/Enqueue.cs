using System.Globalization;

namespace Bench.Scenarios;

/// <summary>How fast jobs are stored.</summary>
internal static class Enqueue
{
    public static Scenario Single { get; } = new(
        "enqueue-single", "Concurrent producers in one process, each awaiting its job before the next, for --seconds (5).",
        [Options.Producers, Options.Seconds],
        (settings, store, ct) => MeasureAsync(settings, store, ct, "single", Text(settings.Seconds ?? 5), Text(settings.Producers ?? 8)));

    public static Scenario Bulk { get; } = new(
        "enqueue-bulk", "--jobs (100,000) by the bulk call, 10,000 a call and transaction.",
        [Options.Jobs],
        (settings, store, ct) => MeasureAsync(settings, store, ct, "bulk", Text(settings.Jobs ?? 100_000)));

    private static async Task<object> MeasureAsync(Settings settings, Store store, CancellationToken ct, params string[] what)
    {
        var database = await store.EmptyAsync(ct);
        var (jobs, seconds) = await PeerProcess.ProduceAsync(database, ct, what);
        var stored = await Store.ReadAsync<long>(database.Connection, "select count(*) from jobs.job", ct);
        await store.DropAsync(database);
        // Beside those counted there may be one to warm up with.
        return stored - jobs is 0 or 1
            ? new { rate = jobs / seconds, jobs, seconds, redis = settings.Redis is not null }
            : throw new InvalidOperationException($"{stored} jobs are stored, {jobs} were enqueued.");
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
