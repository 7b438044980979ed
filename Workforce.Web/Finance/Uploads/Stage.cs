using Workforce.Contracts.Employees;
using Workforce.Contracts.Jobs;

namespace Workforce.Web.Finance.Uploads;

public enum StageState { Waiting, Queued, Working, Retrying, Done, Failed, Cancelled }

/// <summary>One employee's part in one file, as far as the events tell.</summary>
public sealed record Stage(
    string Employee,
    StageState State = StageState.Waiting,
    int? Percent = null,
    string? Message = null,
    int Attempt = 0,
    DateTimeOffset? StartedAt = null,
    DateTimeOffset? EndedAt = null)
{
    public static IReadOnlyList<string> OfStatement { get; } = [.. EmployeeNames.Pullable, EmployeeNames.Notifications];

    public static IReadOnlyList<string> OfReceipt { get; } = [EmployeeNames.Byte];

    public bool IsOver => State is StageState.Done or StageState.Failed or StageState.Cancelled;

    /// <summary>The stage after one more event. An event of an attempt that is over changes nothing.</summary>
    public Stage After(JobEventMessage message) => message.Attempt < Attempt ? this : message.Type switch
    {
        "enqueued" => State == StageState.Waiting ? this with { State = StageState.Queued } : this,
        "started" => this with { State = StageState.Working, Percent = null, Message = message.Message, Attempt = message.Attempt, StartedAt = StartedAt ?? message.At, EndedAt = null },
        "progress" => this with { State = StageState.Working, Percent = message.Percent ?? Percent, Message = message.Message ?? Message, Attempt = message.Attempt, StartedAt = StartedAt ?? message.At },
        "completed" => this with { State = StageState.Done, Percent = 100, Message = message.Message, StartedAt = StartedAt ?? message.At, EndedAt = message.At },
        "retrying" => this with { State = StageState.Retrying, Message = message.Message, Attempt = message.Attempt },
        "failed" => this with { State = StageState.Failed, Message = message.Message ?? Message, EndedAt = message.At },
        "cancelled" => this with { State = StageState.Cancelled, Message = message.Message, EndedAt = message.At },
        _ => this,
    };
}
