namespace Workforce.Core.Data;

/// <summary>Whose data the current scope (one request, one job attempt) may see. Set once, before the first query.</summary>
public sealed class TenantScope
{
    /// <summary>Null: none, and row-level security then shows nothing of any tenant.</summary>
    public Guid? TenantId { get; private set; }

    public Guid? UserId { get; private set; }

    /// <summary>True while a sign-in looks for the person or the key: the identity tables are then readable across tenants, nothing else is.</summary>
    public bool SigningIn { get; private set; }

    public void Enter(Guid tenantId, Guid? userId)
    {
        if (TenantId is { } current && current != tenantId)
        {
            throw new InvalidOperationException("This scope already belongs to another tenant.");
        }

        (TenantId, UserId, SigningIn) = (tenantId, userId, false);
    }

    public void EnterSignIn()
    {
        if (TenantId is null)
        {
            SigningIn = true;
        }
    }

    /// <summary>The tenant, for code that cannot run without one.</summary>
    public Guid Required => TenantId ?? throw new InvalidOperationException("No tenant is set for this scope.");
}
