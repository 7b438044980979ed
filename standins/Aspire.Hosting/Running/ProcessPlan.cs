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

    /// <summary>A folder that the process finds as <see cref="HandedOver"/>, because its account may not reach it by its path.</summary>
    public string? Handed { get; init; }

    /// <summary>A folder's path by the descriptor it was opened with: what lies above it is not asked for leave (as /root would be).</summary>
    public const string HandedOver = "/proc/self/fd/9";

    /// <summary>The command line of a process that ends with whoever starts it. The kernel forgets that wish when the account changes, so one program does both.</summary>
    public string[] Words
    {
        get
        {
            string[] process = [.. RunAs?.SetPrivileges ?? [], "--", Command, .. Arguments];
            return Handed is null
                ? ["setpriv", "--pdeathsig", "KILL", .. process]
                : ["sh", "-c", "exec 9<\"$0\" && exec setpriv --pdeathsig KILL \"$@\"", Handed, .. process];
        }
    }
}
