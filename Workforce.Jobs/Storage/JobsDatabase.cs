using Npgsql;

namespace Workforce.Jobs.Storage;

/// <summary>The engine's own connections, with plans pinned.</summary>
internal sealed class JobsDatabase : IAsyncDisposable
{
    // A queue's statistics are stale most of the time (empty now, a million rows in a minute), and one hash join or
    // sequential scan chosen by them turns a millisecond into seconds. The engine's statements have exactly one good
    // plan each, index by index, so the alternatives are taken away.
    private const string PinnedPlans =
        "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c enable_bitmapscan=on -c jit=off " +
        "-c plan_cache_mode=force_generic_plan -c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000";

    public JobsDatabase(string connectionString, int maxPoolSize)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = maxPoolSize,
            MaxAutoPrepare = 64,
            AutoPrepareMinUsages = 2,
            CommandTimeout = 30,
            NoResetOnClose = true,
            // A batch is hundreds of kilobytes each way; every refill of a small buffer is a trip through the thread pool.
            ReadBufferSize = 64 * 1024,
            WriteBufferSize = 32 * 1024,
            ApplicationName = "workforce-jobs",
        };
        settings.Options = string.IsNullOrEmpty(settings.Options) ? PinnedPlans : $"{settings.Options} {PinnedPlans}";
        Source = NpgsqlDataSource.Create(settings);
        // The two connections that are kept for a process's lifetime: no pool, no prepared statements. The kernel probes
        // the network, so that a silent cut is noticed without a query.
        settings.Pooling = false;
        settings.MaxAutoPrepare = 0;
        settings.TcpKeepAlive = true;
        settings.TcpKeepAliveTime = 5;
        settings.TcpKeepAliveInterval = 1;
        settings.ApplicationName = "workforce-jobs-session";
        SessionSource = NpgsqlDataSource.Create(settings);
        Name = settings.Database ?? "postgres";
    }

    public string Name { get; }

    public NpgsqlDataSource Source { get; }

    public NpgsqlDataSource SessionSource { get; }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await SessionSource.DisposeAsync();
    }
}
