namespace Workforce.Jobs.Gates;

/// <summary>Jobs that are not started although they are due. Those that run go on.</summary>
/// <param name="Scope">Which.</param>
/// <param name="PausedAt">Since when.</param>
/// <param name="Until">When it ends by itself; null: when somebody resumes it.</param>
/// <param name="By">Who did it, for people.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record JobPause(JobScope Scope, DateTimeOffset PausedAt, DateTimeOffset? Until, string By, string Reason);
