using Workforce.Workers.Documents;
using Workforce.Workers.Llm;

namespace Workforce.Workers.Agents.Finance;

internal static class FinanceAgents
{
    /// <summary>What the employees of Finance need besides the database.</summary>
    public static IServiceCollection AddFinanceAgents(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ModelOptions>().Bind(configuration.GetSection(ModelOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<Model>()
            .AddSingleton<CategoryModel>()
            .AddSingleton<DocumentReader>()
            .AddSingleton<StatementDocument>()
            .AddSingleton<ReceiptDocument>()
            .AddScoped<StatementStage>();
    }
}
