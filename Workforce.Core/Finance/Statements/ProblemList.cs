namespace Workforce.Core.Finance.Statements;

/// <summary>Collects what a parser has to say, bounded: a file of rubbish makes one problem a line, and nobody reads 200 000 of them.</summary>
internal sealed class ProblemList
{
    private readonly List<StatementProblem> _problems = [];
    private int _moreErrors;

    public void Error(int? line, string? field, string message) => Add(new(ProblemSeverity.Error, line, field, message));

    public void Warning(int? line, string? field, string message) => Add(new(ProblemSeverity.Warning, line, field, message));

    public IReadOnlyList<StatementProblem> ToList() => _moreErrors == 0
        ? [.. _problems]
        : [.. _problems, new(ProblemSeverity.Error, null, null, $"{_moreErrors} further lines could not be read.")];

    private void Add(StatementProblem problem)
    {
        if (_problems.Count < StatementLimits.Problems) _problems.Add(problem);
        else if (problem.Severity is ProblemSeverity.Error) _moreErrors++;
    }
}
