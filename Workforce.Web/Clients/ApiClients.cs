using Microsoft.Extensions.Http.Resilience;

namespace Workforce.Web.Clients;

/// <summary>The typed clients, one per slice, and the connection they share.</summary>
internal static class ApiClients
{
    public static WebApplicationBuilder AddApiClients(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpClient(ApiConnection.ClientName, client => client.BaseAddress = new Uri("https+http://api"));
        builder.Services.ConfigureAll<HttpStandardResilienceOptions>(Patience);
        builder.Services.AddScoped<Connectivity>();
        builder.Services.AddScoped<ApiConnection>();
        builder.Services.AddScoped<FinanceClient>();
        builder.Services.AddScoped<PeopleClient>();
        builder.Services.AddScoped<JobsClient>();
        builder.Services.AddScoped<WorkersClient>();
        builder.Services.AddScoped<AgentsClient>();
        builder.Services.AddScoped<ProposalsClient>();
        builder.Services.AddScoped<IdentityClient>();
        builder.Services.AddScoped<NotificationsClient>();
        return builder;
    }

    /// <summary>A person waits for each answer: two quick retries, then they are told, and the page tries again by itself.</summary>
    private static void Patience(HttpStandardResilienceOptions options)
    {
        options.Retry.MaxRetryAttempts = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(20);
        options.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(45);
        options.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(40);
        options.CircuitBreaker.BreakDuration = TimeSpan.FromSeconds(1);
    }
}
