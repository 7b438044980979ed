using System.Security.Claims;
using Workforce.Core.Identity;

namespace Workforce.Api.Identity;

/// <summary>What a token says: who, of which tenant, and the security stamp of the day it was made. The role is not in it: that is asked each time.</summary>
internal sealed record Session(Guid UserId, Guid TenantId, string Stamp)
{
    private const string TenantClaim = "tenant";
    private const string StampClaim = "stamp";

    public IEnumerable<Claim> Claims =>
        [new(ClaimTypes.NameIdentifier, UserId.ToString()), new(TenantClaim, TenantId.ToString()), new(StampClaim, Stamp)];

    public static Session Of(Person person) => new(person.Id, person.TenantId, person.SecurityStamp);

    public static Session? From(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var user)
        && Guid.TryParse(principal.FindFirstValue(TenantClaim), out var tenant)
        && principal.FindFirstValue(StampClaim) is { } stamp
            ? new Session(user, tenant, stamp)
            : null;
}
