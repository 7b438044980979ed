using Workforce.Core.Data;
using Workforce.Jobs;
using Workforce.Workers.Agents;
using Workforce.Workers.Agents.Finance;
using Workforce.Workers.Llm;
using Workforce.Workers.Notifications;
using Workforce.Workers.Pool;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();

builder.Services.AddWorkforceData(builder.Configuration.GetConnectionString("workforce"));
builder.EnrichNpgsqlDbContext<WorkforceDbContext>(settings => settings.DisableRetry = true);
// Without Redis the workers are slower, not unfit: their health does not hang on it.
builder.AddRedisClient("cache", settings => settings.DisableHealthChecks = true, redis => redis.AbortOnConnectFail = false);

builder.Services.AddModels(builder.Configuration);
builder.Services.AddAgents(builder.Configuration);
builder.Services.AddFinanceAgents();
builder.AddNotifications();
builder.AddWorkforceJobs(options =>
{
    options.OnAttempt = TenantOfAttempt.Enter;
    PoolSettings.Of(builder.Configuration).Apply(options.Pool);
}).AddWorker(AgentCatalog.Fill);
builder.AddWorkerPool();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapWorkerPool();

app.Run();
