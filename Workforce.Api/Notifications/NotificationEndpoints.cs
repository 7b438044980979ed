using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.Notifications;
using Workforce.Core.Data;
using Workforce.Core.Notifications;

namespace Workforce.Api.Notifications;

internal static class NotificationEndpoints
{
    public static void MapNotifications(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/notifications").WithTags("Notifications");
        group.MapGet("", List).RequireAuthorization(Policies.Read)
            .WithSummary("What the caller was told, newest first")
            .WithDescription("`unread` true: only what is not read yet. `unread` in the answer counts all of them. Pass `next` as `after` for the next page.");
        group.MapPost("/{id:guid}/read", Read).RequireAuthorization(Policies.Change).WithSummary("Mark one as read").WithDescription("For the caller; whoever else was told the same reads it for themselves.");
        group.MapPost("/read-all", ReadAll).RequireAuthorization(Policies.Change).WithSummary("Mark everything as read");
        group.MapPreferences();
        group.MapPhone();
        group.MapPushSubscriptions();
        group.MapChannels();
        group.MapDeliveries();
    }

    private static async Task<Results<Ok<NotificationPage>, ValidationProblem>> List(bool? unread, string? after, int? limit, WorkforceDbContext db, CancellationToken ct)
    {
        if (Paging.Check(after, limit, out var cursor, out var size) is { } wrong)
        {
            return wrong;
        }

        var mine = Mine(db).Where(row => unread == null || (row.ReadAt == null) == unread);
        if (cursor is { } from)
        {
            mine = mine.Where(row => EF.Functions.LessThan(ValueTuple.Create(row.CreatedAt, row.NotificationId), ValueTuple.Create(from.At, from.Id)));
        }

        var found = await (
            from delivery in mine.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.NotificationId).Take(size + 1)
            join told in db.Notifications on delivery.NotificationId equals told.Id
            orderby delivery.CreatedAt descending, told.Id descending
            select new NotificationRow(told.Id, told.Kind, told.Title, told.Text, told.Link, told.CreatedAt, delivery.ReadAt)).ToListAsync(ct);
        return TypedResults.Ok(new NotificationPage(
            [.. found.Take(size)],
            await Mine(db).CountAsync(row => row.ReadAt == null, ct),
            found.Count > size ? new Cursor(found[size - 1].CreatedAt, found[size - 1].Id).ToString() : null));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Read(Guid id, WorkforceDbContext db, TimeProvider time, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return await Mine(db).Where(row => row.NotificationId == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.ReadAt, row => row.ReadAt ?? now), ct) == 0
            ? Problems.NotFound("notification")
            : TypedResults.NoContent();
    }

    private static async Task<NoContent> ReadAll(WorkforceDbContext db, TimeProvider time, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await Mine(db).Where(row => row.ReadAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.ReadAt, now), ct);
        return TypedResults.NoContent();
    }

    /// <summary>What this person was told in the app; never what a colleague was.</summary>
    private static IQueryable<Delivery> Mine(WorkforceDbContext db) =>
        db.Deliveries.AsNoTracking().Where(row => row.UserId == db.Tenant.UserId && row.Channel == Channel.InApp);
}
