namespace Workforce.Jobs.Gates;

/// <summary>Which jobs a pause or a limit is about, written once for all who ask.</summary>
internal static class GateSql
{
    /// <summary>Whether gate g is about x: a job, or a lane of jobs, with tenant_id, kind and keys.</summary>
    public const string Covers = """
        (g.tenant_id is null or g.tenant_id = x.tenant_id) and case g.scope
            when 'all' then true when 'queue' then g.name = split_part(x.kind, '.', 1) when 'kind' then g.name = x.kind else g.name = any(x.keys) end
        """;

    /// <summary>Whether pause g holds x up now.</summary>
    public const string Holds = $"(g.paused_until is null or g.paused_until > now()) and {Covers}";
}
