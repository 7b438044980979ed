namespace Workforce.Jobs.History.Planning;

/// <summary>Draws what clients do: most of it enqueues, in single calls and in bursts that make a line; the rest meddles.</summary>
internal sealed class OperationGenerator
{
    public static readonly IReadOnlyList<string> Kinds = ["alpha.work", "alpha.more", "beta.work"];
    private static readonly string[] Keys = ["vendor:x", "model:large"];
    private readonly Random random;
    private readonly List<PlannedOperation> operations = [];
    private readonly List<PlannedJob> jobs = [];
    private readonly List<PlannedScope> paused = [];
    private readonly List<int> cancelled = [];

    public OperationGenerator(Random random, TimeSpan length)
    {
        this.random = random;
        // Some rounds have no limit at all: claims then run beside each other.
        var limited = random.Next(3) > 0;
        Limits = limited
            ? [Running(new("all", "", null), 8, 14), Running(new("queue", "alpha", null), 4, 8), Running(new("key", "vendor:x", 0), 2, 4), Starts(new("key", "model:large", null)),
                Running(new("all", "", null), 3, 7) with { EachTenant = true }, Running(new("queue", "beta", null), 2, 4) with { EachKey = "vendor:" }, Starts(new("all", "", null)) with { EachTenant = true, EachKey = "" }]
            : [];
        for (var at = TimeSpan.Zero; at < length; at += TimeSpan.FromMilliseconds(random.Next(3) == 0 ? 0 : random.Next(10, 120)))
            operations.Add(Next(random.Next(Plan.Clients), at, limited));
        Operations = operations;
    }

    public IReadOnlyList<PlannedLimit> Limits { get; }

    public IReadOnlyList<PlannedOperation> Operations { get; }

    private PlannedOperation Next(int client, TimeSpan at, bool limited) => jobs.Count == 0 ? Enqueue(client, at, 1) : random.Next(100) switch
    {
        < 55 => Enqueue(client, at, 1),
        < 63 => Enqueue(client, at, random.Next(10, 40)),
        < 75 => Cancel(client, at),
        < 77 => new RedriveJobs(client, at, random.Next(Plan.Tenants)),
        < 79 => new RetryJob(client, at, cancelled.Count > 0 && random.Next(2) == 0 ? cancelled[^random.Next(1, Math.Min(cancelled.Count, 10) + 1)] : Target().Number),
        < 85 => new ChangePriority(client, at, Target().Number, random.Next(1, 11)),
        < 91 => new WakeJob(client, at, Waiting().Number),
        < 94 => Pause(client, at),
        < 97 when paused.Count > 0 => new ResumeJobs(client, at, paused[random.Next(paused.Count)]),
        _ => limited ? new LimitJobs(client, at, Limits[random.Next(Limits.Count)] is var limit && limit.Per is null ? limit with { Most = random.Next(2, 15) } : limit with { Most = random.Next(8, 20) })
            : Enqueue(client, at, 1),
    };

    private CancelJob Cancel(int client, TimeSpan at)
    {
        var target = Target().Number;
        cancelled.Add(target);
        return new(client, at, target);
    }

    private EnqueueJobs Enqueue(int client, TimeSpan at, int count)
    {
        // A burst comes from one tenant: the others' turns must not wait for it.
        var tenant = random.Next(Plan.Tenants);
        var added = Enumerable.Range(0, count).Select(_ => Job(count == 1 ? random.Next(Plan.Tenants) : tenant, count == 1)).ToList();
        return new(client, at, added);
    }

    private PlannedJob Job(int tenant, bool single)
    {
        var kind = Kinds[random.Next(Kinds.Count)];
        var number = jobs.Count;
        var hasty = random.Next(10) == 0;
        var job = new PlannedJob(number, tenant, kind, new(number, Steps(single)))
        {
            Priority = random.Next(1, 11),
            Keys = [.. Keys.Where(_ => random.Next(4) == 0)],
            Delay = random.Next(8) == 0 ? Milliseconds(50, 3000) : null,
            // One that always times out must not go on for ever.
            MaxAttempts = hasty || random.Next(6) == 0 ? random.Next(1, 4) : 100,
            Timeout = hasty ? Milliseconds(100, 400) : TimeSpan.FromMinutes(1),
            // Keys that are shared come from several clients at once. A key is one tenant's.
            IdempotencyKey = random.Next(5) == 0 ? $"once:{number}" : random.Next(8) == 0 ? $"shared:{random.Next(30)}" : null,
            FanOut = random.Next(15) == 0 ? random.Next(1, 4) : null,
        };
        if (random.Next(10) == 0)
            job = job with { Deadline = (job.Delay ?? default) + Milliseconds(1000, 15000) };
        if (single && random.Next(6) == 0 && jobs.FindLast(other => other.Tenant == tenant && (other.FanOut is not null || random.Next(5) == 0)) is { } parent)
            job = job with { Parent = parent.Number, FanOut = null };
        jobs.Add(job);
        return job;
    }

    private List<Step> Steps(bool single)
    {
        var steps = new List<Step>();
        while (random.Next(4) == 0 && steps.Count < 4)
            steps.Add(new(Other(), random.Next(0, single ? 400 : 120)));
        var last = random.Next(10) switch { < 4 => Deed.CompleteInTransaction, < 5 => Deed.Report, _ => Deed.Complete };
        // A few that are still at it when something breaks.
        steps.Add(new(last, single && random.Next(steps.Count > 0 ? 3 : 20) == 0 ? random.Next(500, 4000) : random.Next(0, single ? 400 : 120)));
        // Whoever takes over is still at it when the one that was thought lost comes back.
        if (steps.Count == 1 && random.Next(2) == 0)
            steps.Add(new(last, random.Next(1000, 3000)));
        return steps;
    }

    private Deed Other() => random.Next(20) switch
    {
        < 6 => Deed.Retry,
        < 9 => Deed.Throw,
        < 13 => Deed.Snooze,
        < 15 => Deed.Wait,
        < 17 => Deed.Fail,
        < 18 => Deed.Cancel,
        _ => Deed.Deaf,
    };

    private PauseJobs Pause(int client, TimeSpan at)
    {
        var scope = random.Next(3) switch
        {
            0 => new PlannedScope("queue", random.Next(2) == 0 ? "alpha" : "beta", random.Next(Plan.Tenants)),
            1 => new PlannedScope("kind", Kinds[random.Next(Kinds.Count)], null),
            _ => new PlannedScope("key", Keys[random.Next(Keys.Length)], null),
        };
        paused.Add(scope);
        return new(client, at, scope, random.Next(2) == 0 ? Milliseconds(200, 2000) : null);
    }

    // One of those of late: they are under way.
    private PlannedJob Target() => jobs[random.Next(Math.Max(0, jobs.Count - 60), jobs.Count)];

    private PlannedJob Waiting() => jobs.FindLast(job => job.Work.Steps.Any(step => step.Deed == Deed.Wait) && random.Next(3) > 0) ?? Target();

    private PlannedLimit Running(PlannedScope scope, int low, int high) => new(scope, random.Next(low, high + 1), null);

    private PlannedLimit Starts(PlannedScope scope) => new(scope, random.Next(8, 20), Milliseconds(300, 900));

    private TimeSpan Milliseconds(int low, int high) => TimeSpan.FromMilliseconds(random.Next(low, high));
}
