using Workforce.Jobs.History.Planning;
using Workforce.Jobs.History.Recording;

namespace Workforce.Jobs.History.Checking;

/// <summary>What was acknowledged is stored, what was refused is not, and nothing is stored twice.</summary>
internal static class StoringRules
{
    public static IEnumerable<Violation> Check(Recorded recorded)
    {
        var stored = recorded.Moves.Where(move => move.Enqueues && move.To is not null).Select(move => move.To!).ToLookup(job => job.Number);
        foreach (var twice in stored.Where(jobs => jobs.Count() > 1))
            yield return new("stored-once", twice.First().JobId, $"Job number {twice.Key} is stored {twice.Count()} times.");
        foreach (var key in stored.SelectMany(jobs => jobs).Where(job => job.IdempotencyKey is not null).GroupBy(job => (job.TenantId, job.IdempotencyKey)).Where(jobs => jobs.Count() > 1))
            yield return new("stored-once", key.First().JobId, $"Idempotency key {key.Key.IdempotencyKey} is that of {key.Count()} jobs.");
        foreach (var call in recorded.Calls)
            if (call.Operation is EnqueueJobs enqueue)
                foreach (var violation in call.Answer switch
                {
                    Answer.Ok => Acknowledged(call, enqueue, stored),
                    Answer.Unknown => AllOrNone(enqueue, stored),
                    _ => enqueue.Jobs.Where(job => stored.Contains(job.Number)).Select(job => new Violation("refused", stored[job.Number].First().JobId, $"Job number {job.Number} was refused and is stored.")),
                })
                    yield return violation;
        foreach (var parent in recorded.Calls.Select(call => call.Operation).OfType<EnqueueJobs>().SelectMany(enqueue => enqueue.Jobs).Where(job => job.FanOut is not null))
            if (stored[parent.Number].FirstOrDefault() is { } root && stored.SelectMany(jobs => jobs).Count(job => job.ParentId == root.JobId) is var children && children > parent.FanOut)
                yield return new("spawn-limit", root.JobId, $"{children} jobs are below it; it may have {parent.FanOut}.");
    }

    private static IEnumerable<Violation> Acknowledged(Call call, EnqueueJobs enqueue, ILookup<int, Recording.Version> stored)
    {
        foreach (var (job, answer) in enqueue.Jobs.Zip(call.Jobs))
            if (!answer.Existing && stored[job.Number].All(other => other.JobId != answer.Id))
                yield return new("lost", answer.Id, $"Job number {job.Number} was acknowledged and is not stored.");
            else if (answer.Existing && stored.SelectMany(jobs => jobs).FirstOrDefault(other => other.JobId == answer.Id) is var other && other?.IdempotencyKey != job.IdempotencyKey)
                yield return new("stored-once", answer.Id, $"Job number {job.Number} was said to be there already as a job with key {other?.IdempotencyKey ?? "(none)"}; its key is {job.IdempotencyKey ?? "(none)"}.");
    }

    // Of those without a key: one with a key may not have been stored because its key was taken.
    private static IEnumerable<Violation> AllOrNone(EnqueueJobs enqueue, ILookup<int, Recording.Version> stored)
    {
        var keyless = enqueue.Jobs.Where(job => job.IdempotencyKey is null).ToList();
        var there = keyless.Count(job => stored.Contains(job.Number));
        if (there > 0 && there < keyless.Count)
            yield return new("all-or-none", stored[keyless.First(job => stored.Contains(job.Number)).Number].First().JobId, $"Of {keyless.Count} jobs of one call {there} are stored.");
    }
}
