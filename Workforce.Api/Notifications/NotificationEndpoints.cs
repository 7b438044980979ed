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
        group.MapPost("/{id:guid}/read", Read).RequireAuthorization(Policies.Change).WithSummary("Mark one as read").WithDescription("One that went to everybody is then read for everybody.");
        group.MapPost("/read-all", ReadAll).RequireAuthorization(Policies.Change).WithSummary("Mark everything as read");
    }

    private static async Task<Results<Ok<NotificationPage>, ValidationProblem>> List(bool? unread, string? after, int? limit, WorkforceDbContext db, CancellationToken ct)
    {
        if (Paging.Check(after, limit, out var cursor, out var size) is { } wrong)
        {
            return wrong;
        }

        var query = Mine(db).Where(row => unread == null || (row.ReadAt == null) == unread);
        if (cursor is { } from)
        {
            query = query.Where(row => EF.Functions.LessThan(ValueTuple.Create(row.CreatedAt, row.Id), ValueTuple.Create(from.At, from.Id)));
        }

        var found = await query.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Take(size + 1)
            .Select(row => new NotificationRow(row.Id, row.Kind, row.Title, row.Text, row.Link, row.CreatedAt, row.ReadAt)).ToListAsync(ct);
        return TypedResults.Ok(new NotificationPage(
            [.. found.Take(size)],
            await Mine(db).CountAsync(row => row.ReadAt == null, ct),
            found.Count > size ? new Cursor(found[size - 1].CreatedAt, found[size - 1].Id).ToString() : null));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Read(Guid id, WorkforceDbContext db, TimeProvider time, CancellationToken ct)
    {
        if (await Mine(db).AsTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } notification)
        {
            return Problems.NotFound("notification");
        }

        notification.ReadAt ??= time.GetUtcNow();
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ReadAll(WorkforceDbContext db, TimeProvider time, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await Mine(db).Where(row => row.ReadAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.ReadAt, now), ct);
        return TypedResults.NoContent();
    }

    /// <summary>What went to this person or to everybody; never what went to a colleague.</summary>
    private static IQueryable<Notification> Mine(WorkforceDbContext db) =>
        db.Notifications.AsNoTracking().Where(row => row.UserId == null || row.UserId == db.Tenant.UserId);
}
