using System.Text.Json;
using Workforce.Core.Agents;
using Workforce.Core.Proposals;
using Workforce.Core.Schemas;
using Workforce.Jobs;
using Workforce.Workers.Llm;

namespace Workforce.Workers.Agents;

/// <summary>One run, as its agent sees it.</summary>
internal sealed class AgentRun(RegisteredAgent agent, AgentTask task, JobContext job, RunLog log, Propose propose, ModelClient models, TimeProvider time)
{
    public Guid TenantId => agent.TenantId;

    public Guid RunId => job.JobId;

    public string AgentId => agent.AgentId;

    /// <summary>Its budgets, its schedule and what it is called here.</summary>
    public RegisteredAgent Agent => agent;

    public RunTrigger Trigger => task.TriggerType;

    public string? TriggerSource => task.TriggerSource;

    public DateTimeOffset Now => time.GetUtcNow();

    public int Proposed { get; private set; }

    /// <summary>Asks models at this run's expense.</summary>
    public ModelClient Models => models;

    /// <summary>The settings of its company. What was stored by an older version and no longer fits is an error that names the field.</summary>
    public T Config<T>()
        where T : class
    {
        using var json = JsonDocument.Parse(agent.Config);
        return RecordSchema.Read<T>(json.RootElement, out var config) is { Count: > 0 } problems
            ? throw new InvalidOperationException($"The settings of {agent.DisplayName} do not fit: {string.Join("; ", problems)}.")
            : config!;
    }

    /// <summary>A line in the run's timeline.</summary>
    public Task NoteAsync(string text, object? detail, CancellationToken ct) => log.NoteAsync(RunId, RunStepKind.Note, text, detail, ct);

    /// <inheritdoc cref="NoteAsync"/>
    public Task WarnAsync(string text, object? detail, CancellationToken ct) => log.NoteAsync(RunId, RunStepKind.Warning, text, detail, ct);

    /// <summary>How far it is, for whoever watches.</summary>
    public Task ReportAsync(int percent, string message, CancellationToken ct) => job.ReportAsync(percent, message, ct);

    /// <summary>Proposes a change. Nothing is done before somebody has approved it.</summary>
    public async Task<Proposed> ProposeAsync<TDetail, TReceipt>(ProposalType<TDetail, TReceipt> type, TDetail detail, ProposalDraft draft, CancellationToken ct)
        where TDetail : class
    {
        var proposed = await propose.RunAsync(AgentId, RunId, type, detail, draft, ct);
        switch (proposed)
        {
            case Core.Proposals.Proposed.Created created:
                Proposed++;
                await log.NoteAsync(RunId, RunStepKind.Proposal, draft.Title, new { created.Id, created.Risk }, ct);
                break;
            case Core.Proposals.Proposed.Refused refused:
                await WarnAsync($"Not proposed, because it could not be applied: {draft.Title}", refused.Problems, ct);
                break;
        }

        return proposed;
    }
}
