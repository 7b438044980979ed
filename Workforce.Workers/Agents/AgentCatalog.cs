using Workforce.Core.Agents;
using Workforce.Core.Finance;
using Workforce.Core.Notifications;
using Workforce.Jobs;
using Workforce.Workers.Agents.Admin;
using Workforce.Workers.Agents.Finance;
using Workforce.Workers.Agents.People;
using Workforce.Workers.Notifications;
using Workforce.Workers.Proposals;

namespace Workforce.Workers.Agents;

/// <summary>Every digital employee and the jobs it takes, a line each.</summary>
internal static class AgentCatalog
{
    /// <summary>Those of the registry: they wake by clock, event, hand-over or a person, and propose.</summary>
    public static IReadOnlyList<AgentEntry> Registered { get; } =
    [
        AgentEntry.Of<Supervisor>(),
        AgentEntry.Of<SkillScout>(),
        AgentEntry.Of<RoleMapper>(),
        AgentEntry.Of<GapAnalyzer>(),
        AgentEntry.Of<AttendanceMonitor>(),
    ];

    public static void Fill(JobCatalog catalog)
    {
        foreach (var agent in Registered)
        {
            agent.Add(catalog);
        }

        FillOthers(catalog);
    }

    private static void FillOthers(JobCatalog catalog) => catalog
        .Add<ProposalTask, ApplyProposal>(AgentJobs.Apply)
        .Add<ProposalTask, UndoProposal>(AgentJobs.Undo)
        .Add<PruneTask, Prune>(AgentJobs.Prune)
        .Add<StatementTask, Prime>(FinanceJobs.Parse)
        .Add<StatementTask, ByteMatcher>(FinanceJobs.Extract)
        .Add<ReceiptTask, ByteReader>(FinanceJobs.ReadReceipt)
        .Add<StatementTask, Tag>(FinanceJobs.Categorize)
        .Add<StatementTask, Crystal>(FinanceJobs.Analyze)
        .Add<StatementTask, Ledger>(FinanceJobs.Audit)
        .Add<AccountTask, CrystalAgain>(FinanceJobs.AnalyseAccount)
        .Add<AccountTask, LedgerAgain>(FinanceJobs.AuditAccount)
        .Add<TenantTask, CrystalAhead>(FinanceJobs.LookAhead)
        .Add<TenantTask, LedgerNightly>(FinanceJobs.AuditDue)
        .Add<StatementTask, Notifier>(FinanceJobs.Notify)
        .Add<DeliveryTask, Deliver>(NotificationJobs.Deliver)
        .Add<DigestTask, DeliverDigest>(NotificationJobs.Digest)
        .Add<PhoneCodeTask, SendPhoneCode>(NotificationJobs.PhoneCode);
}
