using Workforce.Jobs.History.Checking;
using Workforce.Jobs.History.Planning;
using Workforce.Jobs.History.Recording;
using Version = Workforce.Jobs.History.Recording.Version;

namespace Workforce.Jobs.Tests.History;

/// <summary>Writes a history by hand: every step is a transaction of its own, 1,000 µs after the one before.</summary>
internal sealed class Story
{
    public static readonly Guid Tenant = new(1, 0, 0, new byte[8]);
    private readonly Dictionary<int, Version> jobs = [];
    private readonly Dictionary<string, Guid> workers = [];
    private readonly Dictionary<long, Snapshot> snapshots = [];
    private readonly List<Call> calls = [];
    private readonly List<Move> moves = [];
    private readonly List<Run> runs = [];
    private readonly List<Told> events = [];
    private readonly List<Heartbeat> heartbeats = [];
    private readonly List<Gate> gates = [];
    private readonly List<Progress> reports = [];
    private readonly List<Effect> effects = [];

    /// <summary>The step that was last done: its time in milliseconds and its transaction.</summary>
    public long Step { get; private set; }

    public Recorded Recorded => new()
    {
        Calls = calls, Moves = moves, Runs = runs, Events = events, Heartbeats = heartbeats, Gates = gates, Reports = reports, Effects = effects, Snapshots = snapshots,
        Workers = workers.ToDictionary(w => w.Value, w => w.Key), Final = [.. jobs.Values],
    };

    public static Guid Id(int number) => new(0, 0, 0, BitConverter.GetBytes((long)number));

    /// <summary>What the checker finds, as "rule: text".</summary>
    public IReadOnlyList<string> Broken() => Broken(Recorded);

    public static IReadOnlyList<string> Broken(Recorded recorded) => [.. Checker.Check(recorded).Select(violation => $"{violation.Rule}: {violation.Text}")];

    public Story Enqueued(params int[] numbers) => Enqueued(job => job, numbers);

    /// <summary>By one call, acknowledged and stored, due at once.</summary>
    public Story Enqueued(Func<Version, Version> with, params int[] numbers)
    {
        Next();
        foreach (var number in numbers)
        {
            var job = with(new() { JobId = Id(number), TenantId = Tenant, State = "pending", Kind = "alpha.work", Number = number, Priority = 1, DueAt = Step * 1000 });
            Move("client", null, job with { RankAt = job.DueAt + ((job.Priority - 1) * 60_000_000) }, "enqueued");
        }
        return Called(new EnqueueJobs(0, default, [.. numbers.Select(n => Planned(n, jobs[n].IdempotencyKey))]), Answer.Ok, [.. numbers.Select(n => (Id(n), false))]);
    }

    public static PlannedJob Planned(int number, string? key = null) => new(number, 0, "alpha.work", new(number, [new(Deed.Complete, 0)])) { IdempotencyKey = key };

    public Story Called(PlannedOperation operation, Answer answer, params (Guid, bool)[] found)
    {
        calls.Add(new(operation, Now - 500, Now + 500, answer) { Jobs = found });
        return this;
    }

    /// <summary>By one claim, which sees all that was done before.</summary>
    public Story Claimed(string process, params int[] numbers)
    {
        Next();
        foreach (var number in numbers)
            Move(process, jobs[number], jobs[number] with { State = "processing", Epoch = jobs[number].Epoch + 1, Attempt = jobs[number].Attempt + 1, WorkerId = Worker(process), RankAt = null }, "started");
        snapshots[Step] = new(Step, new HashSet<long>());
        return this;
    }

    /// <summary>A handler begins, under the job's lease if no other is said.</summary>
    public Story Began(string process, int number, long? epoch = null)
    {
        Next();
        runs.Add(new(process, Id(number), epoch ?? jobs[number].Epoch, number, Now, null, null));
        return this;
    }

    public Story Completed(string process, int number, long? epoch = null)
    {
        Next();
        var at = runs.FindIndex(run => run.JobId == Id(number) && run.Process == process && run.Epoch == (epoch ?? jobs[number].Epoch));
        if (at >= 0)
            runs[at] = runs[at] with { Left = Now, How = "Completed" };
        return Moved(process, number, "completed", job => job with { State = "completed", ResultEpoch = epoch ?? job.Epoch, ResultProcess = process });
    }

    /// <summary>Enqueued, claimed, run and completed.</summary>
    public Story Done(string process, int number) => Claimed(process, number).Began(process, number).Completed(process, number);

    /// <summary>Its worker was declared lost.</summary>
    public Story Rescued(string rescuer, int number)
    {
        var holder = workers.Single(w => w.Value == jobs[number].WorkerId).Key;
        return Moved(rescuer, number, "retrying", job => job with
        {
            State = "retrying", WorkerId = null, Errors = job.Errors + 1, Error = $"worker {holder} was lost", DueAt = Now + 1000, RankAt = Now + 1000 + ((job.Priority - 1) * 60_000_000),
        });
    }

    public Story Cancelled(int number, bool did = true)
    {
        if (did)
            Moved("client", number, "cancelled", job => job with { State = "cancelled", Reason = "cancelled by request", RankAt = null });
        calls.Add(new(new CancelJob(0, default, number), Now - 500, Now + 500, Answer.Ok) { JobId = Id(number), Did = did });
        return this;
    }

    public Story Moved(string actor, int number, string? told, Func<Version, Version> to)
    {
        Next();
        return Move(actor, jobs[number], to(jobs[number]), told);
    }

    public Story Heartbeat(string process, int seconds = 0)
    {
        Step += seconds * 1000;
        Next();
        heartbeats.Add(new(process, Now, Now));
        return this;
    }

    /// <summary>A pause or a limit from here on.</summary>
    public Story Held(string measure, string scope, string name, decimal most = 0, long? per = null, bool eachTenant = false, string? eachOf = null, string? prefix = null)
    {
        Next();
        gates.Add(new($"{scope} {name}", measure, scope, name, null, Step, null, most, per, null, eachTenant, eachOf, prefix));
        return this;
    }

    public Story Reported(int number, long epoch, long reported)
    {
        Next();
        reports.Add(new(Id(number), epoch, reported, Now));
        return this;
    }

    public Story Wrote(string process, int number)
    {
        effects.Add(new(Id(number), jobs[number].Epoch, process));
        return this;
    }

    public Story Told(int number, string type)
    {
        Next();
        events.Add(new(Step, Id(number), type));
        return this;
    }

    private long Now => Step * 1000;

    private void Next() => Step++;

    private Guid Worker(string process) => workers.TryGetValue(process, out var id) ? id : workers[process] = new Guid(9, (short)workers.Count, 0, new byte[8]);

    private Story Move(string actor, Version? from, Version to, string? told)
    {
        moves.Add(new(Step, Now, Now, actor, to.JobId, from, to));
        if (told is not null)
            events.Add(new(Step, to.JobId, told));
        jobs[to.Number] = to;
        return this;
    }
}
