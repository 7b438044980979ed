using Workforce.Core.Finance;
using Workforce.Jobs.Schedules;

namespace Workforce.Workers.Agents.Finance;

/// <summary>What Finance does of itself, per tenant. Everything else it does when something happens: see docs/finance.md.</summary>
internal static class FinanceSchedules
{
    public const string Set = "finance";

    public static IReadOnlyList<NewSchedule> Of(Guid tenant) =>
    [
        NewSchedule.Of("Ledger audits what is due", FinanceJobs.AuditDue, new TenantTask(), tenant) with { Cron = "0 2 * * *" },
        NewSchedule.Of("Crystal looks ahead", FinanceJobs.LookAhead, new TenantTask(), tenant) with { Cron = "0 6 * * *" },
    ];
}
