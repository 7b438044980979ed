using Workforce.Core.Data;
using Workforce.Jobs;
using Workforce.Workers.Agents;
using Workforce.Workers.Agents.Finance;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();

builder.Services.AddWorkforceData(builder.Configuration.GetConnectionString("workforce"));
builder.EnrichNpgsqlDbContext<WorkforceDbContext>(settings => settings.DisableRetry = true);
builder.AddRedisClient("cache");

builder.Services.AddFinanceAgents(builder.Configuration);
builder.AddWorkforceJobs(options => options.OnAttempt = TenantOfAttempt.Enter).AddWorker(AgentCatalog.Fill);

var app = builder.Build();
app.MapDefaultEndpoints();

app.Run();
