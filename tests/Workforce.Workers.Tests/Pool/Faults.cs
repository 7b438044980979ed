using Google.Rpc;
using Grpc.Core;

namespace Workforce.Workers.Tests.Pool;

/// <summary>What a call was refused with.</summary>
internal static class Faults
{
    public static async Task<RpcException> FaultAsync(Func<Task> call) => await Assert.ThrowsAsync<RpcException>(call);

    public static T DetailOf<T>(RpcException fault)
        where T : Google.Protobuf.IMessage<T>, new() => fault.GetRpcStatus()!.Details.Single(detail => detail.Is(new T().Descriptor)).Unpack<T>();

    public static string ReasonOf(RpcException fault) => DetailOf<ErrorInfo>(fault).Reason;
}
