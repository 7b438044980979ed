using Microsoft.Extensions.DependencyInjection;
using Workforce.Core.People.Imports;
using Workforce.Core.People.Timekeeping;

namespace Workforce.Core.People;

/// <summary>What HR and managers do; each is one transaction.</summary>
public static class PeopleUseCases
{
    public static IServiceCollection AddPeopleUseCases(this IServiceCollection services) => services
        .AddScoped<ImportPeople>()
        .AddScoped<DecideCase>()
        .AddScoped<PlanShift>()
        .AddScoped<CorrectPunch>()
        .AddScoped<LinkEmployee>();
}
