using Workforce.Core.Finance;
using Workforce.Jobs;
using Workforce.Workers.Agents.Finance;

namespace Workforce.Workers.Agents;

/// <summary>Every digital employee and the jobs it takes, a line each.</summary>
internal static class AgentCatalog
{
    public static void Fill(JobCatalog catalog) => catalog
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
        .Add<StatementTask, Notifier>(FinanceJobs.Notify);
}
