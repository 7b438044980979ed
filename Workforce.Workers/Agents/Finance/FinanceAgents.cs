using Workforce.Workers.Documents;

namespace Workforce.Workers.Agents.Finance;

internal static class FinanceAgents
{
    /// <summary>What the employees of Finance need besides the database.</summary>
    public static IServiceCollection AddFinanceAgents(this IServiceCollection services) => services
        .AddScoped<CategoryModel>()
        .AddSingleton<DocumentReader>()
        .AddSingleton<StatementDocument>()
        .AddSingleton<ReceiptDocument>()
        .AddScoped<StatementStage>();
}
