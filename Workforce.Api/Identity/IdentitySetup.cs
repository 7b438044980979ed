using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Workforce.Core.Identity;

namespace Workforce.Api.Identity;

internal static class IdentitySetup
{
    private const string EitherScheme = "BearerOrKey";

    public static void AddIdentity(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddIdentityCore<Person>(options =>
        {
            options.Lockout.MaxFailedAccessAttempts = 5;
            options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
            // People are named by their e-mail address, which may hold any character.
            options.User.AllowedUserNameCharacters = "";
        }).AddUserStore<PersonStore>();
        services.AddScoped<SignIn>();
        services.AddSingleton<Tokens>();

        services.AddProtectionKeys();

        services.AddAuthentication(EitherScheme)
            .AddPolicyScheme(EitherScheme, null, options => options.ForwardDefaultSelector =
                context => context.Request.Headers.ContainsKey(ApiKeyAuthentication.Header) ? ApiKeyAuthentication.SchemeName : IdentityConstants.BearerScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, null)
            .AddBearerToken(IdentityConstants.BearerScheme, options =>
            {
                options.BearerTokenExpiration = TimeSpan.FromHours(1);
                options.RefreshTokenExpiration = TimeSpan.FromDays(14);
            });
        services.AddAuthorization(Policies.Add);
    }

    public static void MapIdentity(this RouteGroupBuilder api)
    {
        api.MapSignIn();
        api.MapApiKeys();
        api.MapAudit();
    }
}
