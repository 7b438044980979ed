using Workforce.Jobs.History.Recording;
using Version = Workforce.Jobs.History.Recording.Version;

namespace Workforce.Jobs.History.Checking;

/// <summary>Who stood in line when a claim was made.</summary>
internal sealed class Line
{
    private readonly ILookup<Guid, IReadOnlyList<Move>> tenants;
    private readonly IReadOnlyList<Gate> gates;
    private readonly IReadOnlyList<Claim> claims;

    public Line(Recorded recorded)
    {
        gates = recorded.Gates;
        claims = Claim.All(recorded);
        tenants = recorded.Moves.GroupBy(move => move.JobId).Select(IReadOnlyList<Move> (moves) => [.. moves]).ToLookup(moves => (moves[0].To ?? moves[0].From)!.TenantId);
    }

    public IReadOnlyList<Claim> Claims => claims;

    public IEnumerable<Guid> Tenants => tenants.Select(tenant => tenant.Key);

    /// <summary>
    /// Jobs of a tenant that a claim saw in line and left there, and that nobody else touched meanwhile: what others lock is
    /// passed over. With each the time since when it stood there.
    /// </summary>
    public IEnumerable<(Version Job, long Since)> LeftBy(Claim claim, Guid tenant)
    {
        foreach (var moves in tenants[tenant])
        {
            var at = -1;
            while (at + 1 < moves.Count && claim.Saw.Sees(moves[at + 1].Xid))
                at++;
            if (at >= 0 && moves[at].To is { InLine: true } job && (at + 1 == moves.Count || moves[at + 1].Began >= claim.Committed))
                yield return (job, moves[at].Committed);
        }
    }

    /// <summary>A pause or a limit may keep it from its turn.</summary>
    public bool IsHeldUp(Version job, Claim claim) => gates.Any(gate => gate.SeenBy(claim.Saw) && gate.Parts(job).Any());

    /// <summary>Another claim was at this tenant's jobs at the same time: each passes over what the other has locked.</summary>
    public bool IsContested(Claim claim, Guid tenant) =>
        claims.Any(other => (claim.Overlaps(other) || other.Overlaps(claim)) && other.Moves.Any(move => move.To!.TenantId == tenant));
}
