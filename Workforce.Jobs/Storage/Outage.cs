using Npgsql;

namespace Workforce.Jobs.Storage;

/// <summary>Tells "Postgres is away for the moment" from "something is wrong": the first is waited out, the second is an error.</summary>
internal static class Outage
{
    /// <summary>Class 57: being shut down, starting up, session ended by an administrator.</summary>
    private const string OperatorIntervention = "57";

    // 53: out of connections or memory; 55P03: a lock was not to be had in time; 40: deadlock, serialization.
    private static readonly string[] Passing = [OperatorIntervention, "53", "40", PostgresErrorCodes.LockNotAvailable];

    public static bool Is(Exception problem) => problem switch
    {
        PostgresException answer => Passing.Any(code => answer.SqlState.StartsWith(code, StringComparison.Ordinal)),
        NpgsqlException or IOException or TimeoutException => true,
        _ => false,
    };
}
