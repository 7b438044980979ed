using Workforce.Contracts.Jobs;
using Workforce.Web.Finance.Uploads;

namespace Workforce.Web.Tests.Finance;

public sealed class StageTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_stage_follows_its_events_through_a_retry_to_the_end()
    {
        var stage = new[] { Told("enqueued", 0, 0), Told("started", 1, 1), Told("progress", 1, 2, 40, "reading"), Told("retrying", 1, 3, null, "worker lost"), Told("started", 2, 4), Told("progress", 2, 5, 10, "again"), Told("completed", 2, 6, 100) }
            .Aggregate(new Stage("prime"), (at, message) => at.After(message));

        Assert.Equal(new Stage("prime", StageState.Done, 100, null, 2, Noon.AddSeconds(1), Noon.AddSeconds(6)), stage);
    }

    [Fact]
    public void An_event_of_an_attempt_that_is_over_changes_nothing()
    {
        var second = new Stage("prime").After(Told("started", 2, 4));

        Assert.Equal(second, second.After(Told("failed", 1, 5)));
    }

    [Theory]
    [InlineData("a.OFX", FileKind.Statement)]
    [InlineData("a.jpeg", FileKind.Receipt)]
    [InlineData("a.pdf", FileKind.Unknown)]
    [InlineData("no-ending", FileKind.Statement)]
    public void A_file_is_what_its_name_says_and_a_pdf_is_asked_about(string name, FileKind kind) => Assert.Equal(kind, FileKinds.Guess(name));

    private static JobEventMessage Told(string type, int attempt, int second, int? percent = null, string? message = null) =>
        new(second, Guid.Empty, Guid.Empty, "prime.parse", "prime", null, type, attempt, percent, message, Noon.AddSeconds(second));
}
