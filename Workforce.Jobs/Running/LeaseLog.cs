using Microsoft.Extensions.Logging;

namespace Workforce.Jobs.Running;

/// <summary>Every refused write is counted and logged, whoever made it.</summary>
internal static partial class LeaseLog
{
    public static void Refused(ILogger logger, string write, string kind, Guid jobId, long epoch)
    {
        JobsTelemetry.Refusals.Add(1, new KeyValuePair<string, object?>("write", write));
        LogRefused(logger, write, kind, jobId, epoch);
    }

    [LoggerMessage(LogLevel.Warning, "Refused the {Write} of {Kind} job {JobId}: lease {Epoch} is no longer held")]
    private static partial void LogRefused(ILogger logger, string write, string kind, Guid jobId, long epoch);
}
