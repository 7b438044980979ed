var builder = DistributedApplication.CreateBuilder(args);

var postgres = builder.AddPostgres("postgres").WithDataVolume();
var database = postgres.AddDatabase("library");
var cache = builder.AddRedis("cache").WithDataVolume();

var setup = builder.AddProject<Projects.Sample_Service>("setup")
    .WithReference(database).WaitFor(database)
    .WithEnvironment("EXIT_AT_ONCE", builder.Configuration["SetupEnds"] ?? "0");

var workers = builder.AddProject<Projects.Sample_Service>("workers")
    .WithReference(database).WithReference(cache).WaitForCompletion(setup)
    .WithHttpHealthCheck("/health")
    .WithEnvironment("LEAVE_BEHIND", "4321")
    .WithReplicas(2);

builder.AddProject<Projects.Sample_Service>("front")
    .WithReference(workers).WaitFor(workers)
    .WithHttpHealthCheck("/health").WithExternalHttpEndpoints();

builder.Build().Run();
