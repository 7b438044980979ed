using System.Security.Claims;
using Workforce.Core.Identity;

namespace Workforce.Api.Identity;

/// <summary>Who is calling, as policies see it: a person with a role, through a key or not.</summary>
/// <param name="Until">When the token or key ends.</param>
internal sealed record Caller(Guid UserId, Guid TenantId, Role Role, DateTimeOffset Until, Guid? ApiKeyId = null, IReadOnlyList<string>? Scopes = null)
{
    private const string CallerItem = nameof(Caller);

    public ClaimsPrincipal Principal => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, UserId.ToString()), new Claim(ClaimTypes.Role, Role.ToString())],
        ApiKeyId is null ? "bearer" : "api_key"));

    /// <summary>A person may do what the role allows; a key what both its owner's role and its scopes allow.</summary>
    public bool May(Role least, IReadOnlyList<string> scopes) =>
        Role >= least && (Scopes is null || Scopes.Contains(ApiKeyScopes.Admin) || Scopes.Any(scopes.Contains));

    public void Enter(HttpContext context) => (context.Items[CallerItem], context.User) = (this, Principal);

    public static Caller? Of(HttpContext context) => context.Items[CallerItem] as Caller;
}
