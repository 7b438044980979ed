namespace Workforce.Core.Finance;

/// <summary>The digital employees of Finance: they work one after the other on what comes in, and are in no registry, as nobody wakes, pauses or configures one alone.</summary>
public static class FinanceEmployees
{
    public const string Department = "finance";

    /// <summary>In the order of the pipeline. The id is their queue, and whose budget their questions to models charge.</summary>
    public static IReadOnlyList<(string Id, string Name, string Duty)> All { get; } =
    [
        ("prime", "Prime", "Reads statements in eight formats."),
        ("byte", "Byte", "Reads receipts and matches them to lines."),
        ("tag", "Tag", "Files every line under a category."),
        ("crystal", "Crystal", "Finds what recurs, what is unusual and what comes."),
        ("ledger", "Ledger", "Checks taxes and rules."),
    ];
}
