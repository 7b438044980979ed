using Aspire.Hosting.Running;

namespace Workforce.AppHost.Tests.Hosting;

public sealed class RestartTests
{
    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(6, 16)]
    [InlineData(7, 30)]
    [InlineData(1000, 30)]
    public void Each_crash_in_a_row_doubles_the_wait_up_to_half_a_minute(int crashes, double seconds) =>
        Assert.Equal(new Restart.Again(TimeSpan.FromSeconds(seconds)), Restart.Decide(new(ExitCode: 1, RunsToCompletion: false, WasHealthy: true, crashes)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Exit_code_0_is_an_end_and_no_crash(bool runsToCompletion) =>
        Assert.Equal(new Restart.Finished(), Restart.Decide(new(0, runsToCompletion, WasHealthy: false, 1)));

    [Fact]
    public void What_runs_to_completion_is_not_tried_again() =>
        Assert.Equal(new Restart.Failed("It ended with exit code 3."), Restart.Decide(new(3, RunsToCompletion: true, WasHealthy: false, 1)));

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void What_was_never_healthy_is_given_up_at_the_sixth_crash(int crashes, bool givenUp) =>
        Assert.Equal(
            givenUp ? new Restart.Failed("It ended 6 times, the last time with exit code 134, and was not healthy in between.") : new Restart.Again(TimeSpan.FromSeconds(8)),
            Restart.Decide(new(134, RunsToCompletion: false, WasHealthy: false, crashes)));
}
