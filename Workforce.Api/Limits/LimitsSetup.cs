namespace Workforce.Api.Limits;

internal static class LimitsSetup
{
    public static void AddRateLimits(this WebApplicationBuilder builder) => builder.Services.AddSingleton<RequestWindows>();

    public static TBuilder Limited<TBuilder>(this TBuilder endpoint, RateLimit limit)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(limit);
}
