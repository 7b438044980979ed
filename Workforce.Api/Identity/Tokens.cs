using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Workforce.Contracts.Identity;
using Workforce.Core.Identity;

namespace Workforce.Api.Identity;

/// <summary>Makes and reads the framework's bearer tokens. Its sign-in writes the answer itself, with other names than our wire's, so the tokens are made here with the same protectors.</summary>
internal sealed class Tokens(IOptionsMonitor<BearerTokenOptions> bearer, TimeProvider time)
{
    private const string Scheme = "Bearer";

    private BearerTokenOptions Options => bearer.Get(IdentityConstants.BearerScheme);

    public SignInResponse Issue(Person person) => new(
        Scheme,
        Options.BearerTokenProtector.Protect(Ticket(person, Options.BearerTokenExpiration)),
        (long)Options.BearerTokenExpiration.TotalSeconds,
        Options.RefreshTokenProtector.Protect(Ticket(person, Options.RefreshTokenExpiration)));

    /// <summary>Whose refresh token it is; null where it is none of ours or has ended.</summary>
    public Session? ReadRefresh(string token)
    {
        var ticket = Options.RefreshTokenProtector.Unprotect(token);
        return ticket?.Properties.ExpiresUtc > time.GetUtcNow() ? Session.From(ticket.Principal) : null;
    }

    private AuthenticationTicket Ticket(Person person, TimeSpan lasts) => new(
        new ClaimsPrincipal(new ClaimsIdentity(Session.Of(person).Claims, IdentityConstants.BearerScheme)),
        new AuthenticationProperties { ExpiresUtc = time.GetUtcNow() + lasts },
        IdentityConstants.BearerScheme);
}
