using Workforce.Contracts.Finance;
using Workforce.Contracts.Jobs;
using Workforce.Web.Clients;

namespace Workforce.Web.Finance.Uploads;

public enum FileKind { Unknown, Statement, Receipt }

public enum RunState { Asking, Sending, Working, Done, Warned, Failed }

/// <summary>One file a person gave in this visit, from the first byte sent to the last employee.</summary>
public sealed class FileRun(string id, string fileName, long size, DateTimeOffset startedAt)
{
    private readonly Lock gate = new();
    private readonly HashSet<long> seen = [];

    public string Id { get; } = id;

    public string FileName { get; } = fileName;

    public long Size { get; } = size;

    public DateTimeOffset StartedAt { get; set; } = startedAt;

    public DateTimeOffset? EndedAt { get; private set; }

    public FileKind Kind { get; set; }

    public RunState State { get; private set; } = RunState.Asking;

    public int SentPercent { get; private set; }

    public Guid? CorrelationId { get; private set; }

    public bool Existing { get; private set; }

    public StatementRow? Statement { get; private set; }

    public ReceiptRow? Receipt { get; private set; }

    public string? Error { get; private set; }

    public string? TraceId { get; private set; }

    public IReadOnlyList<Stage> Stages { get; private set; } = [];

    public bool IsOver => State is RunState.Done or RunState.Warned or RunState.Failed;

    public void Sending(int percent)
    {
        State = RunState.Sending;
        SentPercent = percent;
        EndedAt = null;
        Error = null;
        TraceId = null;
        Stages = [.. (Kind == FileKind.Receipt ? Stage.OfReceipt : Stage.OfStatement).Select(employee => new Stage(employee))];
    }

    public void Refused(ApiProblem problem, DateTimeOffset at)
    {
        Error = problem.Text;
        TraceId = problem.TraceId;
        End(RunState.Failed, at);
    }

    public void Accepted(StatementRow statement, bool existing)
    {
        State = RunState.Working;
        SentPercent = 100;
        Existing = existing;
        CorrelationId = statement.CorrelationId;
        Know(statement);
    }

    public void Accepted(ReceiptRow receipt, bool existing)
    {
        State = RunState.Working;
        SentPercent = 100;
        Existing = existing;
        CorrelationId = receipt.CorrelationId;
        Know(receipt);
    }

    /// <summary>True where the event was new to this file.</summary>
    public bool Take(JobEventMessage message)
    {
        lock (gate)
        {
            if (message.CorrelationId != CorrelationId || !seen.Add(message.Id))
                return false;
            // A receipt shows Byte and whoever else takes part; a statement shows everybody from the start.
            var stages = Stages.Any(stage => stage.Employee == message.Queue) ? Stages : [.. Stages, new Stage(message.Queue)];
            Stages = [.. stages.Select(stage => stage.Employee == message.Queue ? stage.After(message) : stage)];
            return true;
        }
    }

    public void Know(StatementRow statement)
    {
        Statement = statement;
        Error = statement.Error;
        switch (statement.Status)
        {
            case StatementStatus.Completed or StatementStatus.Empty:
                End(RunState.Done, statement.CompletedAt);
                break;
            case StatementStatus.Partial:
                End(RunState.Warned, statement.CompletedAt);
                break;
            case StatementStatus.Rejected or StatementStatus.Failed:
                Error ??= statement.Problems.FirstOrDefault(problem => problem.Severity == "error")?.Message ?? "The file could not be read.";
                End(RunState.Failed, statement.CompletedAt);
                break;
        }
    }

    public void Know(ReceiptRow receipt)
    {
        Receipt = receipt;
        Error = receipt.Error;
        switch (receipt.Status)
        {
            case ReceiptStatus.Matched:
                End(RunState.Done, null);
                break;
            case ReceiptStatus.Unmatched or ReceiptStatus.NotAReceipt:
                End(RunState.Warned, null);
                break;
            case ReceiptStatus.Rejected or ReceiptStatus.Failed:
                Error ??= receipt.Problems.FirstOrDefault(problem => problem.Severity == "error")?.Message ?? "The file could not be read.";
                End(RunState.Failed, null);
                break;
        }
    }

    private void End(RunState state, DateTimeOffset? at)
    {
        State = state;
        EndedAt ??= at ?? Stages.Max(stage => stage.EndedAt) ?? StartedAt;
    }
}
