using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Workforce.Workers.Pool;

/// <summary>What a caller is told when something is wrong: a status, a sentence that says what to do, and the same for programs in the details.</summary>
internal static class PoolFault
{
    private const string Domain = "workforce";

    public static RpcException KeyMissing() => Of(StatusCode.Unauthenticated, "KEY_MISSING",
        "No API key was sent. Send one in the metadata 'x-api-key', or as 'authorization: Bearer KEY'. Keys are made in Settings, API keys.");

    public static RpcException KeyInvalid() => Of(StatusCode.Unauthenticated, "KEY_INVALID", "The API key is unknown, revoked or has ended. Make another in Settings, API keys.");

    public static RpcException ScopeMissing(string scope, string what) => Of(StatusCode.PermissionDenied, "SCOPE_MISSING",
        $"The API key may not {what}. Use one with the scope '{scope}'.", ("scope", scope));

    public static RpcException KindInternal(string kind) => Of(StatusCode.PermissionDenied, "KIND_INTERNAL",
        $"Jobs of {kind} are done by Workforce's own employees and are not for programs outside. Name a kind of your own.", ("kind", kind));

    public static RpcException TlsRequired() => Of(StatusCode.FailedPrecondition, "TLS_REQUIRED",
        "Plain text is taken from this machine only. Connect with TLS, or have the server set WorkerPool:AllowPlainText.");

    public static RpcException Version(int asked) => Of(StatusCode.FailedPrecondition, "PROTOCOL_VERSION",
        $"protocol_version is {asked}; this server speaks {AttachStream.ProtocolVersion}. {(asked < AttachStream.ProtocolVersion ? "Update the worker." : "Update the server, or use an older worker.")}",
        ("spoken", $"{AttachStream.ProtocolVersion}"));

    public static RpcException Field(string field, string problem) => Of(StatusCode.InvalidArgument, "FIELD_INVALID", problem, ("field", field)).With(
        new BadRequest { FieldViolations = { new BadRequest.Types.FieldViolation { Field = field, Description = problem } } });

    public static RpcException NotFound(string what) => Of(StatusCode.NotFound, "NOT_FOUND", $"There is no such {what}.");

    public static RpcException Stale(string message) => Of(StatusCode.Aborted, "LEASE_STALE", message);

    public static RpcException Limited(string message, TimeSpan after) => Of(StatusCode.ResourceExhausted, "RATE_LIMITED", message).With(
        new RetryInfo { RetryDelay = Duration.FromTimeSpan(after) });

    public static RpcException Full(string message) => Of(StatusCode.ResourceExhausted, "TOO_MANY_WORKERS", message);

    public static RpcException Spawn(string message) => Of(StatusCode.ResourceExhausted, "SPAWN_LIMIT", message);

    public static RpcException Stopping(string message) => Of(StatusCode.Unavailable, "STOPPING", message);

    public static RpcException Detached() => Of(StatusCode.Unavailable, "DETACHED", "A person detached this worker. What it had in hand is back in line.");

    public static RpcException Silent(TimeSpan after) => Of(StatusCode.Unavailable, "SILENT",
        $"Nothing was heard from this worker for {after.TotalSeconds:0.#} s; what it had in hand is back in line. Attach again, and send heartbeats.");

    public static RpcException HelloLate(TimeSpan after) => Of(StatusCode.Unavailable, "SILENT",
        $"hello did not come within {after.TotalSeconds:0.#} s: the first message of a stream says who attaches.");

    public static RpcException Away() => Of(StatusCode.Unavailable, "DATABASE_AWAY", "The database does not answer. Try again in a moment.");

    private static RpcException Of(StatusCode code, string reason, string message, params (string Key, string Value)[] facts)
    {
        var info = new ErrorInfo { Domain = Domain, Reason = reason };
        foreach (var (key, value) in facts)
            info.Metadata.Add(key, value);
        return new Google.Rpc.Status { Code = (int)code, Message = message, Details = { Any.Pack(info) } }.ToRpcException();
    }

    private static RpcException With(this RpcException fault, Google.Protobuf.IMessage detail)
    {
        var status = fault.GetRpcStatus()!;
        status.Details.Add(Any.Pack(detail));
        return status.ToRpcException();
    }
}
