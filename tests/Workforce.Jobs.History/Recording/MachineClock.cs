namespace Workforce.Jobs.History.Recording;

/// <summary>The clock that Postgres reads, too.</summary>
internal static class MachineClock
{
    /// <summary>Microseconds since 1970.</summary>
    public static long Now => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
