using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;
using Workforce.Api.Identity;
using Workforce.Api.Limits;

namespace Workforce.Api.OpenApi;

/// <summary>The description of this host that programs read: <c>/openapi/v1.json</c>.</summary>
internal static class ApiDocument
{
    private const string Bearer = "bearer";
    private const string Key = "api_key";

    public static void AddApiDocument(this WebApplicationBuilder builder) => builder.Services.AddOpenApi(options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            Describe(operation, context.Description.ActionDescriptor.EndpointMetadata);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            var type = context.JsonTypeInfo.Type;
            if (type == typeof(decimal) || type == typeof(decimal?))
            {
                // A JSON number is a double to most readers; an amount is not.
                (schema.Type, schema.Format, schema.Pattern) = (type == typeof(decimal) ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null, "decimal", "^-?[0-9]+(\\.[0-9]+)?$");
            }

            return Task.CompletedTask;
        });
    });

    public static void MapApiDocument(this WebApplication app) => app.MapOpenApi().AllowAnonymous();

    private static void Describe(OpenApiDocument document)
    {
        document.Info.Title = "Workforce";
        document.Info.Description =
            "Names are snake_case; amounts are decimal strings; instants are ISO 8601 with their offset. "
            + "Errors are application/problem+json with a `trace_id`; a refused field is named in `errors` as it stands on the wire. "
            + "A JSON property that a request does not have is refused, not ignored: a misspelt one would be lost silently otherwise. "
            + $"JSON requests hold at most 1 MiB, uploads 20 MiB (413). Each person may send {RateLimit.Everything.Permits} requests per 60 s, fewer where an operation says so (429 with Retry-After).";
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The access token of POST /api/sign-in." },
            [Key] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = ApiKeyAuthentication.Header, Description = "A key of POST /api/api-keys." },
        };
        document.Security = [Requirement(document, Bearer), Requirement(document, Key)];
    }

    private static void Describe(OpenApiOperation operation, IList<object> metadata)
    {
        if (metadata.OfType<IAllowAnonymous>().Any())
        {
            // An empty list overrides the document's: no sign-in is needed.
            operation.Security = [];
            return;
        }

        operation.Responses ??= [];
        operation.Responses.TryAdd("401", new OpenApiResponse { Description = "Not signed in, or the token or key has ended." });
        operation.Responses.TryAdd("403", new OpenApiResponse { Description = "The role or the key's scopes do not allow it." });
        operation.Responses.TryAdd("429", new OpenApiResponse { Description = LimitOf(metadata.OfType<RateLimit>().LastOrDefault() ?? RateLimit.Everything) });
        if (operation.RequestBody is not null)
        {
            operation.Responses.TryAdd("400", new OpenApiResponse { Description = "The request is not valid; `errors` names the fields." });
            operation.Responses.TryAdd("413", new OpenApiResponse { Description = "The request is too large." });
        }
    }

    private static string LimitOf(RateLimit limit) => $"More than {limit.Permits} requests in {limit.Window.TotalSeconds:0} s; Retry-After says when to come back.";

    private static OpenApiSecurityRequirement Requirement(OpenApiDocument document, string scheme) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };
}
