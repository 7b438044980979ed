using System.Text.RegularExpressions;

namespace Workforce.Jobs.Gates;

/// <summary>How much of something jobs may take. Of several limits that hold for a job it needs room in each.</summary>
public sealed partial record JobLimit
{
    internal const string RunningMeasure = "running";
    internal const string StartsMeasure = "starts";

    private JobLimit(JobScope scope, string measure, decimal most, TimeSpan? per) => (Scope, Measure, Most, Per) = (scope, measure, most, per);

    /// <summary>Which jobs.</summary>
    public JobScope Scope { get; }

    /// <summary><c>running</c>: jobs at once. <c>starts</c>: jobs started. Else a unit of <see cref="NewJob.Costs"/>.</summary>
    public string Measure { get; }

    /// <summary>0 or more.</summary>
    public decimal Most { get; }

    /// <summary>In any time of this length, wherever it begins: 60 ms to 400 days; null: at any moment.</summary>
    public TimeSpan? Per { get; }

    /// <summary>So many jobs at once, in all processes together. A claimed job counts until it has ended, whichever way.</summary>
    public static JobLimit Running(JobScope scope, int most) => new(scope, RunningMeasure, most, null);

    /// <summary>So many starts in any time of this length. A job that was handed back before it began does not count.</summary>
    public static JobLimit Starts(JobScope scope, int most, TimeSpan per) => new(scope, StartsMeasure, most, per);

    /// <summary>
    /// So much cost in any time of this length: reserved when a job starts, settled when it ends. A job that costs more than
    /// all of it runs when nothing of it is used.
    /// </summary>
    public static JobLimit Budget(JobScope scope, string unit, decimal most, TimeSpan per) => new(scope, unit, most, per);

    /// <summary>For people: <c>5 running for key model:large</c>.</summary>
    public override string ToString() => $"{Most:0.##########} {Measure}{(Per is { } span ? $" in {span:c}" : "")} for {Scope}";

    internal static bool IsMeasure(string text) => text.Length <= 50 && Form().IsMatch(text);

    internal static JobLimit Read(JobScope scope, string measure, decimal most, TimeSpan? per) => new(scope, measure, most, per);

    internal void ThrowIfBad()
    {
        if (!IsMeasure(Measure))
            throw new ArgumentException($"Measure is '{Measure}'; expected lower case letters, digits and _, at most 50.");
        if (Most is < 0 or > 1_000_000_000_000_000)
            throw new ArgumentException($"Most is {Most}; expected 0 to 10^15.");
        if (Per is { } span && (span < TimeSpan.FromMilliseconds(60) || span > TimeSpan.FromDays(400)))
            throw new ArgumentException($"Per is {span}; expected 60 ms to 400 days.");
        if ((Measure == RunningMeasure) != (Per is null))
            throw new ArgumentException(Per is null ? $"Per is missing: {Measure} are limited in a time." : "Per is given: running jobs are limited at any moment.");
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

/// <summary>A limit and how much of it is taken.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Used">By jobs that run, or started in the time it looks back on. It may be more than the limit where that was lowered or a job cost more than reserved.</param>
public sealed record LimitUse(JobLimit Limit, decimal Used);
