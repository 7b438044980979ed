using Workforce.Jobs.History.Recording;

namespace Workforce.Jobs.History.Checking;

/// <summary>Holds what was recorded against every rule.</summary>
internal static class Checker
{
    private static readonly IReadOnlyList<Func<Recorded, IEnumerable<Violation>>> Rules =
    [
        StoringRules.Check, FinalRules.Check, TransitionRules.Check, LeaseRules.Check, StaleWriteRules.Check, EffectRules.Check, CancelRules.Check,
        DeadlineRules.Check, GateRules.CheckPauses, GateRules.CheckRunning, GateRules.CheckStarts, OrderRules.CheckRank, OrderRules.CheckLine, OrderRules.CheckTurns, EventRules.Check, ErrorRules.Check,
    ];

    public static IReadOnlyList<Violation> Check(Recorded recorded) => [.. Rules.SelectMany(rule => rule(recorded))];
}
