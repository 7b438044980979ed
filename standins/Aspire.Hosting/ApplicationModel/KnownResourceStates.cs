namespace Aspire.Hosting.ApplicationModel;

/// <summary>The states a resource goes through.</summary>
public static class KnownResourceStates
{
    /// <summary>It could not be started, or what it waits for failed; final.</summary>
    public static readonly string FailedToStart = "FailedToStart";

    /// <summary>Its process is being started, or started again.</summary>
    public static readonly string Starting = "Starting";

    /// <summary>Its process runs.</summary>
    public static readonly string Running = "Running";

    /// <summary>Its process is being stopped.</summary>
    public static readonly string Stopping = "Stopping";

    /// <summary>Its process ended with an exit code other than 0 or was stopped; final.</summary>
    public static readonly string Exited = "Exited";

    /// <summary>Its process ended by itself with exit code 0; final.</summary>
    public static readonly string Finished = "Finished";

    /// <summary>It waits for other resources.</summary>
    public static readonly string Waiting = "Waiting";

    /// <summary>Nothing has happened yet.</summary>
    public static readonly string NotStarted = "NotStarted";

    /// <summary>The states that do not change by themselves any more.</summary>
    public static readonly IReadOnlyList<string> TerminalStates = [Finished, FailedToStart, Exited];
}
