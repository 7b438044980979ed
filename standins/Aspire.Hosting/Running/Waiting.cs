using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Running;

/// <summary>Whether what a resource waits for has come.</summary>
internal abstract record Waiting
{
    private static readonly string[] Ended = [KnownResourceStates.Finished, KnownResourceStates.Exited];

    private Waiting()
    {
    }

    /// <param name="wait">What it waits for.</param>
    /// <param name="replicas">How each replica of that is now.</param>
    public static Waiting Judge(WaitAnnotation wait, IReadOnlyList<CustomResourceSnapshot> replicas)
    {
        var name = wait.Resource.Name;
        if (replicas.FirstOrDefault(replica => replica.State?.Text == KnownResourceStates.FailedToStart) is { } failed)
        {
            return new Never($"'{name}' did not start. {failed.Reason}".TrimEnd());
        }

        if (wait.WaitType == WaitType.WaitForCompletion)
        {
            return replicas.FirstOrDefault(replica => HasEnded(replica) && replica.ExitCode != wait.ExitCode) is { } wrong
                    ? new Never($"'{name}' ended with exit code {wrong.ExitCode}, and {wait.ExitCode} was expected.")
                : replicas.All(HasEnded) ? new Come()
                : new NotYet();
        }

        return replicas.All(replica => Ready(replica, wait.WaitType)) ? new Come()
            : replicas.FirstOrDefault(HasEnded) is { } gone ? new Never($"'{name}' ended with exit code {gone.ExitCode} before it was ready.")
            : new NotYet();
    }

    private static bool HasEnded(CustomResourceSnapshot replica) => Ended.Contains(replica.State?.Text);

    private static bool Ready(CustomResourceSnapshot replica, WaitType wait) =>
        replica.State?.Text == KnownResourceStates.Running && (wait == WaitType.WaitUntilStarted || replica.HealthStatus == HealthStatus.Healthy);

    internal sealed record Come : Waiting;

    internal sealed record NotYet : Waiting;

    internal sealed record Never(string Reason) : Waiting;
}
