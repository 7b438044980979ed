using System.Diagnostics;
using System.Diagnostics.Metrics;
using Workforce.Core.Data;

namespace Workforce.Core.Proposals;

/// <summary>
/// Figures about decisions; OpenTelemetry has no names for them yet, so they are ours. Types and risks are dimensions, ids are not: each would
/// be a series of its own. The span of whoever decides carries the id.
/// </summary>
public static class ApprovalTelemetry
{
    public const string Source = "Workforce.Proposals";
    public const string Decisions = "workforce.approval.decisions";
    public const string Wait = "workforce.approval.wait.duration";
    public const string Undone = "workforce.proposal.undone";
    public const string Decision = "workforce.approval.decision";
    public const string Kind = "workforce.proposal.kind";
    public const string Id = "workforce.proposal.id";
    public const string Risk = "workforce.risk.band";

    private static readonly Meter Meter = new(Source);
    private static readonly Counter<long> Made = Meter.CreateCounter<long>(Decisions, "{decision}", "Proposals decided on");
    private static readonly Counter<long> TakenBack = Meter.CreateCounter<long>(Undone, "{proposal}", "Applied proposals that were taken back");

    private static readonly Histogram<double> Waited = Meter.CreateHistogram(
        Wait, "s", "From a proposal to the decision on it", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 10, 60, 300, 1_800, 3_600, 14_400, 43_200, 86_400, 259_200, 604_800, 1_209_600, 2_592_000] });

    /// <summary>One of <c>auto</c>, <c>approved</c>, <c>edited</c>, <c>rejected</c>, <c>expired</c>. After the commit.</summary>
    public static void Decided(string decision, string type, string risk, TimeSpan waited, Guid? id = null)
    {
        var tags = new TagList { { Decision, decision }, { Kind, type }, { Risk, risk } };
        Made.Add(1, tags);
        Waited.Record(waited.TotalSeconds, tags);
        if (id is not null)
        {
            Activity.Current?.SetTag(Id, id.ToString()).SetTag(Kind, type).SetTag(Decision, decision).SetTag(Risk, risk);
        }
    }

    /// <inheritdoc cref="Decided(string, string, string, TimeSpan, Guid?)"/>
    internal static void Decided(Proposal proposal) => Decided(
        proposal switch
        {
            { Status: ProposalStatus.AutoApproved } => "auto",
            { Status: ProposalStatus.Rejected } => "rejected",
            { ProposedDetail: not null } => "edited",
            _ => "approved",
        },
        proposal.ProposalType, WireNames.Of(proposal.RiskLevel.ToString()), proposal.ReviewedAt!.Value - proposal.CreatedAt, proposal.Id);

    /// <summary>After the commit.</summary>
    public static void CountUndone() => TakenBack.Add(1);
}
