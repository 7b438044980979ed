using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Workforce.Contracts.Employees;

/// <summary>The five digital employees of Finance that hand work to each other, and the notifier at the end of the line.</summary>
public static class EmployeeNames
{
    public const string Prime = "prime";
    public const string Byte = "byte";
    public const string Tag = "tag";
    public const string Crystal = "crystal";
    public const string Ledger = "ledger";
    public const string Notifications = "notifications";

    /// <summary>Those that an outside program may pull tasks for, in the order of the pipeline.</summary>
    public static IReadOnlyList<string> Pullable { get; } = [Prime, Byte, Tag, Crystal, Ledger];

    /// <summary>All, in the order of the pipeline.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Pullable, Notifications];
}

/// <summary>One hand-over from an employee to the next.</summary>
/// <param name="Status">pending, processing, retrying, waiting, completed, failed or cancelled.</param>
/// <param name="LeaseEpoch">Send it back with complete and fail: an answer with an older epoch is refused.</param>
/// <param name="LeaseExpiresAt">After this instant the task goes to somebody else.</param>
public sealed record EmployeeTask(
    Guid Id,
    Guid? UserId,
    string? FromEmployee,
    string ToEmployee,
    string Intent,
    JsonElement Payload,
    Guid CorrelationId,
    string? IdempotencyKey,
    string Status,
    JsonElement? Result,
    string? ErrorSummary,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ProcessedAt,
    DateTimeOffset UpdatedAt,
    long? LeaseEpoch,
    DateTimeOffset? LeaseExpiresAt);

/// <param name="ToEmployee">prime, byte, tag, crystal or ledger.</param>
/// <param name="Max">How many tasks at the most, 1 to 50.</param>
public sealed record PullTasksRequest([property: Required] string ToEmployee, [property: Range(1, 50)] int Max = 5);

public sealed record PullTasksResponse(bool Ok, IReadOnlyList<EmployeeTask> Tasks);

public sealed record CompleteTaskRequest([property: Required] Guid TaskId, JsonElement? Result = null, long? LeaseEpoch = null);

public sealed record CompleteTaskResponse(bool Ok);

public sealed record DispatchTaskRequest(
    [property: Required, StringLength(64, MinimumLength = 1)] string Intent,
    [property: Required, StringLength(64, MinimumLength = 1)] string FromEmployee,
    [property: Required, StringLength(64, MinimumLength = 1)] string ToEmployee,
    [property: Required] JsonElement Payload,
    Guid? CorrelationId = null,
    [property: StringLength(200)] string? IdempotencyKey = null);

/// <param name="Cached">True where the idempotency key had been used: the task is the one of that time.</param>
public sealed record DispatchTaskResponse(bool Ok, Guid TaskId, bool Cached, Guid CorrelationId);

public sealed record FailTaskRequest(
    [property: Required] Guid TaskId,
    [property: Required, StringLength(500, MinimumLength = 1)] string ErrorSummary,
    long? LeaseEpoch = null);

/// <param name="Retrying">False once the task has had all its attempts.</param>
public sealed record FailTaskResponse(bool Ok, bool Retrying);

/// <param name="Days">For how many days the suggestion stays away, 1 to 90.</param>
public sealed record IgnoreSuggestionRequest(
    [property: Required, StringLength(200, MinimumLength = 1)] string MerchantName,
    [property: Range(1, 90)] int Days = 30);

public sealed record IgnoreSuggestionResponse(bool Ok, string Message);

/// <param name="IgnoredUntil">From this instant the suggestions about the merchant are shown again.</param>
public sealed record IgnoredMerchantRow(string MerchantName, DateTimeOffset IgnoredUntil);
