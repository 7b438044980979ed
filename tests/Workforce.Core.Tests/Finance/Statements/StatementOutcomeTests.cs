using Workforce.Core.Finance.Statements;

namespace Workforce.Core.Tests.Finance.Statements;

public sealed class StatementOutcomeTests
{
    [Theory]
    [InlineData(1, 0, 0, 0, "ok")]
    [InlineData(1, 0, 5, 0, "ok")]
    [InlineData(1, 0, 0, 1, "ok")]
    [InlineData(1, 1, 0, 0, "partial")]
    [InlineData(0, 1, 0, 0, "rejected")]
    [InlineData(0, 1, 5, 0, "rejected")]
    [InlineData(0, 0, 5, 0, "ok_no_bank_lines")]
    [InlineData(0, 0, 0, 0, "empty")]
    [InlineData(0, 0, 0, 1, "empty")]
    public void The_outcome_follows_from_lines_and_problems(int lines, int errors, int investments, int warnings, string outcome)
    {
        Assert.Equal(outcome, StatementOutcomes.Of(File(lines, errors, investments, warnings)).WireName());
    }

    [Fact]
    public void A_file_without_accounts_is_empty()
    {
        Assert.Equal(StatementOutcome.Empty, StatementOutcomes.Of(new(StatementFormat.Csv, [], [])));
    }

    [Fact]
    public void The_reason_names_the_first_problems_with_their_lines()
    {
        Assert.Equal(
            "No line of the file could be read, so nothing was stored. line 1: bad 1. line 2: bad 2. line 3: bad 3. (and 2 more)",
            StatementOutcomes.Reason(File(0, errors: 5, 0, warnings: 1)));
    }

    private static ParsedStatementFile File(int lines, int errors, int investments, int warnings) => new(
        StatementFormat.Qif,
        [
            new ParsedAccount
            {
                InvestmentLines = investments,
                Transactions = [.. Enumerable.Range(1, lines).Select(i => new ParsedTransaction { Date = new DateOnly(2026, 1, i), Amount = i, Description = "" })],
            },
        ],
        [
            .. Enumerable.Range(1, warnings).Select(_ => new StatementProblem(ProblemSeverity.Warning, null, null, "look")),
            .. Enumerable.Range(1, errors).Select(i => new StatementProblem(ProblemSeverity.Error, i, null, $"bad {i}.")),
        ]);
}
