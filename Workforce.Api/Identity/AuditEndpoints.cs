using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Wire;
using Workforce.Contracts.Identity;
using Workforce.Core.Data;

namespace Workforce.Api.Identity;

internal static class AuditEndpoints
{
    public static void MapAudit(this RouteGroupBuilder api) => api.MapGroup("/audit").WithTags("Audit").RequireAuthorization(Policies.Administer)
        .MapGet("", List)
        .WithSummary("Who did what, newest first")
        .WithDescription("Entries are written with the change they tell of and can neither be changed nor removed. Pass `next` as `after` for the next page.");

    private static async Task<Results<Ok<AuditPage>, ValidationProblem>> List(string? after, int? limit, WorkforceDbContext db, CancellationToken ct)
    {
        var last = long.MaxValue;
        if (after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out last))
        {
            return Problems.Field("after", "must be the 'next' of an earlier page");
        }

        if (Paging.Check(null, limit, out _, out var size) is { } wrong)
        {
            return wrong;
        }

        var rows = await (
            from entry in db.AuditEntries
            join person in db.People on entry.UserId equals person.Id into people
            from person in people.DefaultIfEmpty()
            where entry.Id < last
            orderby entry.Id descending
            select new AuditRow(entry.Id, entry.At, entry.UserId, person.DisplayName, entry.Action, entry.TargetType, entry.TargetId, entry.Detail, entry.TraceId))
            .Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(new AuditPage([.. rows.Take(size)], rows.Count > size ? rows[size - 1].Id.ToString(CultureInfo.InvariantCulture) : null));
    }
}
