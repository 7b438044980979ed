using Workforce.Core.Agents;
using Workforce.Core.Proposals;
using Workforce.Jobs;

namespace Workforce.Workers.Proposals;

/// <summary>Does what an approved proposal says.</summary>
internal sealed class ApplyProposal(ProposalWork work) : JobHandler<ProposalTask>
{
    public override Task<JobOutcome> HandleAsync(ProposalTask payload, JobContext job, CancellationToken ct) => work.RunAsync(payload, job, CarryOut.ApplyAsync, ct);
}
