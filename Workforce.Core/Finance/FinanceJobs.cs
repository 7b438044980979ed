using Workforce.Core.Finance.Statements;
using Workforce.Jobs;

namespace Workforce.Core.Finance;

/// <summary>The hand-overs of Finance, in the order of the pipeline. Names are on the wire and in the database: they never change.</summary>
public static class FinanceJobs
{
    // A stage does the same again after a crash, so losing a process a few times must not lose the statement.
    private const int Attempts = 5;

    /// <summary>Prime reads the file.</summary>
    public static JobKind<StatementTask> Parse { get; } = new("prime.parse") { MaxAttempts = Attempts, Timeout = StatementLimits.Time };

    /// <summary>Byte matches receipts to the statement's lines.</summary>
    public static JobKind<StatementTask> Extract { get; } = new("byte.extract") { MaxAttempts = Attempts };

    /// <summary>Byte reads one receipt.</summary>
    public static JobKind<ReceiptTask> ReadReceipt { get; } = new("byte.read_receipt") { MaxAttempts = Attempts };

    /// <summary>Tag finds each line's category.</summary>
    public static JobKind<StatementTask> Categorize { get; } = new("tag.categorize") { MaxAttempts = Attempts };

    /// <summary>Crystal looks for what comes back, what grows and what stands out.</summary>
    public static JobKind<StatementTask> Analyze { get; } = new("crystal.analyze") { MaxAttempts = Attempts };

    /// <summary>Ledger runs the tax and compliance checks.</summary>
    public static JobKind<StatementTask> Audit { get; } = new("ledger.audit") { MaxAttempts = Attempts };

    /// <summary>Crystal, and after her Ledger, looks again at one account, after categories or other sides of its lines changed.</summary>
    public static JobKind<AccountTask> AnalyseAccount { get; } = new("crystal.analyze_account") { MaxAttempts = Attempts };

    /// <summary>Ledger looks again at one account, after something about its lines changed.</summary>
    public static JobKind<AccountTask> AuditAccount { get; } = new("ledger.audit_account") { MaxAttempts = Attempts };

    /// <summary>Crystal tells what the days bring: a rare payment about to be taken, payments due since the last statement.</summary>
    public static JobKind<TenantTask> LookAhead { get; } = new("crystal.look_ahead");

    /// <summary>Ledger audits the accounts whose audit is due and that no statement comes for, and tells of tax dates ahead.</summary>
    public static JobKind<TenantTask> AuditDue { get; } = new("ledger.audit_due");

    /// <summary>The person is told.</summary>
    public static JobKind<StatementTask> Notify { get; } = new("notifications.notify") { MaxAttempts = Attempts };

    /// <summary>All of the above.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [Parse.Name, Extract.Name, ReadReceipt.Name, Categorize.Name, Analyze.Name, Audit.Name, AnalyseAccount.Name, AuditAccount.Name, LookAhead.Name, AuditDue.Name, Notify.Name];
}

/// <summary>What every stage of a statement carries.</summary>
public sealed record StatementTask(Guid StatementId);

/// <summary>What reading a receipt carries.</summary>
public sealed record ReceiptTask(Guid ReceiptId);

/// <summary>What concerns the whole tenant of its job carries.</summary>
public sealed record TenantTask;

/// <summary>What a second look at an account carries.</summary>
public sealed record AccountTask(Guid AccountId);
