using Microsoft.Extensions.DependencyInjection;

namespace Workforce.Core.Finance;

/// <summary>What people do with their finances; each is one transaction.</summary>
public static class FinanceUseCases
{
    public static IServiceCollection AddFinanceUseCases(this IServiceCollection services) => services
        .AddScoped<UploadStatement>()
        .AddScoped<DeleteStatement>()
        .AddScoped<UploadReceipt>()
        .AddScoped<MatchReceipt>()
        .AddScoped<DeleteReceipt>()
        .AddScoped<CorrectCategory>()
        .AddScoped<AcceptSuggestion>()
        .AddScoped<IgnoreSuggestion>()
        .AddScoped<SetTaxProfile>();
}
