using System.Collections.Concurrent;
using Workforce.Contracts.Agents;
using Workforce.Contracts.Employees;
using Workforce.Contracts.Finance;
using Workforce.Contracts.Identity;
using Workforce.Contracts.Jobs;
using Workforce.Contracts.Notifications;
using Workforce.Contracts.Proposals;
using Workforce.Contracts.Workers;

namespace Workforce.Web.Tests.Fake;

/// <summary>A small company's records in memory: what the fake API answers from. Two accounts in two currencies, a year of lines.</summary>
internal sealed class FakeCompany
{
    public static readonly Guid Giro = new("11111111-0000-0000-0000-000000000001");
    public static readonly Guid Card = new("11111111-0000-0000-0000-000000000002");

    public FakeCompany(bool empty = false)
    {
        Categories = FakeLines.Categories;
        Agents = FakeAgents.Some(empty);
        Runs = FakeAgents.Runs(empty);
        Told = new FakeNotifications(empty);
        if (empty)
            return;
        Statements = FakeFiles.Statements();
        Transactions = FakeLines.Year(Today, Statements[0].Id, Statements[1].Id);
        Receipts = FakeFiles.Receipts(Transactions);
        Recurring = FakeAnalysis.Recurring(Today);
        Insights = FakeAnalysis.Insights(Today, Transactions);
        Findings = FakeAnalysis.Findings(Transactions);
        Suggestions = FakeAnalysis.Suggestions();
        Rules = FakeAnalysis.Rules();
        TaxProfile = new("NL", "business", true, "EUR");
        Notifications =
        [
            new(Guid.NewGuid(), "statement_completed", "giro-october.csv is through", "148 lines, 141 categorised, 2 insights.", $"statements/{Statements[0].Id}", Now.AddMinutes(-12), null),
            new(Guid.NewGuid(), "finding", "A receipt is missing", "Office chair, 412.00 EUR: keep the invoice to deduct it.", "findings", Now.AddHours(-5), null),
            new(Guid.NewGuid(), "statement_rejected", "broken.csv could not be read", "Line 7: the amount is not a number.", null, Now.AddDays(-3), Now.AddDays(-2)),
        ];
        Workers = FakeWorkers.Some();
        Proposals = FakeProposals.Some();
        AgentRules =
        [
            new(Guid.NewGuid(), "Small trainings need nobody", "gap_analyzer", "training_plan", "low", 500, 0.8m, "auto_approve", false, Now.AddDays(60), FakeProposals.Id(8)),
            new(Guid.NewGuid(), "Talks go to an admin", "attendance_monitor", null, null, null, null, "admin", true, null, null),
        ];
        ApiKeys = [new(Guid.NewGuid(), "Nightly export", "wf_live_7Kq", ["read"], Now.AddDays(-40), Now.AddDays(50), Now.AddHours(-9), null)];
        Audit =
        [
            new(42, Now.AddMinutes(-8), Person.UserId, "robin@example.com", "rule.accepted", "rule", "Rewe", "groceries", "8f2d31c07a5b4e19"),
            new(41, Now.AddHours(-2), Person.UserId, "robin@example.com", "statement.uploaded", "statement", "giro-october.csv", "18 KiB", "1b9e55d2f0aa4c37"),
            new(40, Now.AddDays(-1), null, "api key Nightly export", "statement.deleted", "statement", "old.qif", null, "c1d27f6be8f94412"),
        ];
    }

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public static DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    public Me Person { get; set; } = new(new("aaaaaaaa-0000-0000-0000-000000000001"), "robin@example.com", "Robin Vermeer", "admin", new("bbbbbbbb-0000-0000-0000-000000000001"), "Vermeer Design Studio");

    public Lock Gate { get; } = new();

    public List<StatementRow> Statements { get; set; } = [];

    public List<TransactionRow> Transactions { get; set; } = [];

    public List<ReceiptRow> Receipts { get; set; } = [];

    public List<RecurringRow> Recurring { get; set; } = [];

    public List<InsightRow> Insights { get; set; } = [];

    public List<FindingRow> Findings { get; set; } = [];

    public List<RuleSuggestionRow> Suggestions { get; set; } = [];

    public IEnumerable<RuleSuggestionRow> OpenSuggestions => Suggestions.Where(row => Ignored.TrueForAll(ignored => ignored.MerchantName != row.MerchantName));

    public List<IgnoreSuggestionRequest> Ignored { get; } = [];

    public List<Contracts.Finance.RuleRow> Rules { get; set; } = [];

    public List<NotificationRow> Notifications { get; set; } = [];

    /// <summary>How people are told.</summary>
    public FakeNotifications Told { get; }

    public List<ApiKeyRow> ApiKeys { get; set; } = [];

    public List<AuditRow> Audit { get; set; } = [];

    /// <summary>Null: nobody has said yet.</summary>
    public TaxProfileRow? TaxProfile { get; set; }

    public List<PauseRow> Pauses { get; } = [];

    public List<LimitRow> Limits { get; } = [];

    public List<WorkerRow> Workers { get; } = [];

    public List<AgentDetail> Agents { get; }

    public List<RunDetail> Runs { get; }

    public AgentStopRow? AgentStop { get; set; }

    /// <summary>Agents that were asked to run, oldest first.</summary>
    public ConcurrentQueue<string> Triggered { get; } = new();

    public List<ProposalDetail> Proposals { get; } = [];

    /// <summary>The title of a proposal whose world has moved since it was made; null: none.</summary>
    public string? Moved { get; set; }

    public IReadOnlyList<Contracts.Proposals.RuleRow> AgentRules { get; set; } = [];

    public IReadOnlyList<CategoryRow> Categories { get; }

    /// <summary>What the latest statement came with beside its file.</summary>
    public Dictionary<string, string> Hints { get; set; } = [];

    public Dictionary<Guid, byte[]> Files { get; } = [];

    public string NameOf(string category) => Categories.FirstOrDefault(row => row.Name == category)?.DisplayName ?? category;
}
