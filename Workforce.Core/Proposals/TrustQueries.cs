using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;

namespace Workforce.Core.Proposals;

/// <summary>Trust per agent and type of proposal.</summary>
public static class TrustQueries
{
    /// <param name="agentId">Null: of all agents.</param>
    /// <param name="since">Reviews before this do not count.</param>
    public static async Task<IReadOnlyList<TrustOf>> ReadAsync(WorkforceDbContext db, string? agentId, DateTimeOffset since, CancellationToken ct)
    {
        var rows = await db.Database.SqlQuery<Row>(
            $"""
            select agent_id as "AgentId", proposal_type as "ProposalType",
                count(*) filter (where verdict = 'accepted')::integer as "Accepted",
                count(*) filter (where verdict = 'edited')::integer as "Edited",
                count(*) filter (where verdict = 'refused')::integer as "Refused",
                count(*) filter (where verdict = 'accepted' and risk_level = 'medium')::integer as "Medium"
            from (
                select agent_id, proposal_type, risk_level, case
                    when status = 'rejected' or apply_status in ('undo_queued', 'undone') or recheck = 'faulted' then 'refused'
                    when status = 'approved' and proposed_detail is not null then 'edited'
                    when status = 'approved' or recheck = 'confirmed' then 'accepted' end as verdict
                from proposals.proposal
                where status in ('approved', 'auto_approved', 'rejected') and reviewed_at >= {since} and ({agentId}::text is null or agent_id = {agentId})) decided
            group by agent_id, proposal_type order by agent_id, proposal_type
            """).ToListAsync(ct);
        return [.. rows.Select(row => new TrustOf(row.AgentId, row.ProposalType, new(row.Accepted, row.Edited, row.Refused), row.Medium))];
    }

    private sealed record Row(string AgentId, string ProposalType, int Accepted, int Edited, int Refused, int Medium);
}

/// <param name="AcceptedMedium">Of those accepted, how many were of medium risk.</param>
public sealed record TrustOf(string AgentId, string ProposalType, Trust Trust, int AcceptedMedium);
