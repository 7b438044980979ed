namespace Workforce.Jobs.History.Recording;

/// <summary>A pause or a limit from one change of it to the next.</summary>
/// <param name="Id">Of the row.</param>
/// <param name="Measure">pause; running or starts of a limit.</param>
/// <param name="From">The transaction that made it so.</param>
/// <param name="To">The one that changed it again; null: it stands.</param>
/// <param name="Most">Of a limit.</param>
/// <param name="Per">Of a limit on starts, microseconds.</param>
/// <param name="Until">Of a pause that ends by itself.</param>
/// <param name="EachTenant">Of a limit: for each tenant apart.</param>
/// <param name="EachOf">queue, kind or key: for each of them apart.</param>
/// <param name="Prefix">How such keys begin.</param>
internal sealed record Gate(string Id, string Measure, string Scope, string Name, Guid? TenantId, long From, long? To, decimal Most = 0, long? Per = null, long? Until = null,
    bool EachTenant = false, string? EachOf = null, string? Prefix = null)
{
    public bool Covers(Version job) => (TenantId is null || TenantId == job.TenantId) && Scope switch
    {
        "all" => true,
        "queue" => job.Queue == Name,
        "kind" => job.Kind == Name,
        _ => job.Keys.Contains(Name),
    };

    /// <summary>What of it a job counts in: one of those it holds for apart, or several; of a limit for all one without a name.</summary>
    public IEnumerable<string> Parts(Version job)
    {
        if (!Covers(job))
            return [];
        IEnumerable<string> of = EachOf switch
        {
            null => [""],
            "queue" => [$" of queue {job.Queue}"],
            "kind" => [$" of kind {job.Kind}"],
            _ => job.Keys.Where(key => key.StartsWith(Prefix!, StringComparison.Ordinal)).Select(key => $" of key {key}"),
        };
        return EachTenant ? of.Select(part => $"{part} of tenant {job.TenantId}") : of;
    }

    public bool SeenBy(Snapshot snapshot) => snapshot.Sees(From) && (To is not { } to || !snapshot.Sees(to));
}
