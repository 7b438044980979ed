using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Running;

/// <summary>Hands that can do the same, and the work they share: the handlers of this process, or workers attached to it.</summary>
internal sealed class Crew(Abilities able, Inbox inbox, Pace pace, Func<int> hands)
{
    private int held;

    public Abilities Able => able;

    public Inbox Inbox => inbox;

    public Pace Pace => pace;

    /// <summary>Jobs that it can do at once.</summary>
    public int Hands => hands();

    /// <summary>Jobs it has: waiting, running, or with an end not yet written.</summary>
    public int Held => Volatile.Read(ref held);

    /// <summary>Called when some have left it.</summary>
    public Action Freed { get; set; } = () => { };

    public void Take() => Interlocked.Increment(ref held);

    public void Leave() => Interlocked.Decrement(ref held);
}
