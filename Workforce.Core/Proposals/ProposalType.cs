using System.Text.Json;
using Workforce.Core.Data;
using Workforce.Core.Notifications;
using Workforce.Core.Schemas;

namespace Workforce.Core.Proposals;

/// <summary>A kind of change that agents may propose: what it carries, what it would change, how it is done and taken back.</summary>
public abstract class ProposalType
{
    private protected ProposalType(string name, string title, Type detail) => (Name, Title, Detail) = (name, title, detail);

    /// <summary>On the wire and in the database, e.g. <c>new_skill</c>; never changes.</summary>
    public string Name { get; }

    /// <summary>For people, e.g. <c>New skill</c>.</summary>
    public string Title { get; }

    /// <summary>The record that a detail is.</summary>
    public Type Detail { get; }

    /// <summary>JSON Schema of the detail.</summary>
    public JsonElement Schema => RecordSchema.Of(Detail);

    /// <summary>How long somebody may take to decide.</summary>
    public virtual TimeSpan Lifetime => TimeSpan.FromDays(30);

    /// <summary>What is announced when it was applied or taken back, beside the proposal itself; null: nothing is shown that it changes.</summary>
    public virtual string? Subject => null;

    /// <summary>False: what was applied stays.</summary>
    public virtual bool CanUndo => true;

    internal abstract Task<ProposalPreview> PreviewAsync(WorkforceDbContext db, JsonElement detail, CancellationToken ct);

    internal abstract Task<object?> ApplyAsync(WorkforceDbContext db, Proposal proposal, DateTimeOffset now, CancellationToken ct);

    internal abstract Task<Notice?> NoticeAsync(WorkforceDbContext db, Proposal proposal, CancellationToken ct);

    internal abstract Task<IReadOnlyList<string>> DependantsAsync(WorkforceDbContext db, Proposal proposal, CancellationToken ct);

    internal abstract Task UndoAsync(WorkforceDbContext db, Proposal proposal, DateTimeOffset now, CancellationToken ct);
}

/// <typeparam name="TDetail">A record of plain values. Attributes of System.ComponentModel.DataAnnotations bound them.</typeparam>
/// <typeparam name="TReceipt">What applying leaves for undoing.</typeparam>
public abstract class ProposalType<TDetail, TReceipt>(string name, string title) : ProposalType(name, title, typeof(TDetail))
    where TDetail : class
{
    /// <summary>What it would change now, how risky that is, and what is wrong with it. Reads only.</summary>
    protected abstract Task<ProposalPreview> PreviewAsync(WorkforceDbContext db, TDetail detail, CancellationToken ct);

    /// <summary>Does it, in the transaction the context is in; the caller saves and commits. Runs once.</summary>
    protected abstract Task<TReceipt> ApplyAsync(WorkforceDbContext db, Proposal proposal, TDetail detail, DateTimeOffset now, CancellationToken ct);

    /// <summary>Who is told that it was applied, and what; null: nobody. Stored with what was applied.</summary>
    protected virtual Task<Notice?> NoticeAsync(WorkforceDbContext db, Proposal proposal, TDetail detail, CancellationToken ct) => Task.FromResult<Notice?>(null);

    /// <summary>What has come to rest on it and stands in the way of undoing it, each a line for people.</summary>
    protected virtual Task<IReadOnlyList<string>> DependantsAsync(WorkforceDbContext db, Proposal proposal, TDetail detail, TReceipt receipt, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>Takes it back, in the transaction the context is in; the caller saves and commits. Runs once, and only while nothing depends on it.</summary>
    protected abstract Task UndoAsync(WorkforceDbContext db, Proposal proposal, TDetail detail, TReceipt receipt, DateTimeOffset now, CancellationToken ct);

    internal sealed override async Task<ProposalPreview> PreviewAsync(WorkforceDbContext db, JsonElement detail, CancellationToken ct) =>
        RecordSchema.Read<TDetail>(detail, out var read) is { Count: > 0 } problems ? ProposalPreview.Refused(problems) : await PreviewAsync(db, read!, ct);

    internal sealed override async Task<object?> ApplyAsync(WorkforceDbContext db, Proposal proposal, DateTimeOffset now, CancellationToken ct) =>
        await ApplyAsync(db, proposal, ProposalJson.Read<TDetail>(proposal.Detail), now, ct);

    internal sealed override Task<Notice?> NoticeAsync(WorkforceDbContext db, Proposal proposal, CancellationToken ct) =>
        NoticeAsync(db, proposal, ProposalJson.Read<TDetail>(proposal.Detail), ct);

    internal sealed override Task<IReadOnlyList<string>> DependantsAsync(WorkforceDbContext db, Proposal proposal, CancellationToken ct) =>
        DependantsAsync(db, proposal, ProposalJson.Read<TDetail>(proposal.Detail), ProposalJson.Read<TReceipt>(proposal.Receipt!), ct);

    internal sealed override Task UndoAsync(WorkforceDbContext db, Proposal proposal, DateTimeOffset now, CancellationToken ct) =>
        UndoAsync(db, proposal, ProposalJson.Read<TDetail>(proposal.Detail), ProposalJson.Read<TReceipt>(proposal.Receipt!), now, ct);
}
