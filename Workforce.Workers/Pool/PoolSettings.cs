using Workforce.Jobs.Pool;

namespace Workforce.Workers.Pool;

/// <summary>The section <c>WorkerPool</c> of the configuration.</summary>
internal sealed class PoolSettings
{
    public const string Section = "WorkerPool";

    /// <summary>Where external workers attach: <c>http://127.0.0.1:5050</c>, <c>https://0.0.0.0:5443</c>. Its certificate is Kestrel's (<c>Kestrel:Certificates:Default</c>). Empty: see <see cref="Port"/>.</summary>
    public string? Url { get; set; }

    /// <summary>Instead of <see cref="Url"/>: plain text on loopback at this port. 0: the pool is not served.</summary>
    public int Port { get; set; }

    /// <summary>Takes plain text from other machines, too: only behind something that ends TLS before it.</summary>
    public bool AllowPlainText { get; set; }

    /// <summary>Calls a key may make in a second, besides what goes through its streams; twice as many in a burst.</summary>
    public int CallsPerSecond { get; set; } = 200;

    /// <summary>Messages a worker may send in a second; twice as many in a burst. Those beyond wait, and the worker with them.</summary>
    public int MessagesPerSecond { get; set; } = 2000;

    /// <summary>Calls without a good key that an address may make in a minute.</summary>
    public int BadKeysPerMinute { get; set; } = 60;

    /// <summary>Both sides say that they are there this often.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>A worker that said nothing for this long is taken for gone; at least twice the heartbeat.</summary>
    public TimeSpan LostAfter { get; set; } = TimeSpan.FromSeconds(9);

    /// <summary>The keys of open streams are looked up again this often.</summary>
    public TimeSpan CheckKeys { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Most workers attached to one replica.</summary>
    public int MaxWorkers { get; set; } = 1000;

    public string? Address => Url ?? (Port == 0 ? null : $"http://127.0.0.1:{Port}");

    public void Apply(PoolOptions pool) => (pool.Heartbeat, pool.LostAfter, pool.MaxWorkers) = (Heartbeat, LostAfter, MaxWorkers);

    public static PoolSettings Of(IConfiguration configuration) => configuration.GetSection(Section).Get<PoolSettings>() ?? new();
}
