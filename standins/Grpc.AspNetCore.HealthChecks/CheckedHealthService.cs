using Grpc.Core;
using Grpc.Health.V1;
using Grpc.HealthCheck;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Grpc.AspNetCore.HealthChecks;

/// <summary>The health service, answering from ASP.NET Core's health checks.</summary>
internal sealed class CheckedHealthService(
    HealthServiceImpl published,
    HealthCheckService checks,
    IOptions<HealthCheckOptions> checkOptions,
    IOptions<GrpcHealthChecksOptions> options,
    IHostApplicationLifetime lifetime) : Grpc.Health.V1.Health.HealthBase
{
    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        if (options.Value.UseHealthChecksCache)
            return await published.Check(request, context);

        var status = await RunAsync(request.Service, context.CancellationToken);
        return status == ServingStatus.ServiceUnknown ? throw new RpcException(new Status(StatusCode.NotFound, "")) : Response(status);
    }

    public override async Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        var stopping = options.Value.SuppressCompletionOnShutdown ? CancellationToken.None : lifetime.ApplicationStopping;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, stopping);

        ServingStatus? told = null;
        await foreach (var status in published.StatusesAsync(request.Service, ended.Token))
        {
            // What was published last may be half a minute old, or nothing yet; the first answer is as fresh as that of Check.
            var news = told is null && !options.Value.UseHealthChecksCache ? await RunAsync(request.Service, context.CancellationToken) : status;
            if (news != told)
                await responseStream.WriteAsync(Response(news), context.CancellationToken);

            told = news;
        }

        if (!context.CancellationToken.IsCancellationRequested)
            await responseStream.WriteAsync(Response(ServingStatus.NotServing), context.CancellationToken);
    }

    private async Task<ServingStatus> RunAsync(string service, CancellationToken cancellationToken)
    {
        if (options.Value.Services.Find(service) is not { } mapping)
            return ServingStatus.ServiceUnknown;

        var report = await checks.CheckHealthAsync(
            check => checkOptions.Value.Predicate?.Invoke(check) != false && mapping.Covers(check.Name, check.Tags),
            cancellationToken);
        return ServingRules.Serving([.. report.Entries.Values]);
    }

    private static HealthCheckResponse Response(ServingStatus status) => new() { Status = status };
}
