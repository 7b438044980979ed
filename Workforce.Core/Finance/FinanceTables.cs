using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;

namespace Workforce.Core.Finance;

internal static class FinanceTables
{
    private const string Schema = "finance";

    public static void Map(ModelBuilder model)
    {
        model.Entity<Account>().ToTable("account", Schema);
        model.Entity<Statement>(statement =>
        {
            statement.ToTable("statement", Schema);
            statement.Property(s => s.Hints).HasJson();
            statement.Property(s => s.Sums).HasJson();
            statement.Property(s => s.Problems).HasJson();
        });
        model.Entity<StatementContent>(content =>
        {
            content.ToTable("statement_file", Schema);
            content.HasKey(c => c.StatementId);
            // So that one save writes both, the row first.
            content.HasOne<Statement>().WithOne().HasForeignKey<StatementContent>(c => c.StatementId);
        });
        model.Entity<StatementAccount>(account =>
        {
            account.ToTable("statement_account", Schema);
            account.HasKey(a => new { a.StatementId, a.AccountId });
            account.Property(a => a.Balances).HasJson();
        });
        model.Entity<StatementLine>(line =>
        {
            line.ToTable("statement_line", Schema);
            line.HasKey(l => new { l.StatementId, l.TransactionId });
        });
        model.Entity<Transaction>(transaction =>
        {
            transaction.ToTable("transaction", Schema);
            transaction.Property(t => t.Splits).HasJson();
            transaction.Property(t => t.PairKey).ValueGeneratedOnAddOrUpdate();
        });
        model.Entity<Receipt>(receipt =>
        {
            receipt.ToTable("receipt", Schema);
            receipt.Property(r => r.Problems).HasJson();
        });
        model.Entity<ReceiptContent>(content =>
        {
            content.ToTable("receipt_file", Schema);
            content.HasKey(c => c.ReceiptId);
            content.HasOne<Receipt>().WithOne().HasForeignKey<ReceiptContent>(c => c.ReceiptId);
        });
        model.Entity<ReceiptRefusal>(refusal =>
        {
            refusal.ToTable("receipt_refusal", Schema);
            refusal.HasKey(r => new { r.ReceiptId, r.TransactionId });
        });
        model.Entity<CategoryRule>().ToTable("category_rule", Schema);
        model.Entity<CategoryCorrection>().ToTable("category_correction", Schema);
        model.Entity<StoredSuggestion>().ToTable("rule_suggestion", Schema);
        model.Entity<SuggestionIgnore>(ignore =>
        {
            ignore.ToTable("rule_suggestion_ignore", Schema);
            ignore.HasKey(i => new { i.TenantId, i.UserId, i.MerchantName });
        });
        model.Entity<StoredRecurringPayment>(recurring =>
        {
            recurring.ToTable("recurring_payment", Schema);
            recurring.HasKey(r => new { r.AccountId, r.Key });
        });
        model.Entity<StoredInsight>().ToTable("insight", Schema);
        model.Entity<StoredTally>(tally =>
        {
            tally.ToTable("tally", Schema);
            tally.HasKey(t => new { t.AccountId, t.CheckId, t.Key, t.Part });
        });
        model.Entity<StoredFinding>().ToTable("finding", Schema);
        model.Entity<StoredTaxProfile>(profile =>
        {
            profile.ToTable("tax_profile", Schema);
            profile.HasKey(p => p.TenantId);
        });
    }
}
