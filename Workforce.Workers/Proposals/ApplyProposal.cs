using Workforce.Core.Agents;
using Workforce.Core.Data;
using Workforce.Core.Notifications;
using Workforce.Core.Proposals;
using Workforce.Jobs;

namespace Workforce.Workers.Proposals;

/// <summary>Does what an approved proposal says, and tells whom its type says.</summary>
internal sealed class ApplyProposal(ProposalWork work, Tell tell) : JobHandler<ProposalTask>
{
    public override Task<JobOutcome> HandleAsync(ProposalTask payload, JobContext job, CancellationToken ct) => work.RunAsync(payload, job, ApplyAsync, ct);

    private async Task<string?> ApplyAsync(WorkforceDbContext db, Guid id, DateTimeOffset now, CancellationToken ct)
    {
        var done = await CarryOut.ApplyAsync(db, id, now, ct);
        if (done is not null && await CarryOut.NoticeAsync(db, id, ct) is { } notice)
        {
            await tell.Async(notice, ct);
        }

        return done;
    }
}
