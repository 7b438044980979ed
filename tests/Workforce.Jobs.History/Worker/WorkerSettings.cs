namespace Workforce.Jobs.History.Worker;

/// <param name="Connection">Through the process's own network.</param>
/// <param name="Name">Of the process; no two of a round have the same.</param>
/// <param name="Folder">Where it writes what it does.</param>
internal sealed record WorkerSettings(string Connection, string Name, string Folder)
{
    public const int Concurrency = 6;

    /// <summary>As the engine does it, only sooner, so that a round need not take minutes.</summary>
    public static void Configure(JobsOptions options)
    {
        options.Concurrency = Concurrency;
        options.Beat = TimeSpan.FromMilliseconds(500);
        options.LostAfterDisconnect = TimeSpan.FromMilliseconds(700);
        options.LostAfterSilence = TimeSpan.FromSeconds(3);
        options.ServerStartGrace = TimeSpan.FromSeconds(2);
        options.StopGrace = TimeSpan.FromSeconds(1);
        options.AbandonAfter = TimeSpan.FromSeconds(1);
    }

    /// <summary>A connection that says which process it belongs to (see recording.sql).</summary>
    public static string ConnectionOf(int port, string database, string role, string process) =>
        $"Host=127.0.0.1;Port={port};Database={database};Username={role};Options=-c history.process={process};Timeout=5;Cancellation Timeout=1000";
}
