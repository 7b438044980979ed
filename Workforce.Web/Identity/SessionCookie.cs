using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Workforce.Web.Identity;

/// <summary>The sign-in ticket: encrypted, out of reach of scripts, and kept as new as the tokens in it.</summary>
internal sealed class SessionCookie(SessionTokens tokens) : CookieAuthenticationEvents
{
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    public override Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (SessionClaims.SessionId(context.Principal) is not { } session || Read(context.Properties) is not { } held)
        {
            context.RejectPrincipal();
            return Task.CompletedTask;
        }

        var newest = tokens.Newest(session, held);
        if (newest != held)
        {
            Write(context.Properties, newest);
            context.ShouldRenew = true;
        }

        return Task.CompletedTask;
    }

    public static void Write(AuthenticationProperties properties, TokenPair pair) => properties.StoreTokens(
    [
        new() { Name = "access", Value = pair.Access },
        new() { Name = "refresh", Value = pair.Refresh },
        new() { Name = "expires", Value = pair.ExpiresAt.ToString("O", CultureInfo.InvariantCulture) },
    ]);

    private static TokenPair? Read(AuthenticationProperties properties) =>
        properties.GetTokenValue("access") is { } access && properties.GetTokenValue("refresh") is { } refresh
            && DateTimeOffset.TryParse(properties.GetTokenValue("expires"), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var expires)
            ? new TokenPair(access, refresh, expires)
            : null;
}
