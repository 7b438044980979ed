namespace Aspire.Hosting.Running;

/// <summary>
/// Ends the application in good order when the process it was started for has gone: the script that named itself, or
/// <c>dotnet run</c>, which killed would leave its program behind.
/// </summary>
internal sealed class ParentWatch : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.5);

    private readonly Timer? timer;

    private ParentWatch(Timer? timer) => this.timer = timer;

    /// <param name="wished">A process id; -1 none; 0 the parent if it is <c>dotnet run</c>.</param>
    /// <param name="gone">Called, perhaps more than once, when it has ended.</param>
    public static ParentWatch Start(int wished, Action gone)
    {
        var watched = wished == 0 ? DotnetRun() : wished;
        if (watched < 0)
        {
            return new(null);
        }

        var startedAt = ProcessTable.StartedAt(watched);
        return new(new Timer(_ => Check(), null, TimeSpan.Zero, Look));

        void Check()
        {
            if (startedAt is null || ProcessTable.StartedAt(watched) != startedAt)
            {
                gone();
            }
        }
    }

    public void Dispose() => timer?.Dispose();

    private static int DotnetRun() =>
        ProcessTable.Parent(Environment.ProcessId) is { } parent
        && ProcessTable.CommandLine(parent) is [var program, "run" or "watch", ..]
        && Path.GetFileName(program) == "dotnet"
            ? parent
            : -1;
}
