using Workforce.Contracts.Finance;

namespace Workforce.Cli.Tests;

/// <summary>The lines that scripts read.</summary>
public sealed class StatementOutcomeTests
{
    private static readonly StatementRow Row = new(
        Guid.Empty, "march.ofx", 2048, StatementStatus.Completed, "ledger", "ofx1", null, 1, 3, 3, 0, -12.30m, new Dictionary<string, decimal> { ["EUR"] = -12.30m }, ["EUR"],
        new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31), 2, 1, 4, 5, 0, [], Guid.Empty, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);

    [Fact]
    public void A_processed_file_tells_everything() => Assert.Equal(
        """{"file":"in/march.ofx","format":"ofx1","status":"completed","error":null,"accounts":1,"transactions":3,"sum":"-12.30","currency":"EUR","first":"2026-03-01","last":"2026-03-31","categorised":2,"recurring":1,"insights":4,"findings":5,"seconds":1.235}""",
        new StatementOutcome("in/march.ofx", Row, null, 1.23456).ToJson());

    [Fact]
    public void Several_currencies_are_listed_and_not_added() => Assert.Equal(
        """{"file":"wise.csv","format":"csv","status":"partial","error":null,"accounts":2,"transactions":3,"sum":null,"currency":["EUR","GBP"],"first":"2026-03-01","last":"2026-03-31","categorised":2,"recurring":1,"insights":4,"findings":5,"seconds":2}""",
        new StatementOutcome("wise.csv", Row with { Format = "csv", Accounts = 2, Status = StatementStatus.Partial, Sum = null, Sums = new Dictionary<string, decimal> { ["EUR"] = 1, ["GBP"] = 2 }, Currencies = ["EUR", "GBP"] }, null, 2).ToJson());

    [Fact]
    public void A_file_without_lines_sums_to_nothing() => Assert.Equal(
        """{"file":"quiet.sta","format":"mt940","status":"empty","error":null,"accounts":1,"transactions":0,"sum":"0","currency":null,"first":null,"last":null,"categorised":0,"recurring":0,"insights":0,"findings":0,"seconds":0.1}""",
        new StatementOutcome(
            "quiet.sta",
            Row with { Format = "mt940", Status = StatementStatus.Empty, Transactions = 0, Added = 0, Sum = null, Sums = new Dictionary<string, decimal>(), Currencies = [], First = null, Last = null, Categorised = 0, Recurring = 0, Insights = 0, Findings = 0 },
            null,
            0.1).ToJson());

    [Fact]
    public void A_refused_file_tells_why_and_no_figures() => Assert.Equal(
        """{"file":"bad.csv","format":"csv","status":"rejected","error":"Line 3: 'Betrag' is \"zwölf\".","accounts":null,"transactions":null,"sum":null,"currency":null,"first":null,"last":null,"categorised":null,"recurring":null,"insights":null,"findings":null,"seconds":0}""",
        new StatementOutcome("bad.csv", Row with { Format = "csv", Status = StatementStatus.Rejected, Error = "Line 3: 'Betrag' is \"zwölf\"." }, null, 0).ToJson());

    [Theory]
    [InlineData(StatementStatus.Completed, true)]
    [InlineData(StatementStatus.Partial, true)]
    [InlineData(StatementStatus.Empty, true)]
    [InlineData(StatementStatus.Rejected, false)]
    [InlineData(StatementStatus.Failed, false)]
    public void Only_what_was_read_counts_as_processed(StatementStatus status, bool processed) =>
        Assert.Equal(processed, new StatementOutcome("x", Row with { Status = status }, null, 0).Processed);

    [Fact]
    public void A_file_that_never_reached_the_API_failed() =>
        Assert.Equal((false, "failed", "No such file."), (new StatementOutcome("x", null, "No such file.", 0)) is var outcome ? (outcome.Processed, outcome.Status, outcome.Message) : default);
}
