using Workforce.Api.Agents;
using Workforce.Api.Budgets;
using Workforce.Api.Employees;
using Workforce.Api.Finance;
using Workforce.Api.Identity;
using Workforce.Api.Jobs;
using Workforce.Api.Limits;
using Workforce.Api.Notifications;
using Workforce.Api.OpenApi;
using Workforce.Api.People;
using Workforce.Api.Proposals;
using Workforce.Api.Wire;
using Workforce.Api.Workers;
using Workforce.Core.Agents;
using Workforce.Core.Budgets;
using Workforce.Core.Data;
using Workforce.Core.Finance;
using Workforce.Core.Notifications;
using Workforce.Core.People;
using Workforce.Jobs;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();

builder.Services.AddWorkforceData(builder.Configuration.GetConnectionString("workforce"));
builder.EnrichNpgsqlDbContext<WorkforceDbContext>(settings => settings.DisableRetry = true);
// Without Redis the Api is slower, not unfit: its health does not hang on it.
builder.AddRedisClient("cache", settings => settings.DisableHealthChecks = true, redis => redis.AbortOnConnectFail = false);
builder.AddWorkforceJobs();

builder.AddWire();
builder.AddIdentity();
builder.AddRateLimits();
builder.AddApiDocument();
builder.Services.AddFinanceUseCases();
builder.Services.AddNotificationUseCases();
builder.Services.AddPeopleUseCases();
builder.Services.AddAgentUseCases();
builder.Services.AddScoped<BudgetCeilings>();
builder.Services.AddScoped<DispatchTask>();

var app = builder.Build();

app.UseWire();
app.UseAuthentication();
app.UseMiddleware<EnterTenant>();
app.UseAuthorization();
app.UseMiddleware<RateLimiting>();

var api = app.MapGroup("/api").ValidateBodies();
api.MapIdentity();
api.MapEmployees();
api.MapEmployeeStatistics();
api.MapFinance();
api.MapPeople();
api.MapAgents();
api.MapAgentStop();
api.MapAgentRuns();
api.MapAgentDashboard();
api.MapBudgets();
api.MapProposals();
api.MapReviews();
api.MapProposalRules();
api.MapJobs();
api.MapPauses();
api.MapLimits();
api.MapWorkers();
api.MapEvents();
api.MapNotifications();
app.MapApiDocument();
app.MapDefaultEndpoints();

app.Run();
