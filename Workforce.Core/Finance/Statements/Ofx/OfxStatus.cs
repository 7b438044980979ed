namespace Workforce.Core.Finance.Statements.Ofx;

/// <summary>An OFX server reports failure inside a well-formed file. Its own sentence is what helps the person most.</summary>
internal static class OfxStatus
{
    public static void Check(OfxElement root, bool hasStatements, ProblemList problems)
    {
        foreach (var status in root.Within("STATUS").Where(status => IsError(status.Value("SEVERITY"))))
        {
            var said = BankText.OrNull(status.Value("MESSAGE")) ?? "no explanation";
            var answer = $"the bank's server answered with an error: {said} (code {status.Value("CODE") ?? "none"}).";
            if (!hasStatements) throw new UnreadableStatementException($"The file holds no statement; {answer} Download it again later.", status.Line, "STATUS");

            problems.Warning(status.Line, "STATUS", $"For a part of the request {answer} That part is missing from the file.");
        }
    }

    private static bool IsError(string? severity) => string.Equals(severity, "ERROR", StringComparison.OrdinalIgnoreCase);
}
