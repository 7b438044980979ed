using System.Globalization;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Workforce.Contracts.WorkerPool.V1;
using Workforce.Jobs;
using Workforce.Jobs.Gates;
using Workforce.Jobs.Pool;

namespace Workforce.Workers.Pool;

/// <summary>Between the words of the wire and those of the engine.</summary>
internal static class PoolWire
{
    /// <exception cref="Grpc.Core.RpcException">It is none; the field is named.</exception>
    public static Guid Id(string field, string text) =>
        Guid.TryParse(text, out var id) ? id : throw PoolFault.Field(field, $"{field} is '{Short(text)}'; expected a UUID.");

    public static Guid? OptionalId(string field, string text) => text.Length == 0 ? null : Id(field, text);

    public static string Short(string text) => text.Length <= 60 ? text : $"{text[..60]}…";

    /// <summary>Our member names as the wire's: <c>PayloadJson</c> is <c>payload_json</c>.</summary>
    public static string FieldOf(string member) => JsonNamingPolicy.SnakeCaseLower.ConvertName(member);

    /// <summary>The message of an argument error with the wire's name in it, and without the framework's addition.</summary>
    public static string Sentence(ArgumentException bad)
    {
        var text = bad.Message.Replace($" (Parameter '{bad.ParamName}')", "", StringComparison.Ordinal);
        return text.StartsWith(bad.ParamName!, StringComparison.Ordinal) ? FieldOf(bad.ParamName!) + text[bad.ParamName!.Length..] : text;
    }

    public static PoolOutcome Read(Outcome outcome, int place)
    {
        var (job, epoch) = (Id($"outcomes[{place}].job_id", outcome.JobId), outcome.LeaseEpoch);
        var end = outcome.EndCase switch
        {
            Outcome.EndOneofCase.Completed => PoolOutcome.Completed(job, epoch, outcome.Completed.ResultJson),
            Outcome.EndOneofCase.Retry => PoolOutcome.Of(job, epoch, JobOutcome.Retry(outcome.Retry.Reason, Span($"outcomes[{place}].retry.after", outcome.Retry.After))),
            Outcome.EndOneofCase.Snooze => PoolOutcome.Of(job, epoch, JobOutcome.Snooze(Instant($"outcomes[{place}].snooze.until", outcome.Snooze.Until)
                ?? throw PoolFault.Field($"outcomes[{place}].snooze.until", $"outcomes[{place}].snooze.until is missing."))),
            Outcome.EndOneofCase.Failed => PoolOutcome.Of(job, epoch, JobOutcome.Fail(outcome.Failed.Reason)),
            Outcome.EndOneofCase.Cancelled => PoolOutcome.Of(job, epoch, JobOutcome.Cancel(outcome.Cancelled.Reason)),
            Outcome.EndOneofCase.Waiting => PoolOutcome.Of(job, epoch, JobOutcome.Wait(outcome.Waiting.Reason)),
            Outcome.EndOneofCase.Returned => PoolOutcome.Returned(job, epoch),
            Outcome.EndOneofCase.Stopped => PoolOutcome.Stopped(job, epoch),
            _ => PoolOutcome.Malformed(job, epoch, "The outcome says nothing of the end; expected one of completed, retry, snooze, failed, cancelled, waiting, returned, stopped."),
        };
        return outcome.Spent.Count == 0 ? end : Spend(end, outcome.Spent);
    }

    private static PoolOutcome Spend(PoolOutcome end, IEnumerable<KeyValuePair<string, string>> spent)
    {
        var amounts = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (unit, text) in spent)
        {
            if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
                return PoolOutcome.Malformed(end.JobId, end.LeaseEpoch, $"spent has '{Short(text)}' {Short(unit)}; expected a decimal number from 0 to 10^15.");
            amounts.Add(unit, amount);
        }
        return end.With(amounts);
    }

    public static TimeSpan? Span(string field, Duration? duration)
    {
        if (duration is null)
            return null;
        if (duration.Nanos is < 0 or > 999_999_999 || duration.Seconds is < 0 or > 315_576_000)
            throw PoolFault.Field(field, $"{field} is {duration.Seconds} s and {duration.Nanos} ns; expected zero to ten years.");
        return duration.ToTimeSpan();
    }

    public static DateTimeOffset? Instant(string field, Timestamp? at)
    {
        if (at is null)
            return null;
        if (at.Nanos is < 0 or > 999_999_999 || at.Seconds is < -62_135_596_800 or > 253_402_300_799)
            throw PoolFault.Field(field, $"{field} is {at.Seconds} s and {at.Nanos} ns; expected an instant from year 1 to 9999.");
        return at.ToDateTimeOffset();
    }

    public static Grant Write(PoolJob job)
    {
        var grant = new Grant
        {
            JobId = job.Id.ToString(), LeaseEpoch = job.LeaseEpoch, Kind = job.Kind, PayloadJson = job.PayloadJson, Attempt = job.Attempt, MaxAttempts = job.MaxAttempts,
            CorrelationId = job.CorrelationId.ToString(), ParentId = job.ParentId?.ToString() ?? "", UserId = job.UserId?.ToString() ?? "", Source = job.Source ?? "",
            Timeout = Duration.FromTimeSpan(job.Timeout), Traceparent = job.TraceParent ?? "",
        };
        if (job.Deadline is { } deadline)
            grant.Deadline = Timestamp.FromDateTimeOffset(deadline);
        return grant;
    }

    public static Cancel.Types.Reason Write(PoolStopReason reason) => reason switch
    {
        PoolStopReason.TimedOut => Cancel.Types.Reason.TimedOut,
        PoolStopReason.DeadlinePassed => Cancel.Types.Reason.DeadlinePassed,
        PoolStopReason.ServerStopping => Cancel.Types.Reason.ServerStopping,
        _ => Cancel.Types.Reason.LeaseLost,
    };

    public static Acknowledgement.Types.Status Write(PoolVerdict verdict) => verdict switch
    {
        PoolVerdict.Recorded => Acknowledgement.Types.Status.Recorded,
        PoolVerdict.Stale => Acknowledgement.Types.Status.Stale,
        _ => Acknowledgement.Types.Status.Invalid,
    };

    public static Job Write(JobDetails job)
    {
        var wire = new Job
        {
            JobId = job.Id.ToString(), Kind = job.Kind, State = System.Enum.Parse<Contracts.WorkerPool.V1.JobState>(job.State.ToString()), PayloadJson = job.PayloadJson, ResultJson = job.ResultJson ?? "",
            Priority = job.Priority, Attempt = job.Attempt, MaxAttempts = job.MaxAttempts, CorrelationId = job.CorrelationId.ToString(), ParentId = job.ParentId?.ToString() ?? "",
            UserId = job.UserId?.ToString() ?? "", CreatedAt = Timestamp.FromDateTimeOffset(job.CreatedAt), DueAt = Timestamp.FromDateTimeOffset(job.DueAt),
            StartedAt = job.StartedAt is { } started ? Timestamp.FromDateTimeOffset(started) : null, FinishedAt = job.FinishedAt is { } finished ? Timestamp.FromDateTimeOffset(finished) : null,
            Percent = job.Percent ?? 0, Message = job.Reason ?? job.Message ?? "",
        };
        wire.Errors.AddRange(job.Errors.Select(error => $"attempt {error.Attempt}, {error.At:O}, {error.Worker}: {error.Error}"));
        wire.Tags.AddRange(job.Tags);
        return wire;
    }

    public static JobScope Read(Scope? scope, Guid tenantId) => scope?.OfCase switch
    {
        Scope.OfOneofCase.Queue => JobScope.Queue(scope.Queue, tenantId),
        Scope.OfOneofCase.Kind => JobScope.Kind(scope.Kind, tenantId),
        Scope.OfOneofCase.Key => JobScope.Key(scope.Key, tenantId),
        _ => throw PoolFault.Field("scope", "scope is missing; expected a queue, a kind or a key."),
    };
}
