using Microsoft.AspNetCore.Authorization;
using Workforce.Core.Identity;

namespace Workforce.Api.Identity;

/// <summary>What it takes to come in: the least role, and for a key the scopes of which one is needed (the admin scope always does).</summary>
internal static class Policies
{
    public const string SignedIn = "signed in";
    public const string Read = "read";
    public const string SeeStatements = "see statements";
    public const string Upload = "upload";
    public const string Tasks = "tasks";
    public const string Change = "change";
    public const string Manage = "manage";
    public const string ManageKeys = "manage keys";
    public const string Administer = "administer";

    public static void Add(AuthorizationOptions options)
    {
        // Whatever a key may do, it may ask whose it is.
        options.AddPolicy(SignedIn, builder => builder.RequireAuthenticatedUser().RequireAssertion(context => context.Resource is HttpContext http && Caller.Of(http) is not null));
        options.Needs(Read, Role.Member, ApiKeyScopes.Read);
        options.Needs(SeeStatements, Role.Member, ApiKeyScopes.Read, ApiKeyScopes.Statements);
        options.Needs(Upload, Role.Member, ApiKeyScopes.Statements);
        options.Needs(Tasks, Role.Member, ApiKeyScopes.Tasks);
        options.Needs(Change, Role.Member);
        options.Needs(Manage, Role.Manager);
        options.Needs(Administer, Role.Admin);
        // A key that makes keys would outlive its own revocation.
        options.AddPolicy(ManageKeys, builder => builder
            .RequireAuthenticatedUser()
            .RequireAssertion(context => context.Resource is HttpContext http && Caller.Of(http) is { ApiKeyId: null } person && person.May(Role.Manager, [])));
        // An endpoint that forgets its policy is closed, not open. What routing answers by itself (no such path, no such
        // method or media type) is no endpoint of ours, and those who are in may know it.
        options.FallbackPolicy = new AuthorizationPolicyBuilder()
            .RequireAuthenticatedUser()
            .RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint)
            .Build();
    }

    private static void Needs(this AuthorizationOptions options, string policy, Role least, params string[] scopes) =>
        options.AddPolicy(policy, builder => builder
            .RequireAuthenticatedUser()
            .RequireAssertion(context => context.Resource is HttpContext http && Caller.Of(http)?.May(least, scopes) == true));
}
