using System.Security.Claims;
using Workforce.Contracts.Identity;

namespace Workforce.Web.Identity;

/// <summary>What the cookie says of a person. Tokens are not among the claims: components see claims, nobody sees tokens.</summary>
internal static class SessionClaims
{
    private const string Session = "session";
    private const string Tenant = "tenant_name";

    public static ClaimsPrincipal Principal(Me me, string sessionId) => new(new ClaimsIdentity(
        [
            new(Session, sessionId),
            new(ClaimTypes.NameIdentifier, me.UserId.ToString()),
            new(ClaimTypes.Name, me.DisplayName),
            new(ClaimTypes.Email, me.Email),
            new(ClaimTypes.Role, me.Role),
            new(Tenant, me.TenantName),
        ],
        "Workforce"));

    public static string? SessionId(ClaimsPrincipal? user) => user?.FindFirst(Session)?.Value;

    public static string? TenantName(ClaimsPrincipal user) => user.FindFirst(Tenant)?.Value;

    public static string? Email(ClaimsPrincipal user) => user.FindFirst(ClaimTypes.Email)?.Value;

    public static string Role(ClaimsPrincipal user) => user.FindFirst(ClaimTypes.Role)?.Value ?? Roles.Member;
}

/// <summary>The API's roles: a member reads and uploads, a manager also deletes, accepts and resolves, an admin does everything.</summary>
internal static class Roles
{
    public const string Member = "member";
    public const string Manager = "manager";
    public const string Admin = "admin";
    public const string Managers = $"{Manager},{Admin}";
}
