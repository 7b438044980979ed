using System.Diagnostics;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Identity;

namespace Workforce.Api.Identity;

/// <summary>
/// From here on the request sees its tenant's rows and no others. A bearer token's person is looked up each time, one
/// row by its key: signing out everywhere, a new role or a removed person then count at once and not when the token ends.
/// </summary>
internal sealed class EnterTenant(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, TenantScope scope, WorkforceDbContext db, Actor actor)
    {
        (actor.Ip, actor.TraceId) = (context.Connection.RemoteIpAddress?.ToString(), Activity.Current?.TraceId.ToString());

        // Signing in has no tenant yet, whatever else the caller sends along.
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null && Caller.Of(context) is null && context.User.Identity?.IsAuthenticated == true)
        {
            await EnterSessionAsync(context, scope, db);
        }

        actor.ApiKeyId = Caller.Of(context)?.ApiKeyId;
        await next(context);
    }

    private static async Task EnterSessionAsync(HttpContext context, TenantScope scope, WorkforceDbContext db)
    {
        var session = Session.From(context.User);
        // Setting the user forgets how it was authenticated, so this comes first.
        var until = context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc;
        context.User = new ClaimsPrincipal(new ClaimsIdentity());
        if (session is null || until is null)
        {
            return;
        }

        scope.Enter(session.TenantId, session.UserId);
        var person = await db.People.Where(person => person.Id == session.UserId)
            .Select(person => new { person.Role, person.SecurityStamp })
            .SingleOrDefaultAsync(context.RequestAborted);
        if (person?.SecurityStamp == session.Stamp)
        {
            new Caller(session.UserId, session.TenantId, person.Role, until.Value).Enter(context);
        }
    }
}
