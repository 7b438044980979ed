using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Workforce.Core.Data;

namespace Workforce.Api.Limits;

/// <summary>Refuses what comes too often before its body is read.</summary>
internal sealed class RateLimiting(RequestDelegate next, RequestWindows windows)
{
    public async Task InvokeAsync(HttpContext context, TenantScope scope)
    {
        if (scope.UserId is { } user)
        {
            var own = context.GetEndpoint()?.Metadata.GetMetadata<RateLimit>();
            if (await windows.TakeAsync(RateLimit.Everything, user.ToString("N"), context.RequestAborted) is { } all)
            {
                await Refuse(context, RateLimit.Everything, all).ExecuteAsync(context);
                return;
            }

            if (own is not null && await windows.TakeAsync(own, user.ToString("N"), context.RequestAborted) is { } left)
            {
                await Refuse(context, own, left).ExecuteAsync(context);
                return;
            }
        }

        await next(context);
    }

    /// <summary>429 with the seconds after which it is worth trying again.</summary>
    public static ProblemHttpResult Refuse(HttpContext context, RateLimit limit, TimeSpan left)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(left.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.RetryAfter = seconds;
        return TypedResults.Problem(
            $"At most {limit.Permits} requests in {limit.Window.TotalSeconds:0} s; try again in {seconds} s.",
            title: "Too many requests",
            statusCode: StatusCodes.Status429TooManyRequests);
    }
}
