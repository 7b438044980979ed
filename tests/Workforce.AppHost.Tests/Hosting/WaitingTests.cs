using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Workforce.AppHost.Tests.Hosting;

public sealed class WaitingTests
{
    private static readonly ProjectResource Back = new("back");

    public static TheoryData<WaitType, string, HealthStatus?, int?, string> Cases => new()
    {
        { WaitType.WaitUntilHealthy, "Running", HealthStatus.Healthy, null, "come" },
        { WaitType.WaitUntilHealthy, "Running", HealthStatus.Unhealthy, null, "not yet" },
        { WaitType.WaitUntilHealthy, "Running", null, null, "not yet" },
        { WaitType.WaitUntilHealthy, "Starting", HealthStatus.Unhealthy, 9, "not yet" },
        { WaitType.WaitUntilHealthy, "Finished", null, 0, "never: 'back' ended with exit code 0 before it was ready." },
        { WaitType.WaitUntilHealthy, "FailedToStart", null, null, "never: 'back' did not start. No disk." },
        { WaitType.WaitUntilStarted, "Running", null, null, "come" },
        { WaitType.WaitUntilStarted, "Waiting", null, null, "not yet" },
        { WaitType.WaitForCompletion, "Running", HealthStatus.Healthy, null, "not yet" },
        { WaitType.WaitForCompletion, "Finished", null, 0, "come" },
        { WaitType.WaitForCompletion, "Exited", null, 1, "never: 'back' ended with exit code 1, and 0 was expected." },
        { WaitType.WaitForCompletion, "FailedToStart", null, null, "never: 'back' did not start. No disk." },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_wait_ends_when_what_it_is_for_has_come_or_cannot_come_any_more(WaitType type, string state, HealthStatus? health, int? exitCode, string expected) =>
        Assert.Equal(expected, Told(Waiting.Judge(new(Back, type), [Snapshot(state, health, exitCode)])));

    [Fact]
    public void All_replicas_must_have_come()
    {
        var wait = new WaitAnnotation(Back, WaitType.WaitUntilHealthy);
        var up = Snapshot("Running", HealthStatus.Healthy, null);
        Assert.Equal("not yet", Told(Waiting.Judge(wait, [up, Snapshot("Starting", null, null)])));
        Assert.Equal("come", Told(Waiting.Judge(wait, [up, up])));
    }

    private static CustomResourceSnapshot Snapshot(string state, HealthStatus? health, int? exitCode) =>
        new() { ResourceType = "Project", State = state, HealthStatus = health, ExitCode = exitCode, Reason = state == "FailedToStart" ? "No disk." : "" };

    private static string Told(Waiting verdict) => verdict switch
    {
        Waiting.Come => "come",
        Waiting.Never never => $"never: {never.Reason}",
        _ => "not yet",
    };
}
