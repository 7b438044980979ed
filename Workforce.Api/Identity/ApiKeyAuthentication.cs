using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Workforce.Core.Data;
using Workforce.Core.Identity;

namespace Workforce.Api.Identity;

/// <summary>Lets a program in by its key in <c>X-Api-Key</c>.</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    TenantScope scope,
    WorkforceDbContext db)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";
    public const string Header = "X-Api-Key";

    private static readonly TimeSpan NoteUseEvery = TimeSpan.FromMinutes(1);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var text = Request.Headers[Header].ToString();
        if (Context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null || !ApiKeySecret.LooksLikeOne(text))
        {
            return AuthenticateResult.NoResult();
        }

        // Found by its hash, so there is no secret to compare and nothing that an attacker could time.
        scope.EnterSignIn();
        var hash = ApiKeySecret.HashOf(text);
        var now = TimeProvider.GetUtcNow();
        var found = await (
            from key in db.ApiKeys
            join owner in db.People on key.UserId equals owner.Id
            where key.Hash == hash && key.RevokedAt == null && key.ExpiresAt > now
            select new { key.Id, key.Scopes, key.ExpiresAt, key.LastUsedAt, owner.TenantId, UserId = owner.Id, owner.Role })
            .SingleOrDefaultAsync(Context.RequestAborted);
        if (found is null)
        {
            return AuthenticateResult.Fail("The API key is unknown, revoked or has ended.");
        }

        scope.Enter(found.TenantId, found.UserId);
        if (found.LastUsedAt is null || found.LastUsedAt < now - NoteUseEvery)
        {
            await db.ApiKeys.Where(key => key.Id == found.Id).ExecuteUpdateAsync(set => set.SetProperty(key => key.LastUsedAt, now), Context.RequestAborted);
        }

        var caller = new Caller(found.UserId, found.TenantId, found.Role, found.ExpiresAt, found.Id, found.Scopes);
        caller.Enter(Context);
        return AuthenticateResult.Success(new AuthenticationTicket(caller.Principal, SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = SchemeName;
        return Task.CompletedTask;
    }
}
