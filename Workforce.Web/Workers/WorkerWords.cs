using Workforce.Contracts.Workers;
using Workforce.Web.Ui;

namespace Workforce.Web.Workers;

/// <summary>What is said of an attached worker.</summary>
public static class WorkerWords
{
    // An idle worker's heartbeats are stored every ten seconds, and shown every two.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);

    /// <summary>How long ago it was heard of: to the second, because a worker is taken for gone after a few of them.</summary>
    public static string Heard(TimeSpan ago) => ago < Fresh ? "just now" : ago < TimeSpan.FromMinutes(1) ? $"{(int)ago.TotalSeconds} s ago" : Words.Ago(ago);

    /// <summary>Whether it should have been heard of by now.</summary>
    public static bool Late(TimeSpan ago) => ago >= Fresh;

    /// <summary>Language, version, and where it is: what it did not say is left out.</summary>
    public static string Who(WorkerRow worker) => string.Join(" · ", ((string[])
    [
        worker.Language, worker.Version, worker.Address.Length > 0 ? $"from {worker.Address}" : "", $"attached to {worker.Host}",
    ]).Where(part => part.Length > 0));

    public static string Slots(WorkerRow worker) => $"{worker.JobsInHand} of {Words.Count(worker.Slots, "slot")} in use";

    public static int Percent(WorkerRow worker) => Math.Clamp(100 * worker.JobsInHand / worker.Slots, 0, 100);

    public static (string Text, string Tone) State(WorkerRow worker) =>
        worker.Draining ? ("Draining", "warn") : worker.JobsInHand > 0 ? ("At work", "good") : ("Waits for work", "neutral");

    /// <summary>What detaching it does, in words.</summary>
    public static string Detaching(WorkerRow worker) => worker.JobsInHand == 0
        ? "Its connection ends. It has nothing in hand now; what it takes until then goes back in line, and the attempt counts."
        : $"Its connection ends at once. {Words.Count(worker.JobsInHand, "job")} that it has in hand {(worker.JobsInHand == 1 ? "goes" : "go")} back in line for another worker, and the attempt counts. Drain it instead to let it finish.";
}
