using Grpc.Core;
using Workforce.Core.Identity;

namespace Workforce.Workers.Pool;

/// <summary>Whose call it is.</summary>
internal sealed record PoolCaller(ApiKeyHolder Holder, string Key)
{
    private const string Place = nameof(PoolCaller);

    public Guid TenantId => Holder.TenantId;

    public void Enter(ServerCallContext call) => call.UserState[Place] = this;

    public static PoolCaller Of(ServerCallContext call) => (PoolCaller)call.UserState[Place];

    public void MustDo(string kind)
    {
        if (!ApiKeyScopes.CoverKind(Holder.Scopes, kind))
            throw PoolFault.ScopeMissing($"{ApiKeyScopes.Worker}:{kind}", $"do jobs of {kind}");
    }

    public void MustControl()
    {
        if (Holder.Role < Role.Manager || !Holder.Scopes.Contains(ApiKeyScopes.Admin))
            throw PoolFault.ScopeMissing(ApiKeyScopes.Admin, Holder.Role < Role.Manager ? "steer workers: its owner is no manager" : "steer workers");
    }
}
