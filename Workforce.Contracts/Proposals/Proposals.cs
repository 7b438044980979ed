using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Workforce.Contracts.Proposals;

/// <param name="Total">All that the filter fits, 10000 where there are more.</param>
/// <param name="Next">Pass as <c>after</c> for the next page; null: this was the last.</param>
public sealed record ProposalPage(IReadOnlyList<ProposalRow> Proposals, int Total, string? Next);

/// <summary>A proposal as lists show it.</summary>
/// <param name="RiskLevel">low, medium or high.</param>
/// <param name="Confidence">0 to 1, as the agent stated it.</param>
/// <param name="Model">The model that wrote it, <c>offline</c> for an offline answer; null: rules did.</param>
/// <param name="Repaired">The model's answer was accepted only after it had been asked again.</param>
/// <param name="Status">pending, auto_approved, approved, rejected or expired.</param>
/// <param name="ReviewRole">Who may decide: manager (admins may, too) or admin.</param>
/// <param name="ApplyStatus">none, queued, applied, failed, undo_queued or undone.</param>
/// <param name="Recheck">open: somebody is to look again at what was approved automatically; confirmed or faulted; null: nobody is asked.</param>
/// <param name="Version">Send it as If-Match to decide only on what was seen.</param>
public sealed record ProposalRow(
    Guid Id,
    string AgentId,
    string AgentName,
    Guid? RunId,
    string ProposalType,
    string TypeTitle,
    string Title,
    string? Summary,
    string RiskLevel,
    decimal? Confidence,
    decimal? AmountUsd,
    string? Model,
    bool Repaired,
    Guid? TargetEmployeeId,
    string? TargetEntityType,
    Guid? TargetEntityId,
    string Status,
    string ReviewRole,
    string ApplyStatus,
    string? ApplyError,
    string? Recheck,
    Guid? ReviewedBy,
    string? ReviewedByName,
    DateTimeOffset? ReviewedAt,
    string? ReviewNotes,
    DateTimeOffset? AppliedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset CreatedAt,
    int Version);

/// <summary>A proposal with all that is needed to decide on it.</summary>
/// <param name="Detail">What would be applied.</param>
/// <param name="ProposedDetail">As the agent wrote it, where a person edited it.</param>
/// <param name="DetailSchema">JSON Schema of the detail, for editing.</param>
/// <param name="Changes">Field by field, before and after.</param>
/// <param name="CanUndo">Its type can be taken back.</param>
/// <param name="Dependants">What has come to rest on it and stands in the way of undoing; empty: nothing.</param>
/// <param name="Rule">The supervisor's rule that routed it; null: none fitted.</param>
public sealed record ProposalDetail(
    ProposalRow Proposal,
    JsonElement Detail,
    JsonElement? ProposedDetail,
    JsonElement DetailSchema,
    IReadOnlyList<ChangeRow> Changes,
    IReadOnlyList<EvidenceRow> Evidence,
    IReadOnlyList<HistoryRow> History,
    bool CanUndo,
    IReadOnlyList<string> Dependants,
    string? Rule);

public sealed record ChangeRow(string Subject, string Field, string? Before, string? After);

public sealed record EvidenceRow(string Text, string? Link);

/// <param name="Action">proposed, routed, auto_approved, approved, edited, rejected, expired, applied, failed, retried, undo_asked, undone, undo_failed, confirmed or faulted.</param>
/// <param name="Actor">A person's name, an agent's id or system.</param>
public sealed record HistoryRow(DateTimeOffset At, string Action, string Actor, Guid? UserId, string? Notes, JsonElement? Detail);

/// <param name="Detail">To approve instead of what was proposed; null: as proposed.</param>
public sealed record ApproveProposalRequest(JsonElement? Detail, [property: StringLength(4000)] string? Notes);

/// <param name="Reason">For the agent and for whoever asks later.</param>
public sealed record RejectProposalRequest([property: Required, StringLength(4000, MinimumLength = 1)] string Reason);

public sealed record UndoProposalRequest([property: Required, StringLength(4000, MinimumLength = 1)] string Reason);

public sealed record RecheckProposalRequest(bool Right, [property: StringLength(4000)] string? Notes);

/// <param name="Action">approve or reject.</param>
/// <param name="Ids">1 to 200.</param>
/// <param name="Notes">Required to reject: the reason.</param>
public sealed record BulkReviewRequest(
    [property: Required, RegularExpression("^(approve|reject)$")] string Action,
    [property: Required, MinLength(1), MaxLength(200)] IReadOnlyList<Guid> Ids,
    [property: StringLength(4000)] string? Notes);

/// <summary>Each is decided on by itself: what could not be is named, the others are done.</summary>
public sealed record BulkReviewResult(int Done, IReadOnlyList<BulkReviewFailure> Failed);

public sealed record BulkReviewFailure(Guid Id, string Reason);

/// <summary>A rule of the supervisor. The first that fits decides.</summary>
/// <param name="AgentId">Null: any agent's.</param>
/// <param name="ProposalType">Null: any type.</param>
/// <param name="MaxRisk">low, medium or high; null: any.</param>
/// <param name="Action">auto_approve, manager or admin. What is of high risk is never approved by rule.</param>
/// <param name="Alert">Whoever decides is told at once.</param>
/// <param name="ExpiresAt">Null: it stays.</param>
/// <param name="GrantedBy">The proposal that brought it; null: a person wrote it.</param>
public sealed record RuleRow(
    Guid Id,
    [property: Required, StringLength(120, MinimumLength = 1)] string Name,
    string? AgentId,
    string? ProposalType,
    [property: RegularExpression("^(low|medium|high)$")] string? MaxRisk,
    [property: Range(0, 1_000_000_000_000)] decimal? MaxAmountUsd,
    [property: Range(0, 1)] decimal? MinConfidence,
    [property: Required, RegularExpression("^(auto_approve|manager|admin)$")] string Action,
    bool Alert,
    DateTimeOffset? ExpiresAt,
    Guid? GrantedBy);

/// <summary>All rules, in order; none: people decide on everything.</summary>
public sealed record RuleList([property: MaxLength(100)] IReadOnlyList<RuleRow> Rules);

/// <summary>The types of proposal that there are.</summary>
public sealed record ProposalTypeRow(string Name, string Title, bool CanUndo, int LifetimeDays, JsonElement DetailSchema);
