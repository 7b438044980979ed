using Microsoft.EntityFrameworkCore;
using Workforce.Core.Agents;
using Workforce.Core.Finance;
using Workforce.Core.Identity;
using Workforce.Core.Notifications;
using Workforce.Core.People;
using Workforce.Core.People.Imports;
using Workforce.Core.People.Skills;
using Workforce.Core.People.Timekeeping;
using Workforce.Core.Proposals;

namespace Workforce.Core.Data;

/// <summary>Every domain table. The schema itself is the SQL in Migrations/; this maps it, the engine's tables stay the engine's.</summary>
public sealed class WorkforceDbContext : DbContext
{
    private readonly AfterCommit afterCommit = new();

    public WorkforceDbContext(DbContextOptions<WorkforceDbContext> options, TenantScope tenant)
        : base(options)
    {
        Tenant = tenant;
        // A use case whose save fails is rolled back as a whole, so the two round trips of a savepoint for each save buy nothing.
        Database.AutoSavepointsEnabled = false;
    }

    public DbSet<Tenant> Tenants => Set<Tenant>();

    public DbSet<Person> People => Set<Person>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<StoredProtectionKey> ProtectionKeys => Set<StoredProtectionKey>();

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<Statement> Statements => Set<Statement>();

    public DbSet<StatementContent> StatementContents => Set<StatementContent>();

    public DbSet<StatementAccount> StatementAccounts => Set<StatementAccount>();

    public DbSet<StatementLine> StatementLines => Set<StatementLine>();

    public DbSet<Transaction> Transactions => Set<Transaction>();

    public DbSet<Receipt> Receipts => Set<Receipt>();

    public DbSet<ReceiptContent> ReceiptContents => Set<ReceiptContent>();

    public DbSet<ReceiptRefusal> ReceiptRefusals => Set<ReceiptRefusal>();

    public DbSet<CategoryRule> CategoryRules => Set<CategoryRule>();

    public DbSet<CategoryCorrection> CategoryCorrections => Set<CategoryCorrection>();

    public DbSet<StoredSuggestion> RuleSuggestions => Set<StoredSuggestion>();

    public DbSet<SuggestionIgnore> SuggestionIgnores => Set<SuggestionIgnore>();

    public DbSet<StoredRecurringPayment> RecurringPayments => Set<StoredRecurringPayment>();

    public DbSet<StoredInsight> Insights => Set<StoredInsight>();

    public DbSet<StoredTally> Tallies => Set<StoredTally>();

    public DbSet<StoredFinding> Findings => Set<StoredFinding>();

    public DbSet<StoredTaxProfile> TaxProfiles => Set<StoredTaxProfile>();

    public DbSet<Clinic> Clinics => Set<Clinic>();

    public DbSet<JobPosition> JobPositions => Set<JobPosition>();

    public DbSet<Employee> Employees => Set<Employee>();

    public DbSet<Skill> Skills => Set<Skill>();

    public DbSet<EmployeeSkill> EmployeeSkills => Set<EmployeeSkill>();

    public DbSet<SkillExpectation> SkillExpectations => Set<SkillExpectation>();

    public DbSet<SkillGap> SkillGaps => Set<SkillGap>();

    public DbSet<Shift> Shifts => Set<Shift>();

    public DbSet<Punch> Punches => Set<Punch>();

    public DbSet<Attendance> Attendances => Set<Attendance>();

    public DbSet<Reliability> Reliabilities => Set<Reliability>();

    public DbSet<AttendanceCase> AttendanceCases => Set<AttendanceCase>();

    public DbSet<PeopleImport> PeopleImports => Set<PeopleImport>();

    public DbSet<ImportContent> ImportContents => Set<ImportContent>();

    public DbSet<StoredImportProblem> ImportProblems => Set<StoredImportProblem>();

    public DbSet<Notification> Notifications => Set<Notification>();

    public DbSet<RegisteredAgent> Agents => Set<RegisteredAgent>();

    public DbSet<RecordedRun> Runs => Set<RecordedRun>();

    public DbSet<RunStep> RunSteps => Set<RunStep>();

    public DbSet<AgentStop> AgentStops => Set<AgentStop>();

    public DbSet<Proposal> Proposals => Set<Proposal>();

    public DbSet<ProposalHistory> ProposalHistory => Set<ProposalHistory>();

    public DbSet<ProposalRule> ProposalRules => Set<ProposalRule>();

    public DbSet<Delivery> Deliveries => Set<Delivery>();

    public DbSet<Preference> Preferences => Set<Preference>();

    public DbSet<SlackChoice> SlackChoices => Set<SlackChoice>();

    public DbSet<PersonSettings> PersonSettings => Set<PersonSettings>();

    public DbSet<PushSubscription> PushSubscriptions => Set<PushSubscription>();

    public DbSet<ConfiguredChannel> ConfiguredChannels => Set<ConfiguredChannel>();

    /// <summary>Whose rows this context sees; row-level security enforces it in the database.</summary>
    public TenantScope Tenant { get; }

    /// <summary>Done once the present transaction is committed, and not at all if it is rolled back: waking those who wait for what it stored.</summary>
    public void AfterCommit(Action action) => afterCommit.Add(action);

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) =>
        optionsBuilder.AddInterceptors(new TenantOnOpen(Tenant), afterCommit);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        IdentityTables.Map(modelBuilder);
        FinanceTables.Map(modelBuilder);
        AgentTables.Map(modelBuilder);
        ProposalTables.Map(modelBuilder);
        NotificationTables.Map(modelBuilder);
        PeopleTables.Map(modelBuilder);
        WireNames.Apply(modelBuilder);
    }
}
