using System.Text.RegularExpressions;

namespace Workforce.Jobs.Gates;

/// <summary>How much of something jobs may take. Of several limits that hold for a job it needs room in each.</summary>
public sealed partial record JobLimit
{
    internal const string RunningMeasure = "running";
    internal const string StartsMeasure = "starts";

    private JobLimit(JobScope scope, string measure, decimal most, TimeSpan? per, LimitEach? each = null) => (Scope, Measure, Most, Per, Each) = (scope, measure, most, per, each);

    /// <summary>Which jobs.</summary>
    public JobScope Scope { get; }

    /// <summary><c>running</c>: jobs at once. <c>starts</c>: jobs started. Else a unit of <see cref="NewJob.Costs"/>.</summary>
    public string Measure { get; }

    /// <summary>0 or more.</summary>
    public decimal Most { get; }

    /// <summary>In any time of this length, wherever it begins: 60 ms to 400 days; null: at any moment.</summary>
    public TimeSpan? Per { get; }

    /// <summary>It holds for each of these apart, whichever there are; null: for all of its jobs together.</summary>
    public LimitEach? Each { get; private init; }

    /// <summary>So many jobs at once, in all processes together. A claimed job counts until it has ended, whichever way.</summary>
    public static JobLimit Running(JobScope scope, int most) => new(scope, RunningMeasure, most, null);

    /// <summary>So many starts in any time of this length. A job that was handed back before it began does not count.</summary>
    public static JobLimit Starts(JobScope scope, int most, TimeSpan per) => new(scope, StartsMeasure, most, per);

    /// <summary>
    /// So much cost in any time of this length: reserved when a job starts, settled when it ends. A job that costs more than
    /// all of it runs when nothing of it is used.
    /// </summary>
    public static JobLimit Budget(JobScope scope, string unit, decimal most, TimeSpan per) => new(scope, unit, most, per);

    /// <summary>The same for each tenant apart. Only where it is not for one tenant anyway.</summary>
    public JobLimit ForEachTenant() => this with { Each = (Each ?? new()) with { Tenant = true } };

    /// <summary>The same for each queue, or each kind, apart.</summary>
    /// <exception cref="ArgumentException">It is neither; for keys there is <see cref="ForEachKey"/>.</exception>
    public JobLimit ForEach(ScopeOf of) => of is ScopeOf.Queue or ScopeOf.Kind
        ? this with { Each = new(Each is { Tenant: true }, of) }
        : throw new ArgumentException($"{of} is not Queue or Kind.", nameof(of));

    /// <summary>The same for each key apart that begins with this: <c>customer:</c>. Jobs without such a key are not limited by it.</summary>
    public JobLimit ForEachKey(string prefix) => this with { Each = new(Each is { Tenant: true }, ScopeOf.Key, prefix) };

    /// <summary>For people: <c>5 running for key model:large</c>.</summary>
    public override string ToString() => $"{Amount} for {Scope}{(Each is null ? "" : $", {Each} apart")}";

    internal string Amount => $"{Most:0.##########} {Measure}{(Per is { } span ? $" in {span:c}" : "")}";

    internal static bool IsMeasure(string text) => text.Length <= 50 && Form().IsMatch(text);

    internal static JobLimit Read(JobScope scope, string measure, decimal most, TimeSpan? per, LimitEach? each) => new(scope, measure, most, per, each);

    internal void ThrowIfBad()
    {
        if (!IsMeasure(Measure))
            throw new ArgumentException($"Measure is '{Measure}'; expected lower case letters, digits and _, at most 50.");
        if (Most is < 0 or > 1_000_000_000_000_000)
            throw new ArgumentException($"Most is {Most}; expected 0 to 10^15.");
        if (Per is { } span && (span < TimeSpan.FromMilliseconds(60) || span > TimeSpan.FromDays(400)))
            throw new ArgumentException($"Per is {span}; expected 60 ms to 400 days.");
        if (Each is { Tenant: true } && Scope.TenantId is not null)
            throw new ArgumentException("Each has tenants, and Scope is of one tenant.");
        if (Each is { Of: ScopeOf.All } or { Of: not ScopeOf.Key, Prefix.Length: > 0 } or { Prefix.Length: > 200 })
            throw new ArgumentException($"Each is '{Each}'; expected queues, kinds, or keys with a prefix of at most 200 characters.");
        if ((Measure == RunningMeasure) != (Per is null))
            throw new ArgumentException(Per is null ? $"Per is missing: {Measure} are limited in a time." : "Per is given: running jobs are limited at any moment.");
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
