using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Workforce.Contracts.Identity;

namespace Workforce.Web.Tests.Fake;

internal static class FakeIdentity
{
    public const string Password = "correct horse";

    public static void MapFakeIdentity(this IEndpointRouteBuilder app, FakeApi api)
    {
        var issued = 0;
        SignInResponse Issue() => new("Bearer", $"access-{Interlocked.Increment(ref issued)}", api.TokenSeconds, $"refresh-{issued}");

        app.MapPost("/api/sign-in", IResult (SignInRequest request) =>
            request.Password == Password ? Results.Ok(Issue()) : Results.Problem(title: "Not signed in", detail: "The e-mail address or the password is wrong.", statusCode: 401));
        app.MapPost("/api/sign-in/refresh", (RefreshRequest request) =>
        {
            api.Refreshes++;
            return Issue();
        });
        app.MapPost("/api/sign-out", () => Results.NoContent());
        app.MapGet("/api/me", () => api.Company.Person);
        app.MapGet("/api/api-keys", () => api.Company.ApiKeys);
        app.MapPost("/api/api-keys", (CreateApiKeyRequest request) =>
        {
            var now = FakeCompany.Now;
            var row = new ApiKeyRow(Guid.NewGuid(), request.Name, "wf_live_9Xm", request.Scopes, now, now.AddDays(request.ExpiresInDays ?? 90), null, null);
            api.Company.ApiKeys.Insert(0, row);
            return new CreatedApiKey(row, "wf_live_9Xm4tQe7uVbC2rWkZsN8pLdJ6hGfYa3");
        });
        app.MapDelete("/api/api-keys/{id:guid}", (Guid id) =>
        {
            var keys = api.Company.ApiKeys;
            var index = keys.FindIndex(key => key.Id == id);
            keys[index] = keys[index] with { RevokedAt = FakeCompany.Now };
            return Results.NoContent();
        });
        app.MapGet("/api/audit", (string? after, int? limit) =>
        {
            var rest = api.Company.Audit.SkipWhile(row => after is not null && row.Id >= long.Parse(after, CultureInfo.InvariantCulture)).ToList();
            return new AuditPage([.. rest.Take(limit ?? 50)], rest.Count > (limit ?? 50) ? $"{rest[(limit ?? 50) - 1].Id}" : null);
        });
    }
}
