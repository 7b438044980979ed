using Grpc.Core;
using Workforce.Contracts.Employees;
using Workforce.Core.Identity;
using Workforce.Jobs;

namespace Workforce.Workers.Pool;

/// <summary>Whose call it is, and what is not a caller's: the kinds of job that our own employees do.</summary>
internal sealed record PoolCaller(ApiKeyHolder Holder, string Key, JobCatalog Own)
{
    private const string Place = nameof(PoolCaller);

    public Guid TenantId => Holder.TenantId;

    public void Enter(ServerCallContext call) => call.UserState[Place] = this;

    public static PoolCaller Of(ServerCallContext call) => (PoolCaller)call.UserState[Place];

    /// <summary>To be given jobs of a kind, and to cancel them. Nobody would carry on after a job of ours that somebody else ended.</summary>
    public void MustDo(string kind)
    {
        MustCover(kind);
        if (Own.Has(kind))
            throw PoolFault.KindInternal(kind);
    }

    /// <summary>To hand on work of a kind, and to see it: as over HTTP, some of our employees take what anybody hands them, the others only what Workforce itself does.</summary>
    public void MustReach(string kind)
    {
        MustCover(kind);
        if (Own.Has(kind) && !EmployeeNames.Pullable.Contains(kind[..kind.IndexOf('.', StringComparison.Ordinal)]))
            throw PoolFault.KindInternal(kind);
    }

    private void MustCover(string kind)
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
