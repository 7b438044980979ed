var builder = DistributedApplication.CreateBuilder(args);

// Made at the first start and kept, unless configuration gives them as Parameters:<name>.
var appPassword = builder.AddParameter("app-password", new GenerateParameterDefault { MinLength = 24, Special = false }, secret: true, persist: true);
var enginePassword = builder.AddParameter("engine-password", new GenerateParameterDefault { MinLength = 24, Special = false }, secret: true, persist: true);
var demoPassword = builder.AddParameter("demo-password", new GenerateParameterDefault { MinLength = 14, Special = false, MinNumeric = 2, MinUpper = 2 }, secret: true, persist: true);
var demo = builder.AddParameter("demo", "true");

var postgres = builder.AddPostgres("postgres").WithDataVolume();
var owner = postgres.AddDatabase("owner", databaseName: "workforce");
var cache = builder.AddRedis("cache").WithDataVolume();

// The services connect as roles that row-level security binds; only the migrations connect as the owner. What is asked again
// and again is planned once for a connection.
var server = postgres.Resource.PrimaryEndpoint;
var workforce = builder.AddConnectionString("workforce", ReferenceExpression.Create(
    $"Host={server.Property(EndpointProperty.Host)};Port={server.Property(EndpointProperty.Port)};Database={owner.Resource.DatabaseName};Username=workforce_app;Password={appPassword};Maximum Pool Size=40;Max Auto Prepare=200;Auto Prepare Min Usages=2"));
var jobs = builder.AddConnectionString("jobs", ReferenceExpression.Create(
    $"Host={server.Property(EndpointProperty.Host)};Port={server.Property(EndpointProperty.Port)};Database={owner.Resource.DatabaseName};Username=workforce_engine;Password={enginePassword};Maximum Pool Size=40;Max Auto Prepare=200;Auto Prepare Min Usages=2"));

var migrations = builder.AddProject<Projects.Workforce_Migrations>("migrations")
    .WithReference(owner).WaitFor(owner)
    .WithEnvironment("Roles__AppPassword", appPassword)
    .WithEnvironment("Roles__EnginePassword", enginePassword)
    .WithEnvironment("Demo__Seed", demo)
    .WithEnvironment("Demo__Password", demoPassword);

// Nobody waits for the cache: without it everything goes on, slower.
var workers = builder.AddProject<Projects.Workforce_Workers>("workers")
    .WithReference(workforce).WithReference(jobs).WithReference(cache)
    .WaitForCompletion(migrations)
    .WithHttpEndpoint().WithHttpHealthCheck("/health")
    // Where workers of other languages attach.
    .WithHttpEndpoint(port: 5050, name: "pool", env: "WorkerPool__Port")
    .WithReplicas(2);

var api = builder.AddProject<Projects.Workforce_Api>("api")
    .WithReference(workforce).WithReference(jobs).WithReference(cache)
    .WaitForCompletion(migrations)
    .WithHttpHealthCheck("/health")
    // The web passes on whom it speaks for: tries to sign in are then counted per person, not for all who use the web together.
    .WithEnvironment("ForwardedHeaders__KnownProxies__0", "127.0.0.1")
    .WithExternalHttpEndpoints();

var web = builder.AddProject<Projects.Workforce_Web>("web")
    .WithReference(api).WaitFor(api)
    .WithHttpHealthCheck("/health")
    .WithExternalHttpEndpoints();

// Links in mails lead to the web, unless configuration says where else people reach it.
workers.WithEnvironment("Notifications__PublicUrl", builder.Configuration["Notifications:PublicUrl"] is { } site
    ? ReferenceExpression.Create($"{site}")
    : ReferenceExpression.Create($"{web.GetEndpoint("http").Property(EndpointProperty.Url)}"));

builder.Build().Run();
