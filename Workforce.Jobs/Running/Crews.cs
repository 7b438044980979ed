using System.Collections.Immutable;

namespace Workforce.Jobs.Running;

/// <summary>All that claim jobs in this process: its own handlers first, then those of attached workers.</summary>
internal sealed class Crews(ClaimLoop own)
{
    private ImmutableArray<ClaimLoop> all = [own];

    public ClaimLoop Own => own;

    public ImmutableArray<ClaimLoop> All => all;

    /// <summary>What they can do together.</summary>
    public string[] Kinds { get; private set; } = own.Crew.Able.Kinds;

    public void Add(ClaimLoop crew) => Change(crews => crews.Add(crew));

    public void Remove(ClaimLoop crew) => Change(crews => crews.Remove(crew));

    private void Change(Func<ImmutableArray<ClaimLoop>, ImmutableArray<ClaimLoop>> change)
    {
        ImmutableInterlocked.Update(ref all, change);
        Kinds = [.. all.SelectMany(crew => crew.Crew.Able.Kinds).Distinct(StringComparer.Ordinal)];
    }
}
