using Microsoft.Extensions.Options;
using Workforce.Workers.Llm.Pipeline;
using Workforce.Workers.Llm.Tools;

namespace Workforce.Workers.Llm;

internal static class ModelSetup
{
    /// <summary>What everybody needs who asks a model. Settings that cannot work stop the process at its start.</summary>
    public static IServiceCollection AddModels(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ModelOptions>().Bind(configuration.GetSection(ModelOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<ModelOptions>, UsableLineup>();
        services.AddOptions<HttpFenceOptions>().Bind(configuration.GetSection(HttpFenceOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<WebSearchOptions>().Bind(configuration.GetSection(WebSearchOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddHttpClient(WebSearch.Client, client => (client.Timeout, client.MaxResponseContentBufferSize) = (TimeSpan.FromSeconds(15), 1024 * 1024));
        services.AddOptions<McpOptions>().Bind(configuration.GetSection(McpOptions.Section));
        return services
            .AddSingleton<ModelLineup>()
            .AddSingleton<ModelPauses>()
            .AddSingleton<Providers>()
            .AddSingleton<Secrets>()
            .AddSingleton<Journal>()
            .AddSingleton<Recordings>()
            .AddSingleton<HttpFence>()
            .AddSingleton<WebSearch>()
            .AddSingleton<McpSources>()
            .AddScoped<ModelClient>();
    }

    private sealed class UsableLineup : IValidateOptions<ModelOptions>
    {
        public ValidateOptionsResult Validate(string? name, ModelOptions options) =>
            ModelLineup.Wrong(options) is { } wrong ? ValidateOptionsResult.Fail(wrong) : ValidateOptionsResult.Success;
    }
}
