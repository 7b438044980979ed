namespace Workforce.Api.Tests.Hosting;

/// <summary>A clock that stands where the test puts it. Its timers run on the real one.</summary>
internal sealed class SetTime(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
