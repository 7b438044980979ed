using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;

namespace Workforce.Web.Identity;

/// <summary>Whose session this scope is: told by the pipeline for a request, and by Blazor for a circuit, which outlives its request.</summary>
internal sealed class CurrentSession(AuthenticationStateProvider authentication)
{
    private string? id;

    public void Use(ClaimsPrincipal user) => id = SessionClaims.SessionId(user);

    public async ValueTask<string?> IdAsync() => id ??= SessionClaims.SessionId((await authentication.GetAuthenticationStateAsync()).User);
}
