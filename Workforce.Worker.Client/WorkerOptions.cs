namespace Workforce.Worker.Client;

/// <summary>Where a worker attaches, and as what.</summary>
public sealed class WorkerOptions
{
    /// <summary>Addresses of the pool's replicas, <c>https://host:port</c> or, on this machine, <c>http://127.0.0.1:port</c>. Tried in turn.</summary>
    public IList<Uri> Addresses { get; } = [];

    /// <summary>An API key with the scope <c>worker</c>, <c>worker:queue</c> or <c>worker:queue.intent</c>.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>For people, 1 to 100 characters.</summary>
    public string Name { get; set; } = $"{Environment.MachineName}:{Environment.ProcessId}";

    /// <summary>For people, at most 100 characters; the version of the program unless set.</summary>
    public string Version { get; set; } = System.Reflection.Assembly.GetEntryAssembly()?.GetName().Version?.ToString() ?? "";

    /// <summary>Jobs it does at once, 1 to 10,000. Handlers that only wait, or that take less than a millisecond, want hundreds.</summary>
    public int Slots { get; set; } = Environment.ProcessorCount;

    /// <summary>What jobs may need and this worker has, like <c>gpu</c>.</summary>
    public IList<string> Capabilities { get; } = [];

    /// <summary>How long handlers may go on after the worker was asked to stop, before their tokens fire.</summary>
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a handler may ignore its fired token before the worker goes on without it.</summary>
    public TimeSpan AbandonAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The wait before the second try to attach; doubled with each further one.</summary>
    public TimeSpan FirstBackOff { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>No wait is longer.</summary>
    public TimeSpan LongestBackOff { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Prepares the connections' handler, e.g. with a certificate authority of your own.</summary>
    public Action<SocketsHttpHandler>? ConfigureHttp { get; set; }

    internal void ThrowIfBad()
    {
        if (Addresses.Count == 0)
            throw new InvalidOperationException($"{nameof(WorkerOptions)}.{nameof(Addresses)} is empty: say where the worker pool is, e.g. http://127.0.0.1:5050.");
        if (Addresses.FirstOrDefault(a => a.Scheme is not ("http" or "https")) is { } strange)
            throw new InvalidOperationException($"{nameof(WorkerOptions)}.{nameof(Addresses)} has {strange}; expected http:// or https://.");
        if (ApiKey.Length == 0)
            throw new InvalidOperationException($"{nameof(WorkerOptions)}.{nameof(ApiKey)} is empty: make a key with the scope 'worker' in Settings, API keys.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Slots, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Slots, 10_000);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(FirstBackOff, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(LongestBackOff, FirstBackOff);
    }
}
