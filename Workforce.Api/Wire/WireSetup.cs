using System.Diagnostics;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Features;
using Workforce.Contracts;

namespace Workforce.Api.Wire;

/// <summary>How this host speaks HTTP: JSON, problems, sizes, and whom it believes about the caller's address.</summary>
internal static class WireSetup
{
    public static void AddWire(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            WireJson.Configure(json.SerializerOptions);
            // A misspelt property that is silently ignored costs its author an afternoon.
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.AllowDuplicateProperties = false;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context =>
        {
            context.ProblemDetails.Extensions.Remove("traceId");
            context.ProblemDetails.Extensions["trace_id"] = Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier;
        });
        builder.Services.AddExceptionHandler<UnreadableRequest>();
        builder.Services.AddExceptionHandler<DatabaseAway>();
        // Development or not, what cannot be bound gets the same answer.
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.Configure<FormOptions>(forms => forms.MultipartBodyLengthLimit = RequestSizes.Upload);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestSizes.Json;
        });
        builder.AddKnownProxies();
    }

    public static void UseWire(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages(pages => ((pages.HttpContext.Response.StatusCode == StatusCodes.Status400BadRequest ? UnreadParameter.Of(pages.HttpContext) : null)
            ?? TypedResults.Problem(statusCode: pages.HttpContext.Response.StatusCode)).ExecuteAsync(pages.HttpContext));
        app.UseSecurityHeaders();
        app.Use(async (context, next) =>
        {
            if (context.Request.Query.FirstOrDefault(pair => pair.Value.Any(value => value is not null && !StorableText.Is(value))) is { Key: { } name })
            {
                await Problems.Field(name, StorableText.Message).ExecuteAsync(context);
                return;
            }

            await next(context);
        });
    }
}
