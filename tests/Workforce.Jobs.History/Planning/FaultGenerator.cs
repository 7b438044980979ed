namespace Workforce.Jobs.History.Planning;

/// <summary>Draws faults: every kind once before any comes twice, and never two at once on one process.</summary>
internal sealed class FaultGenerator
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1.2);
    private readonly Random random;
    private readonly Queue<Fault> deck = new();
    private readonly Dictionary<int, TimeSpan> busyUntil = [];

    public FaultGenerator(Random random, TimeSpan length, int processes)
    {
        this.random = random;
        var faults = new List<PlannedFault>();
        var serverBack = TimeSpan.Zero;
        for (var at = Every / 2; at < length; at += Every * (0.5 + random.NextDouble()))
        {
            var fault = Next();
            int[] free = [.. Enumerable.Range(0, processes).Append(PlannedFault.Clients).Where(place => place >= 0 || fault is Fault.Cut or Fault.Hang).Where(place => busyUntil.GetValueOrDefault(place) <= at)];
            var lasts = Lasts(fault);
            if (fault is Fault.RestartFast or Fault.RestartImmediate)
            {
                if (at < serverBack)
                    continue;
                // A server that is gone most of the time tests nothing else.
                serverBack = at + TimeSpan.FromSeconds(6);
                faults.Add(new(at, fault, 0, lasts, default));
            }
            else if (free.Length > 0)
            {
                var target = free[random.Next(free.Length)];
                busyUntil[target] = at + lasts;
                faults.Add(new(at, fault, target, lasts, fault == Fault.ClockStep ? Step() : default));
            }
        }
        Faults = faults;
    }

    public IReadOnlyList<PlannedFault> Faults { get; }

    private Fault Next()
    {
        if (deck.Count == 0)
        {
            var all = Enum.GetValues<Fault>();
            random.Shuffle(all);
            foreach (var fault in all)
                deck.Enqueue(fault);
        }
        return deck.Dequeue();
    }

    // Long enough, most of the time, for the others to notice and take the jobs over.
    private TimeSpan Lasts(Fault fault) => fault switch
    {
        Fault.Kill or Fault.Stop => Between(0.2, 3),
        Fault.Pause => Between(3.6, 5.5),
        Fault.Cut or Fault.Hang => random.Next(3) == 0 ? Between(0.1, 1) : Between(2, 5),
        _ => TimeSpan.Zero,
    };

    private TimeSpan Step() => Between(2, 7200) * (random.Next(2) == 0 ? 1 : -1);

    private TimeSpan Between(double low, double high) => TimeSpan.FromMilliseconds(Math.Round(1000 * (low + (random.NextDouble() * (high - low)))));
}
