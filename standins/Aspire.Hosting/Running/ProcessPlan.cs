namespace Aspire.Hosting.Running;

/// <summary>How to start one process.</summary>
internal sealed record ProcessPlan
{
    public required string Command { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public required string WorkingDirectory { get; init; }

    /// <summary>Set on top of what the app host was started with; null takes a variable away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The signal that asks the process to end in good order.</summary>
    public string StopSignal { get; init; } = "TERM";

    /// <summary>Who the process runs as; null: as the app host does.</summary>
    public Account? RunAs { get; init; }
}
