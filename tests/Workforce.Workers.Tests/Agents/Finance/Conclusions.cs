using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Workforce.Core.Finance;

namespace Workforce.Workers.Tests.Agents.Finance;

/// <summary>What Crystal and Ledger have stored, and what they would store if they looked at everything now.</summary>
internal static class Conclusions
{
    /// <summary>Every insight, recurring payment and finding, with the account's name where it is about one.</summary>
    public static Task<List<string>> OfAsync(Pipeline pipeline) => pipeline.ReadAsync(async db =>
    {
        var names = await db.Accounts.ToDictionaryAsync(account => account.Id, account => account.AccountRef);
        return (List<string>)
        [
            .. (await db.Insights.AsNoTracking().ToListAsync()).Select(row => $"{names[row.AccountId]}: {row.Title} | {row.Text} | {row.TransactionIds.Length}").Order(),
            .. (await db.RecurringPayments.AsNoTracking().ToListAsync()).Select(row => $"{names[row.AccountId]}: {row.Key} {row.TypicalAmount} {row.Count}").Order(),
            .. (await db.Findings.AsNoTracking().ToListAsync()).Select(row => $"{(row.AccountId is { } account ? names[account] : "all accounts")}: {row.CheckId} {row.Text} | {row.TransactionIds.Length}").Order(),
        ];
    });

    public static async Task<List<string>> AnewAsync(Pipeline pipeline)
    {
        await pipeline.InTenantAsync(async services =>
        {
            var db = services.GetRequiredService<Core.Data.WorkforceDbContext>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            var accounts = await db.Accounts.Select(account => account.Id).ToListAsync();
            foreach (var account in accounts)
            {
                await AnalyseAccount.RunAsync(db, pipeline.Tenant, account, DateTimeOffset.UtcNow, CancellationToken.None);
            }

            // As after an upgrade: nothing that was counted before is relied on.
            await db.Tallies.ExecuteDeleteAsync();
            await db.Accounts.ExecuteUpdateAsync(set => set.SetProperty(account => account.AuditDue, true));
            await AuditAccounts.RunAsync(db, pipeline.Tenant, accounts, DateTimeOffset.UtcNow, CancellationToken.None);
            await transaction.CommitAsync();
            return true;
        });
        return await OfAsync(pipeline);
    }
}
