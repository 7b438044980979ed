using System.Globalization;

namespace Workforce.Jobs.Gates;

/// <summary>Decides why a job does not run.</summary>
internal static class ExplainRules
{
    public static JobExplanation Of(JobFacts facts)
    {
        if (facts.State is JobState.Processing || facts.State.IsFinished())
            return new(facts.State, [], 0, null, facts.At);
        var holds = new List<JobHold>();
        if (facts.State == JobState.Waiting)
            holds.Add(new(HoldReason.Waiting, $"It waits until it is woken: {facts.WaitsFor}."));
        else if (facts.DueAt > facts.At)
            holds.Add(new(HoldReason.NotDue, $"It is to run at {Utc(facts.DueAt)}.", facts.DueAt));
        foreach (var pause in facts.Pauses)
            holds.Add(new(HoldReason.Paused, $"{Whose(pause.Scope)} is paused by {pause.By} since {Utc(pause.PausedAt)}{(pause.Until is { } end ? $" until {Utc(end)}" : "")}: {pause.Reason}", pause.Until));
        foreach (var full in facts.Limits)
            holds.Add(new(HoldReason.Limited, Text(full), full.Opens));
        if (facts.Workers == 0)
            holds.Add(new(HoldReason.NoWorker, $"No worker that is there does {facts.Kind}."));
        else if (facts.Offering == 0)
            holds.Add(new(HoldReason.NotOffered, $"None of the {facts.Workers} workers that do {facts.Kind} offers all of {string.Join(", ", facts.Needs)}."));
        if (facts.Ahead > 0)
            holds.Add(new(HoldReason.Behind, $"{facts.Ahead} jobs of its kind are before it{(facts.Tenants > 0 ? $", and {facts.Tenants} other tenants have a turn, too" : "")}."));
        return new(facts.State, holds, (int)facts.Ahead, Expected(facts, holds), facts.At);
    }

    private static DateTimeOffset? Expected(JobFacts facts, List<JobHold> holds)
    {
        // Whatever has no end of its own, the line aside, ends when somebody does something.
        if (holds.Exists(h => h.Until is null && h.Why != HoldReason.Behind) || (facts.Ahead > 0 && facts.StartedLately == 0))
            return null;
        var free = holds.Select(h => h.Until ?? facts.At).Append(facts.At).Max();
        return facts.Ahead == 0 ? free : free + TimeSpan.FromMinutes((double)facts.Ahead / facts.StartedLately);
    }

    private static string Text(FullLimit full) => full.Limit.Per is null
        ? $"The limit of {Which(full)} is reached: {(full.Limit.Most == 0 ? "nothing may run" : $"held by {Held(full)}")}."
        : $"The limit of {Which(full)} leaves {full.Room:0.##########}{(full.Opens is { } opens ? $"; some of it comes free at {Utc(opens)}" : "")}.";

    // The one of several that the job counts in, as if it had been set for that alone.
    private static string Which(FullLimit full) => full.Limit is not { Each: { } each, Scope: var scope } limit ? full.Limit.ToString()
        : $"{limit.Amount} for {(full.Part is null ? scope : $"{each.Of.ToString()!.ToLowerInvariant()} {full.Part}{(scope.Of == ScopeOf.All ? "" : $" of {scope}")}")}, as for {each},";

    private static string Held(FullLimit full) =>
        full.Holders.Count == 0 ? "others" : $"{string.Join(", ", full.Holders)}{(full.Limit.Most > full.Holders.Count ? " and others" : "")}";

    private static string Whose(JobScope scope) => scope.Of == ScopeOf.All ? "Everything" : $"{char.ToUpperInvariant(scope.Wire[0])}{scope.Wire[1..]} {scope.Name}";

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
