using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.Jobs;
using Workforce.Core.Data;
using Workforce.Jobs;
using Workforce.Jobs.Gates;

namespace Workforce.Api.Jobs;

internal static class EventEndpoints
{
    public static void MapEvents(this RouteGroupBuilder api) => api.MapGet("/events", Stream).WithTags("Jobs").RequireAuthorization(Policies.Read)
        .Produces<JobEventMessage>(StatusCodes.Status200OK, "text/event-stream").ProducesValidationProblem()
        .WithSummary("What happens to jobs, live, as server-sent events")
        .WithDescription("First `event: hello` with the newest id as `last_event_id`; then `event: job` with a JobEventMessage and its id for each transition and progress report, and `event: gates` without an id when pauses or limits of this company or of all were changed, and `event: changed` without an id when something else was, with its `subject`: agents, proposals, people, or anything where it is not known which; a comment every 15 s of silence. Resumes without a gap after the id in Last-Event-ID (or `last_event_id`); without one it starts with what happens from now on. Right after a resume an event that was written at the same moment as others may come a second time, under the same id. `correlation` keeps to one undertaking. Ends when the token does, or after a day: connect again with a new one.");

    private static async Task<IResult> Stream(
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId,
        [FromQuery(Name = "last_event_id")] string? lastEventIdInQuery,
        Guid? correlation,
        HttpContext http,
        TenantScope scope,
        WorkforceDbContext db,
        JobClient jobs,
        GateClient gates,
        Announcer announcer,
        TimeProvider time,
        IHostApplicationLifetime host,
        CancellationToken ct)
    {
        long? after = null;
        if ((lastEventId ?? lastEventIdInQuery) is { Length: > 0 } given)
        {
            if (!long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                return Problems.Field("last_event_id", "must be the id of an event of this stream");
            }

            after = id;
        }

        var newest = await JobLedger.LastEventAsync(db, ct);
        return new EventStream(
            jobs.EventsAsync(scope.Required, after ?? newest, EndOf(http, time, host, ct)),
            newest,
            Resumed: after is not null,
            correlation,
            changed => new Both(gates.Watch(scope.Required, () => changed(EventStream.Gates)), announcer.Watch(scope.Required, changed)),
            time);
    }

    /// <summary>A stream must outlive neither the token that opened it nor the host that serves it.</summary>
    private static CancellationToken EndOf(HttpContext http, TimeProvider time, IHostApplicationLifetime host, CancellationToken ct)
    {
        // A key may live longer than any timer; a day is enough for one connection.
        var left = TimeSpan.FromTicks(Math.Clamp((Caller.Of(http)!.Until - time.GetUtcNow()).Ticks, TimeSpan.TicksPerMillisecond, TimeSpan.TicksPerDay));
        var over = new CancellationTokenSource(left, time);
        var end = CancellationTokenSource.CreateLinkedTokenSource(ct, host.ApplicationStopping, over.Token);
        http.Response.RegisterForDispose(over);
        http.Response.RegisterForDispose(end);
        return end.Token;
    }

    private sealed record Both(IDisposable One, IDisposable Other) : IDisposable
    {
        public void Dispose()
        {
            One.Dispose();
            Other.Dispose();
        }
    }
}
