namespace Workforce.Core.Finance.Statements;

/// <summary>What became of a file as a whole, as its owner is told. Wire names are in <see cref="StatementOutcomes"/>.</summary>
public enum StatementOutcome
{
    /// <summary>Every line was read.</summary>
    Ok,

    /// <summary>Readable, but it holds nothing except securities trading: there is no bank line to store.</summary>
    OkNoBankLines,

    /// <summary>Readable and without any transaction.</summary>
    Empty,

    /// <summary>Some lines could not be read; the others are kept.</summary>
    Partial,

    /// <summary>Not one line could be read: nothing may be stored.</summary>
    Rejected,
}

/// <summary>Derives the outcome from what the parsers found, so that every caller decides alike.</summary>
public static class StatementOutcomes
{
    private const int ProblemsTold = 3;

    public static StatementOutcome Of(ParsedStatementFile file)
    {
        var unreadable = file.Problems.Any(problem => problem.Severity is ProblemSeverity.Error);
        if (file.Accounts.Any(account => account.Transactions.Count > 0)) return unreadable ? StatementOutcome.Partial : StatementOutcome.Ok;
        if (unreadable) return StatementOutcome.Rejected;
        return file.Accounts.Any(account => account.InvestmentLines > 0) ? StatementOutcome.OkNoBankLines : StatementOutcome.Empty;
    }

    /// <summary>Why a file with <see cref="StatementOutcome.Rejected"/> was rejected: its first problems, each with its line.</summary>
    public static string Reason(ParsedStatementFile file)
    {
        var errors = file.Problems.Where(problem => problem.Severity is ProblemSeverity.Error).ToList();
        var told = errors.Take(ProblemsTold).Select(problem => problem.Line is { } line ? $"line {line}: {problem.Message}" : problem.Message);
        var more = errors.Count > ProblemsTold ? $" (and {errors.Count - ProblemsTold} more)" : "";
        return $"No line of the file could be read, so nothing was stored. {string.Join(' ', told)}{more}";
    }

    public static string WireName(this StatementOutcome outcome) => outcome switch
    {
        StatementOutcome.Ok => "ok",
        StatementOutcome.OkNoBankLines => "ok_no_bank_lines",
        StatementOutcome.Empty => "empty",
        StatementOutcome.Partial => "partial",
        StatementOutcome.Rejected => "rejected",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };
}
