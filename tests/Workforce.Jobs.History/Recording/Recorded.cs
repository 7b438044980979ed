using Workforce.Jobs.History.Planning;

namespace Workforce.Jobs.History.Recording;

/// <summary>
/// All that is known of a round. Times are microseconds of the machine's clock, which Postgres and all processes share; it
/// is not the clock that workers read, and nothing steps it.
/// </summary>
internal sealed record Recorded
{
    /// <summary>What clients did.</summary>
    public IReadOnlyList<Call> Calls { get; init; } = [];

    /// <summary>What was broken when.</summary>
    public IReadOnlyList<Strike> Strikes { get; init; } = [];

    /// <summary>What handlers did.</summary>
    public IReadOnlyList<Run> Runs { get; init; } = [];

    /// <summary>What processes logged as errors: process and text.</summary>
    public IReadOnlyList<(string Process, string Text)> Errors { get; init; } = [];

    /// <summary>What became of each job, in the order in which it did.</summary>
    public IReadOnlyList<Move> Moves { get; init; } = [];

    /// <summary>The snapshots that claims were made from, by transaction.</summary>
    public IReadOnlyDictionary<long, Snapshot> Snapshots { get; init; } = new Dictionary<long, Snapshot>();

    /// <summary>Names of worker processes, by the ids they registered under.</summary>
    public IReadOnlyDictionary<Guid, string> Workers { get; init; } = new Dictionary<Guid, string>();

    public IReadOnlyList<Heartbeat> Heartbeats { get; init; } = [];

    public IReadOnlyList<Gate> Gates { get; init; } = [];

    public IReadOnlyList<Progress> Reports { get; init; } = [];

    /// <summary>What the engine itself says has happened.</summary>
    public IReadOnlyList<Told> Events { get; init; } = [];

    public IReadOnlyList<Effect> Effects { get; init; } = [];

    /// <summary>All jobs as they stand at the end.</summary>
    public IReadOnlyList<Version> Final { get; init; } = [];
}

/// <param name="To">When it was mended.</param>
internal sealed record Strike(PlannedFault Fault, long From, long To);

/// <summary>A handler's stay in its job.</summary>
/// <param name="Left">Null: its process was killed, or it never came to its end.</param>
/// <param name="How">What it returned.</param>
internal sealed record Run(string Process, Guid JobId, long Epoch, int Number, long Entered, long? Left, string? How);

/// <param name="Began">The transaction's now().</param>
/// <param name="Committed">Its commit.</param>
internal sealed record Heartbeat(string Process, long Began, long Committed);

/// <param name="Reported">The lease that the reporting handler said it has.</param>
/// <param name="Began">The transaction's now().</param>
internal sealed record Progress(Guid JobId, long Epoch, long Reported, long Began);

/// <summary>An entry of the engine's events.</summary>
internal sealed record Told(long Xid, Guid JobId, string Type);

internal sealed record Effect(Guid JobId, long Epoch, string Process);

/// <summary>What a transaction saw.</summary>
/// <param name="Next">Those from here on had not begun.</param>
/// <param name="Running">Those before it that had not ended.</param>
internal sealed record Snapshot(long Next, IReadOnlySet<long> Running)
{
    public bool Sees(long xid) => xid < Next && !Running.Contains(xid);

    /// <summary>As Postgres writes it: <c>xmin:xmax:xip,xip</c>.</summary>
    public static Snapshot Parse(string text)
    {
        var parts = text.Split(':');
        return new(long.Parse(parts[1]), parts[2].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(long.Parse).ToHashSet());
    }
}
