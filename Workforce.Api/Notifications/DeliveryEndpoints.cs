using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.Notifications;
using Workforce.Core.Data;
using Workforce.Core.Notifications;

namespace Workforce.Api.Notifications;

/// <summary>What became of each notice, for admins.</summary>
internal static class DeliveryEndpoints
{
    public static void MapDeliveries(this RouteGroupBuilder notifications)
    {
        var group = notifications.MapGroup("/deliveries").RequireAuthorization(Policies.Administer);
        group.MapGet("", List)
            .WithSummary("What was, is or could not be delivered, newest first")
            .WithDescription("`status`: pending, sent, failed, suppressed or digested. `channel`: in_app, email, slack, sms or push. `kind`: of the notice. Pass `next` as `after` for the next page.");
        group.MapPost("/{id:guid}/resend", Resend).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Send what failed or was suppressed once more").WithDescription("With all its tries. 409 with `status_now`: it is on its way, or arrived.");
    }

    private static async Task<Results<Ok<DeliveryPage>, ValidationProblem>> List(
        string? status, string? channel, string? kind, string? after, int? limit, WorkforceDbContext db, CancellationToken ct)
    {
        if (Paging.Check(after, limit, out var cursor, out var size) is { } wrong)
        {
            return wrong;
        }

        var (inStatus, byChannel) = (status is null ? null : WireName.Read<DeliveryStatus>(status), channel is null ? null : WireName.Read<Channel>(channel));
        if (status is not null && inStatus is null)
        {
            return Problems.Field("status", $"must be one of {string.Join(", ", Enum.GetValues<DeliveryStatus>().Select(WireName.Of))}");
        }

        if (channel is not null && byChannel is null)
        {
            return Problems.Field("channel", $"must be one of {string.Join(", ", Enum.GetValues<Channel>().Select(WireName.Of))}");
        }

        var query =
            from delivery in db.Deliveries
            join notification in db.Notifications on delivery.NotificationId equals notification.Id
            from person in db.People.Where(one => one.Id == delivery.UserId).DefaultIfEmpty()
            where (inStatus == null || delivery.Status == inStatus) && (byChannel == null || delivery.Channel == byChannel) && (kind == null || notification.Kind == kind)
            select new { Delivery = delivery, notification.Kind, notification.Title, Recipient = person.DisplayName };
        if (cursor is { } from)
        {
            query = query.Where(row => EF.Functions.LessThan(ValueTuple.Create(row.Delivery.CreatedAt, row.Delivery.Id), ValueTuple.Create(from.At, from.Id)));
        }

        var found = await query.OrderByDescending(row => row.Delivery.CreatedAt).ThenByDescending(row => row.Delivery.Id).Take(size + 1).AsNoTracking().ToListAsync(ct);
        return TypedResults.Ok(new DeliveryPage(
            [.. found.Take(size).Select(row => RowOf(row.Delivery, row.Kind, row.Title, row.Recipient))],
            found.Count > size ? new Cursor(found[size - 1].Delivery.CreatedAt, found[size - 1].Delivery.Id).ToString() : null));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Resend(Guid id, ResendDelivery resend, CancellationToken ct) => await resend.RunAsync(id, ct) switch
    {
        { Again: true } => TypedResults.NoContent(),
        { Status: { } status } => Problems.Conflict($"The delivery is {WireName.Of(status)}; only one that failed or was suppressed is sent again.", WireName.Of(status)),
        _ => Problems.NotFound("delivery"),
    };

    private static DeliveryRow RowOf(Delivery row, string kind, string title, string? recipient) => new(
        row.Id, row.NotificationId, kind, title, WireName.Of(row.Channel), WireName.Of(row.Status), recipient, row.Target,
        row.Attempts, row.Error, row.ProviderId, row.CreatedAt, row.NotBefore, row.DigestAt, row.SentAt);
}
