using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Limits;
using Workforce.Contracts.Identity;
using Workforce.Core.Data;
using Workforce.Core.Identity;

namespace Workforce.Api.Identity;

internal static class SignInEndpoints
{
    public static void MapSignIn(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Identity");
        group.MapPost("/sign-in", SignIn).AllowAnonymous().ProducesProblem(StatusCodes.Status429TooManyRequests)
            .WithSummary("Exchange e-mail and password for tokens")
            .WithDescription("The access token lasts an hour, the refresh token 14 days. Five wrong passwords lock the person out for five minutes; an unknown address, a wrong password and a lock-out get the same answer. At most 10 tries a minute for one address.");
        group.MapPost("/sign-in/refresh", Refresh).AllowAnonymous()
            .WithSummary("Exchange a refresh token for new tokens")
            .WithDescription("Refused once the person has signed out everywhere.");
        group.MapPost("/sign-out", SignOut).RequireAuthorization(Policies.Change)
            .WithSummary("End every session of this person, on every device")
            .WithDescription("API keys stay valid; revoke them one by one.");
        group.MapGet("/me", Me).RequireAuthorization(Policies.SignedIn).WithSummary("Who the caller is");
    }

    private static async Task<Results<Ok<SignInResponse>, ProblemHttpResult>> SignIn(
        SignInRequest request, HttpContext http, RequestWindows windows, SignIn signIn, Tokens tokens, CancellationToken ct)
    {
        var address = http.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        if (await windows.TakeAsync(RateLimit.SignInFromAddress, address, ct) is { } many)
        {
            return RateLimiting.Refuse(http, RateLimit.SignInFromAddress, many);
        }

        if (await windows.TakeAsync(RateLimit.SignIn, $"{address}:{Fold(request.Email)}", ct) is { } left)
        {
            return RateLimiting.Refuse(http, RateLimit.SignIn, left);
        }

        return await signIn.TryAsync(request.Email, request.Password, ct) is { } person
            ? TypedResults.Ok(tokens.Issue(person))
            : Refused("The e-mail address or the password is wrong, or there were too many wrong tries; then wait five minutes.");
    }

    private static async Task<Results<Ok<SignInResponse>, ProblemHttpResult>> Refresh(
        RefreshRequest request, Tokens tokens, TenantScope scope, WorkforceDbContext db, CancellationToken ct)
    {
        if (tokens.ReadRefresh(request.RefreshToken) is not { } session)
        {
            return Refused("The refresh token is not valid or has ended. Sign in again.");
        }

        scope.Enter(session.TenantId, session.UserId);
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(person => person.Id == session.UserId, ct);
        return person?.SecurityStamp == session.Stamp
            ? TypedResults.Ok(tokens.Issue(person))
            : Refused("This session was ended. Sign in again.");
    }

    private static async Task<NoContent> SignOut(WorkforceDbContext db, AuditTrail audit, CancellationToken ct)
    {
        var stamp = Guid.NewGuid().ToString("N");
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Straight in the database: a sign-in that holds the row at this moment must not make this fail.
        await db.People.Where(person => person.Id == db.Tenant.UserId)
            .ExecuteUpdateAsync(set => set.SetProperty(person => person.SecurityStamp, stamp).SetProperty(person => person.ConcurrencyStamp, stamp), ct);
        audit.Record("person.sign_out", "person", db.Tenant.UserId);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<Me>> Me(TenantScope scope, WorkforceDbContext db, CancellationToken ct) => TypedResults.Ok(await (
        from person in db.People
        join tenant in db.Tenants on person.TenantId equals tenant.Id
        where person.Id == scope.UserId
        select new Me(person.Id, person.Email, person.DisplayName, person.Role.ToString().ToLower(), tenant.Id, tenant.Name)).SingleAsync(ct));

    private static ProblemHttpResult Refused(string detail) => TypedResults.Problem(detail, title: "Not signed in", statusCode: StatusCodes.Status401Unauthorized);

    private static string Fold(string email) => email.Trim().ToUpperInvariant();
}
