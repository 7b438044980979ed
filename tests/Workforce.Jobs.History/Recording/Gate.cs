namespace Workforce.Jobs.History.Recording;

/// <summary>A pause or a limit from one change of it to the next.</summary>
/// <param name="Id">Of the row.</param>
/// <param name="Measure">pause; running or starts of a limit.</param>
/// <param name="From">The transaction that made it so.</param>
/// <param name="To">The one that changed it again; null: it stands.</param>
/// <param name="Most">Of a limit.</param>
/// <param name="Per">Of a limit on starts, microseconds.</param>
/// <param name="Until">Of a pause that ends by itself.</param>
internal sealed record Gate(string Id, string Measure, string Scope, string Name, Guid? TenantId, long From, long? To, decimal Most = 0, long? Per = null, long? Until = null)
{
    public bool Covers(Version job) => (TenantId is null || TenantId == job.TenantId) && Scope switch
    {
        "all" => true,
        "queue" => job.Queue == Name,
        "kind" => job.Kind == Name,
        _ => job.Keys.Contains(Name),
    };

    public bool SeenBy(Snapshot snapshot) => snapshot.Sees(From) && (To is not { } to || !snapshot.Sees(to));
}
