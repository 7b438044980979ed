namespace Workforce.Jobs.History.Worker;

/// <summary>A clock that can be set, as an administrator or NTP would. Timers and time stamps go on as they do then: evenly.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private long offset;

    public void Step(TimeSpan by) => Interlocked.Add(ref offset, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref offset));
}
