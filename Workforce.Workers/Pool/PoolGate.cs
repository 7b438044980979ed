using System.Diagnostics;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Npgsql;
using Workforce.Core.Identity;
using Workforce.Jobs;
using Workforce.Jobs.Pool;

namespace Workforce.Workers.Pool;

/// <summary>
/// Every call of our own services comes through here: over a safe connection, with a good key, not too often. What goes wrong
/// behind it leaves as a status that says what to do. Health and reflection tell nothing of anybody and are open.
/// </summary>
internal sealed partial class PoolGate(PoolSettings settings, PoolRates rates, JobCatalog own, ILogger<PoolGate> logger) : Interceptor
{
    private const string Ours = "/workforce.";

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(context, async () =>
        {
            await EnterAsync(context);
            return await continuation(request, context);
        });

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(context, async () =>
        {
            await EnterAsync(context);
            await continuation(requestStream, responseStream, context);
            return true;
        });

    private async Task EnterAsync(ServerCallContext call)
    {
        if (!call.Method.StartsWith(Ours, StringComparison.Ordinal))
            return;
        var http = call.GetHttpContext();
        var address = http.Connection.RemoteIpAddress;
        if (!http.Request.IsHttps && !settings.AllowPlainText && !PoolSetup.IsLoopback(address))
            throw PoolFault.TlsRequired();
        var from = address?.ToString() ?? "";
        if (KeyOf(call.RequestHeaders) is not { } key)
            throw rates.Stranger(from, PoolFault.KeyMissing());
        if (await http.RequestServices.GetRequiredService<ApiKeyDoor>().EnterAsync(key, call.CancellationToken) is not { } holder)
            throw rates.Stranger(from, PoolFault.KeyInvalid());
        rates.Call(holder.KeyId);
        var actor = http.RequestServices.GetRequiredService<Actor>();
        (actor.ApiKeyId, actor.Ip, actor.TraceId) = (holder.KeyId, from, Activity.Current?.TraceId.ToString());
        new PoolCaller(holder, key, own).Enter(call);
    }

    private static string? KeyOf(Metadata headers)
    {
        const string bearer = "Bearer ";
        if (headers.GetValue("x-api-key") is { Length: > 0 } key)
            return key;
        return headers.GetValue("authorization") is { } sent && sent.StartsWith(bearer, StringComparison.OrdinalIgnoreCase) ? sent[bearer.Length..].Trim() : null;
    }

    private async Task<T> GuardAsync<T>(ServerCallContext call, Func<Task<T>> go)
    {
        try
        {
            return await go();
        }
        catch (Exception problem) when (Told(problem, call) is { } fault)
        {
            LogRefused(call.Method, call.Peer, fault.StatusCode, fault.Status.Detail);
            throw fault;
        }
    }

    /// <summary>Null: a surprise, for the framework to log and hide.</summary>
    private static RpcException? Told(Exception problem, ServerCallContext call) => problem switch
    {
        RpcException fault => fault,
        // There is nobody left to tell.
        IOException => Left(),
        InvalidOperationException or OperationCanceledException when call.CancellationToken.IsCancellationRequested => Left(),
        PoolRefusedException { Why: PoolRefusal.Full } full => PoolFault.Full(full.Message),
        PoolRefusedException refused => PoolFault.Stopping(refused.Message),
        StaleLeaseException stale => PoolFault.Stale(stale.Message),
        SpawnLimitException spawn => PoolFault.Spawn(spawn.Message),
        ArgumentException { ParamName: { } field } bad => PoolFault.Field(PoolWire.FieldOf(field), PoolWire.Sentence(bad)),
        // 57: being shut down or starting up; 53: out of connections; 55P03: a row was locked for long.
        PostgresException { SqlState: ['5', '7', ..] or ['5', '3', ..] or "55P03" } => PoolFault.Away(),
        PostgresException => null,
        NpgsqlException => PoolFault.Away(),
        _ => null,
    };

    private static RpcException Left() => new(new(StatusCode.Cancelled, "The caller is gone."));

    [LoggerMessage(LogLevel.Information, "{Method} of {Peer} ended with {Status}: {Detail}")]
    private partial void LogRefused(string method, string peer, StatusCode status, string detail);
}
