using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.Notifications;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Core.Notifications;

namespace Workforce.Api.Notifications;

/// <summary>The caller's browsers that are told by web push.</summary>
internal static class PushSubscriptionEndpoints
{
    private const int MostBrowsers = 20;

    public static void MapPushSubscriptions(this RouteGroupBuilder notifications)
    {
        var group = notifications.MapGroup("/push-subscriptions");
        group.MapGet("", List).RequireAuthorization(Policies.Read).WithSummary("The caller's browsers that are told by web push, newest first");
        group.MapPost("", Add).RequireAuthorization(Policies.Change)
            .WithSummary("Tell this browser, too")
            .WithDescription("Subscribe with the `public_key` of the channel push. The same endpoint again replaces what was known of it, and makes it the caller's.");
        group.MapDelete("/{id:guid}", Delete).RequireAuthorization(Policies.Change).WithSummary("Tell a browser no more");
    }

    private static async Task<Ok<List<PushSubscriptionRow>>> List(WorkforceDbContext db, CancellationToken ct)
    {
        var rows = await db.PushSubscriptions.AsNoTracking().Where(row => row.UserId == db.Tenant.UserId).OrderByDescending(row => row.CreatedAt).ToListAsync(ct);
        return TypedResults.Ok(rows.ConvertAll(row => new PushSubscriptionRow(row.Id, row.Label, new Uri(row.Endpoint).Host, row.CreatedAt, row.LastSentAt)));
    }

    private static async Task<Results<Ok<PushSubscriptionRow>, ValidationProblem>> Add(
        AddPushSubscriptionRequest request, WorkforceDbContext db, AuditTrail audit, TimeProvider time, CancellationToken ct)
    {
        if (ErrorsOf(request).ToList() is { Count: > 0 } errors)
        {
            return Problems.Fields(errors);
        }

        var (me, now) = (db.Tenant.UserId!.Value, time.GetUtcNow());
        if (await db.PushSubscriptions.CountAsync(row => row.UserId == me && row.Endpoint != request.Endpoint, ct) >= MostBrowsers)
        {
            return Problems.Field("endpoint", $"would be one more than {MostBrowsers} browsers; remove one first");
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.PushSubscriptions.Where(row => row.Endpoint == request.Endpoint).ExecuteDeleteAsync(ct);
        var added = new PushSubscription
        {
            Id = Guid.CreateVersion7(now),
            TenantId = db.Tenant.Required,
            UserId = me,
            Endpoint = request.Endpoint,
            P256dh = Base64Url.DecodeFromChars(request.Keys.P256dh),
            Auth = Base64Url.DecodeFromChars(request.Keys.Auth),
            Label = request.Label.Trim(),
            CreatedAt = now,
        };
        db.Add(added);
        audit.Record("push_subscription.add", "push_subscription", added.Id, new { added.Label });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new PushSubscriptionRow(added.Id, added.Label, new Uri(added.Endpoint).Host, now, null));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(Guid id, WorkforceDbContext db, AuditTrail audit, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.PushSubscriptions.Where(row => row.Id == id && row.UserId == db.Tenant.UserId).ExecuteDeleteAsync(ct) == 0)
        {
            return Problems.NotFound("push subscription");
        }

        audit.Record("push_subscription.remove", "push_subscription", id);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }

    private static IEnumerable<(string, string)> ErrorsOf(AddPushSubscriptionRequest request)
    {
        if (!Uri.TryCreate(request.Endpoint, UriKind.Absolute, out var endpoint) || endpoint.Scheme != Uri.UriSchemeHttps || endpoint.UserInfo is not "")
            yield return ("endpoint", "must be an address that begins with https://");
        if (!IsPoint(BytesOf(request.Keys.P256dh)))
            yield return ("keys.p256dh", "must be an uncompressed point on P-256 in base64url");
        if (BytesOf(request.Keys.Auth)?.Length != PushSubscription.AuthBytes)
            yield return ("keys.auth", $"must be {PushSubscription.AuthBytes} bytes in base64url");
    }

    private static byte[]? BytesOf(string? text) => text is not null && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;

    /// <summary>Whether a key lies on the curve: one that does not could not be agreed with, each time anew.</summary>
    private static bool IsPoint(byte[]? key)
    {
        if (key is not [4, ..] || key.Length != PushSubscription.KeyBytes)
            return false;
        try
        {
            using var point = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = key[1..33], Y = key[33..] } });
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
