namespace Workforce.Jobs.History.Planning;

internal enum Fault
{
    /// <summary>kill -9 of a worker process; another takes its place at the end of the fault.</summary>
    Kill,

    /// <summary>SIGTERM; another takes its place.</summary>
    Stop,

    /// <summary>SIGSTOP, longer than a lease lasts without a heartbeat, then SIGCONT.</summary>
    Pause,

    /// <summary>All connections break and none can be made.</summary>
    Cut,

    /// <summary>Nothing arrives either way; what was on its way arrives at the end of the fault.</summary>
    Hang,

    /// <summary>The clock that a worker process reads jumps.</summary>
    ClockStep,

    /// <summary>Postgres ends its sessions, writes a checkpoint and starts again.</summary>
    RestartFast,

    /// <summary>Postgres dies at once and recovers from its log.</summary>
    RestartImmediate,
}

/// <param name="Process">Number of the worker process; <see cref="Clients"/>: the network of the clients. Nothing to a restart.</param>
/// <param name="Step">Of a clock.</param>
internal sealed record PlannedFault(TimeSpan At, Fault Fault, int Process, TimeSpan For, TimeSpan Step)
{
    public const int Clients = -1;
}
