using Microsoft.Extensions.Options;
using Workforce.Core.Agents;
using Workforce.Jobs;

namespace Workforce.Workers.Agents;

/// <summary>Takes away what is old, once a day and company. What a killed process had not come to, the next attempt does.</summary>
internal sealed class Prune(PruneOld old, IOptions<Retention> keep) : JobHandler<PruneTask>
{
    public override async Task<JobOutcome> HandleAsync(PruneTask payload, JobContext job, CancellationToken ct) => JobOutcome.Complete(await old.RunAsync(keep.Value, ct));
}
