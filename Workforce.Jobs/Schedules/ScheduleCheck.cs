using System.Text.Json;
using Workforce.Jobs.Schedules.Cron;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Schedules;

/// <summary>Refuses a bad schedule before anything is stored, naming the member.</summary>
internal static class ScheduleCheck
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    public static void ThrowIfBad(NewSchedule schedule)
    {
        if (schedule.Name.Length is < 1 or > 200 || schedule.Name.Any(char.IsControl))
            throw Bad(nameof(schedule.Name), $"has {schedule.Name.Length} characters; expected 1 to 200 and no control characters");
        ThrowIfBadJob(schedule.Job);
        ThrowIfBadTiming(schedule);
        if (!Enum.IsDefined(schedule.Missed))
            throw Bad(nameof(schedule.Missed), $"is {schedule.Missed}; expected run_once, skip or catch_up");
        if (!Enum.IsDefined(schedule.Overlap))
            throw Bad(nameof(schedule.Overlap), $"is {schedule.Overlap}; expected skip, allow, queue_one or replace");
        if (schedule.CatchUpLimit is < 1 or > 1000)
            throw Bad(nameof(schedule.CatchUpLimit), $"is {schedule.CatchUpLimit}; expected 1 to 1000");
        if (schedule.LateAfter < Shortest || schedule.LateAfter > TimeSpan.FromDays(1))
            throw Bad(nameof(schedule.LateAfter), $"is {schedule.LateAfter}; expected one second to a day");
        if (schedule.Missed == MissedRuns.CatchUp && schedule.Overlap != Overlap.Allow)
            throw Bad(nameof(schedule.Overlap), $"is {schedule.Overlap.Wire()}, which would leave out what Missed catch_up is to run; expected allow");
        if (schedule.InstantMember is { } member)
            ThrowIfNoMember(member, schedule.Job.PayloadJson);
    }

    private static void ThrowIfBadJob(NewJob job)
    {
        try
        {
            NewJobCheck.ThrowIfBad(job, []);
        }
        catch (ArgumentException bad)
        {
            throw new ArgumentException($"Job: {bad.Message}", bad);
        }
        if (job.ScheduledFor is not null)
            throw Bad("Job.ScheduledFor", "is set; a job that runs once at a time is enqueued with it and needs no schedule");
        if (job.Deadline is not null || job.IdempotencyKey is not null || job.ParentId is not null)
            throw Bad($"Job.{(job.Deadline is not null ? nameof(job.Deadline) : job.IdempotencyKey is not null ? nameof(job.IdempotencyKey) : nameof(job.ParentId))}", "is set; it would be the same for every run");
    }

    private static void ThrowIfBadTiming(NewSchedule schedule)
    {
        if (schedule.Cron is null == schedule.Every is null)
            throw Bad(nameof(schedule.Cron), schedule.Cron is null ? "and Every are both missing; expected one of them" : "and Every are both set; expected one of them");
        if (schedule.Cron is { } cron && !CronExpression.TryParse(cron, out _, out var problem))
            throw new ArgumentException(problem.Message, problem);
        if (schedule.Every is { } every && (every < Shortest || every > Longest || every.Ticks % TimeSpan.TicksPerMillisecond != 0))
            throw Bad(nameof(schedule.Every), $"is {every}; expected one second to ten years in whole milliseconds");
        if (schedule.Every is not null && schedule.Zone != "UTC")
            throw Bad(nameof(schedule.Zone), "is set beside Every; an interval is time that passes, whatever clocks show");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(schedule.Zone, out var zone) || !zone.HasIanaId)
            throw Bad(nameof(schedule.Zone), $"'{schedule.Zone}' is not known here; expected an IANA id such as Europe/Berlin or UTC");
        if (schedule.EndsAt <= schedule.StartsAt)
            throw Bad(nameof(schedule.EndsAt), $"{schedule.EndsAt:O} is not after StartsAt {schedule.StartsAt:O}");
    }

    private static void ThrowIfNoMember(string member, string payloadJson)
    {
        if (member.Length is < 1 or > 100)
            throw Bad(nameof(NewSchedule.InstantMember), $"has {member.Length} characters; expected 1 to 100");
        using var payload = JsonDocument.Parse(payloadJson);
        if (payload.RootElement.ValueKind != JsonValueKind.Object)
            throw Bad(nameof(NewSchedule.InstantMember), $"is set, but the payload is {payload.RootElement.ValueKind}; expected a JSON object");
    }

    private static ArgumentException Bad(string member, string problem) => new($"{member} {problem}.", member);
}
