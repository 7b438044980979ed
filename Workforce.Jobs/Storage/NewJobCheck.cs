using System.Text;
using System.Text.Json;
using Workforce.Jobs.Gates;

namespace Workforce.Jobs.Storage;

/// <summary>Refuses a bad job before anything is stored, naming the member.</summary>
internal static class NewJobCheck
{
    /// <param name="jobs">All or none will be stored.</param>
    /// <param name="known">Kinds that there are; empty: not known.</param>
    public static void ThrowIfAnyBad(IReadOnlyList<NewJob> jobs, ICollection<string> known)
    {
        for (var i = 0; i < jobs.Count; i++)
            try
            {
                ThrowIfBad(jobs[i], known);
            }
            catch (ArgumentException bad) when (jobs.Count > 1)
            {
                throw new ArgumentException($"Job {i + 1} of {jobs.Count}: {bad.Message}", bad);
            }
    }

    public static void ThrowIfBad(NewJob job, ICollection<string> known)
    {
        JobKindName.Checked(job.Kind, nameof(job.Kind));
        if (known.Count > 0 && !known.Contains(job.Kind))
            throw Bad(nameof(job.Kind), Unknown(job.Kind, known));
        if (job.TenantId == Guid.Empty)
            throw Bad(nameof(job.TenantId), "is empty");
        ThrowIfBadPriority(job.Priority);
        if (job.MaxAttempts is < 1 or > 1000)
            throw Bad(nameof(job.MaxAttempts), $"is {job.MaxAttempts}; expected 1 to 1000");
        ThrowIfBadTimeout(job.Timeout);
        if (job.IdempotencyKey is { Length: 0 or > 400 })
            throw Bad(nameof(job.IdempotencyKey), $"has {job.IdempotencyKey.Length} characters; expected 1 to 400");
        if (job.IdempotencyKey is [UniqueBy.Mark, ..])
            throw Bad(nameof(job.IdempotencyKey), $"begins with '{UniqueBy.Mark}', which marks the engine's own keys");
        ThrowIfBadPayload(job.PayloadJson);
        if (job.Unique is { } unique)
            ThrowIfBadUnique(job, unique);
        if (job.Deadline <= job.ScheduledFor)
            throw Bad(nameof(job.Deadline), $"is {job.Deadline:O}, not after ScheduledFor, {job.ScheduledFor:O}; it could never run");
        if (job.SpawnLimits is { } spawn)
        {
            if (job.ParentId is not null)
                throw Bad(nameof(job.SpawnLimits), "is given with a ParentId; it is set on the root");
            if (spawn is not { Depth: >= 0 and <= 1000, FanOut: >= 0 and <= 1_000_000, Total: >= 0 and <= 1_000_000 })
                throw Bad(nameof(job.SpawnLimits), $"is {spawn}; expected a Depth of 0 to 1000, a FanOut and a Total of 0 to 1000000");
        }
        ThrowIfBadNames(nameof(job.Keys), job.Keys);
        ThrowIfBadNames(nameof(job.Needs), job.Needs);
        if (job.Costs.Count > 10)
            throw Bad(nameof(job.Costs), $"has {job.Costs.Count} units; expected at most 10");
        foreach (var (unit, amount) in job.Costs)
            ThrowIfBadCost(nameof(job.Costs), unit, amount);
    }

    private static string Unknown(string kind, ICollection<string> known)
    {
        var queue = JobKindName.QueueOf(kind);
        var same = known.Where(k => JobKindName.QueueOf(k) == queue).Order(StringComparer.Ordinal).ToArray();
        return same.Length > 0
            ? $"is '{kind}', which is not known here; queue {queue} has {string.Join(", ", same)}"
            : $"is '{kind}', and no queue {queue} is known here; there are {string.Join(", ", known.Select(JobKindName.QueueOf).Distinct().Order(StringComparer.Ordinal))}";
    }

    private static void ThrowIfBadUnique(NewJob job, UniqueBy unique)
    {
        if (job.IdempotencyKey is not null)
            throw Bad(nameof(job.Unique), "is given with an IdempotencyKey; only one of them can say which job is the same");
        if (unique.For <= TimeSpan.Zero || unique.For > TimeSpan.FromDays(400))
            throw Bad(nameof(job.Unique), $"is for {unique.For}; expected more than zero and at most 400 days");
        if (unique.Members is { Count: 0 or > 20 })
            throw Bad(nameof(job.Unique), $"names {unique.Members.Count} members; expected 1 to 20, or null for the whole payload");
        using var payload = JsonDocument.Parse(job.PayloadJson);
        if (unique.Members is not null && payload.RootElement.ValueKind != JsonValueKind.Object)
            throw Bad(nameof(job.Unique), "names members, and the payload is no object");
    }

    public static void ThrowIfBadCost(string member, string unit, decimal amount)
    {
        if (!JobLimit.IsMeasure(unit) || unit is JobLimit.RunningMeasure or JobLimit.StartsMeasure)
            throw Bad(member, $"has the unit '{unit}'; expected lower case letters, digits and _, at most 50, and neither running nor starts");
        if (amount is < 0 or > 1_000_000_000_000_000)
            throw Bad(member, $"has {amount} {unit}; expected 0 to 10^15");
    }

    private static void ThrowIfBadNames(string member, IReadOnlyList<string> names)
    {
        if (names.Count > 10)
            throw Bad(member, $"has {names.Count} entries; expected at most 10");
        if (names.FirstOrDefault(n => n.Length is 0 or > 200 || n.Contains('\0', StringComparison.Ordinal)) is { } bad)
            throw Bad(member, $"has an entry of {bad.Length} characters; expected 1 to 200 and no NUL");
        if (names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw Bad(member, $"has '{twice.Key}' twice");
    }

    public static void ThrowIfBadPriority(int priority)
    {
        if (priority is < 1 or > 10)
            throw Bad(nameof(NewJob.Priority), $"is {priority}; expected 1 (first) to 10 (last)");
    }

    public static void ThrowIfBadTimeout(TimeSpan timeout)
    {
        if (timeout <= TimeSpan.Zero || timeout.TotalMilliseconds > int.MaxValue)
            throw Bad(nameof(NewJob.Timeout), $"is {timeout}; expected more than zero and at most 24 days");
    }

    public static void ThrowIfBadPayload(string json)
    {
        var bytes = Encoding.UTF8.GetByteCount(json);
        if (bytes > NewJob.MaxPayloadBytes)
            throw Bad(nameof(NewJob.PayloadJson), $"has {bytes} bytes; the limit is {NewJob.MaxPayloadBytes} (1 MiB). Store large content elsewhere and pass its address");
        ThrowIfNoJson(nameof(NewJob.PayloadJson), json);
    }

    public static void ThrowIfNoJson(string member, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            // Postgres keeps such a text as json and then fails on it in every search.
            if (json.Contains("\\u", StringComparison.Ordinal) && Strings(document.RootElement).Any(text => text.Contains('\0', StringComparison.Ordinal)))
                throw Bad(member, @"holds the character \u0000, which Postgres cannot search");
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw Bad(member, $"is not valid JSON: {wrong.Message}");
        }
    }

    // Reading an escape that stands for half a surrogate pair throws.
    private static IEnumerable<string> Strings(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => Strings(member.Value).Prepend(member.Name)),
        _ => [],
    };

    private static ArgumentException Bad(string member, string problem) => new($"{member} {problem}.", member);
}
