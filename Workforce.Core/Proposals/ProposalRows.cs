using Microsoft.EntityFrameworkCore;
using Npgsql;
using Workforce.Core.Agents;
using Workforce.Core.Data;
using Workforce.Jobs;

namespace Workforce.Core.Proposals;

internal static class ProposalRows
{
    /// <summary>The proposal, for this transaction alone; null: there is none of the tenant.</summary>
    public static async Task<Proposal?> LockAsync(WorkforceDbContext db, Guid id, CancellationToken ct) =>
        (await db.Proposals.FromSql($"select * from proposals.proposal where id = {id} for update").AsTracking().ToListAsync(ct)).SingleOrDefault();

    /// <summary>One job for each decision: a version is never carried out twice.</summary>
    public static Task<EnqueueResult> EnqueueAsync(JobClient jobs, JobKind<ProposalTask> kind, Proposal proposal, NpgsqlConnection connection, Guid? userId, CancellationToken ct) =>
        jobs.EnqueueAsync(
            NewJob.Of(kind, new ProposalTask(proposal.Id), proposal.TenantId) with { UserId = userId, Source = proposal.AgentId, IdempotencyKey = $"{kind.Name}:{proposal.Id}:{proposal.Version}" },
            connection,
            ct);
}
