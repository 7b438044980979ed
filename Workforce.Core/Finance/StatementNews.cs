using Workforce.Core.Notifications;

namespace Workforce.Core.Finance;

/// <summary>What the uploader is told when a statement is done.</summary>
public static class StatementNews
{
    public static Notice Of(Statement statement) => new()
    {
        To = Audience.PersonOrAll(statement.UserId),
        Key = $"statement:{statement.Id}",
        Kind = "statement.done",
        Title = $"{statement.FileName}: {Count(statement.Transactions, "transaction")}, {statement.Added} new",
        Text = TextOf(statement),
        Link = $"/statements/{statement.Id}",
    };

    /// <summary>What the uploader is told of a file that could not be read, or that holds no lines.</summary>
    public static Notice OfNothing(Statement statement) => new()
    {
        To = Audience.PersonOrAll(statement.UserId),
        Key = $"statement:{statement.Id}",
        Kind = statement.Error is null ? "statement.empty" : "statement.rejected",
        Title = statement.Error is null ? $"{statement.FileName} holds no bank lines" : $"{statement.FileName} could not be read",
        Text = statement.Error ?? statement.Problems.FirstOrDefault()?.Message ?? "The file is readable and has no transactions.",
        Link = $"/statements/{statement.Id}",
    };

    private static string TextOf(Statement statement)
    {
        var unread = statement.Problems.Count(problem => problem.Severity is Statements.ProblemSeverity.Error);
        var text = $"{statement.Categorised} categorised, {Count(statement.Recurring, "recurring payment")}, {Count(statement.Insights, "insight")}, {Count(statement.Findings, "finding")}.";
        return unread == 0 ? text : $"{Count(unread, "line")} could not be read. {text}";
    }

    private static string Count(int n, string what) => n == 1 ? $"1 {what}" : $"{n} {what}s";
}
