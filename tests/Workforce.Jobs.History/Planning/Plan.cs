namespace Workforce.Jobs.History.Planning;

/// <summary>All that is done and broken in a round. The same seed, length and number of processes make the same plan.</summary>
internal sealed record Plan(
    int Seed, TimeSpan Length, int Processes, IReadOnlyList<PlannedLimit> Limits, IReadOnlyList<PlannedOperation> Operations, IReadOnlyList<PlannedFault> Faults)
{
    public const int Clients = 4;
    public const int Tenants = 4;

    public static Plan Of(int seed, TimeSpan length, int processes)
    {
        // One generator each, so that a change to what one draws leaves the other's as they were.
        var operations = new OperationGenerator(new Random(seed), length);
        var faults = new FaultGenerator(new Random(unchecked(seed * 31) + 1), length, processes);
        return new(seed, length, processes, operations.Limits, operations.Operations, faults.Faults);
    }
}
