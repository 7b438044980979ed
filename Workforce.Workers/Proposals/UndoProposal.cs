using Workforce.Core.Agents;
using Workforce.Core.Proposals;
using Workforce.Jobs;

namespace Workforce.Workers.Proposals;

/// <summary>Takes back what was applied.</summary>
internal sealed class UndoProposal(ProposalWork work) : JobHandler<ProposalTask>
{
    public override Task<JobOutcome> HandleAsync(ProposalTask payload, JobContext job, CancellationToken ct) => work.RunAsync(payload, job, CarryOut.UndoAsync, ct);
}
