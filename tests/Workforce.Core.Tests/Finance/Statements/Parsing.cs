using System.Text;
using Workforce.Core.Finance.Statements;

namespace Workforce.Core.Tests.Finance.Statements;

/// <summary>Short ways for tests to parse a text and look at what came of it.</summary>
internal static class Parsing
{
    public static ParsedStatementFile Parse(string text, string fileName = "statement") => StatementFile.Parse(Encoding.UTF8.GetBytes(text), fileName);

    public static UnreadableStatementException Refusal(string text, string fileName = "statement") =>
        Assert.Throws<UnreadableStatementException>(() => Parse(text, fileName));

    /// <summary>The only account's lines.</summary>
    public static IReadOnlyList<ParsedTransaction> Lines(this ParsedStatementFile file) => Assert.Single(file.Accounts).Transactions;

    public static StatementProblem OnlyProblem(this ParsedStatementFile file) => Assert.Single(file.Problems);

    public static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd");
}
