using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Workforce.Core.Identity;

namespace Workforce.Api.Identity;

/// <summary>Lets a program in by its key in <c>X-Api-Key</c>.</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    ApiKeyDoor door)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";
    public const string Header = "X-Api-Key";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var text = Request.Headers[Header].ToString();
        if (Context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null || !ApiKeySecret.LooksLikeOne(text))
        {
            return AuthenticateResult.NoResult();
        }

        if (await door.EnterAsync(text, Context.RequestAborted) is not { } found)
        {
            return AuthenticateResult.Fail("The API key is unknown, revoked or has ended.");
        }

        var caller = new Caller(found.UserId, found.TenantId, found.Role, found.ExpiresAt, found.KeyId, found.Scopes);
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
