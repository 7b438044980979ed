using System.Text.Json;
using Workforce.Contracts.Employees;
using Workforce.Contracts.Finance;
using Workforce.Contracts.Jobs;

namespace Workforce.Web.Tests.Fake;

/// <summary>Plays the five employees over an uploaded file. It waits before each step until the pace lets it, so a test can stop it mid-way.</summary>
internal sealed class FakePipeline(FakeCompany company, FakeEvents events)
{
    private static readonly (string Employee, string Intent, string[] Messages)[] Steps =
    [
        (EmployeeNames.Prime, "extract", ["Format found: CSV, ; and decimal comma", "96 of 124 lines read", "124 lines read"]),
        (EmployeeNames.Byte, "match_receipts", ["Looking through 2 open receipts", "1 receipt matched"]),
        (EmployeeNames.Tag, "categorize", ["61 of 124 categorised", "118 of 124 categorised"]),
        (EmployeeNames.Crystal, "analyze", ["Comparing 12 months", "2 insights"]),
        (EmployeeNames.Ledger, "audit", ["Checking NL rules of 2026", "1 finding"]),
        (EmployeeNames.Notifications, "notify", ["You are told"]),
    ];

    private TaskCompletionSource? held;

    /// <summary>The stage at which the next file stops until <see cref="Release"/>; null: none.</summary>
    public string? HoldAt { get; set; }

    public TimeSpan Pace { get; set; } = TimeSpan.FromMilliseconds(25);

    public List<JobDetails> Jobs { get; } = [];

    public void Release() => held?.TrySetResult();

    public async Task PlayAsync(StatementRow statement)
    {
        held = HoldAt is null ? null : new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        string? from = null;
        Guid? parent = null;
        foreach (var (employee, intent, messages) in Steps)
        {
            var job = Begin(statement.CorrelationId, employee, from, intent, parent);
            for (var index = 0; index < messages.Length - 1; index++)
            {
                await Task.Delay(Pace);
                events.Tell(job, "progress", (index + 1) * 100 / messages.Length, messages[index]);
                if (employee == HoldAt && held is { } wait)
                    await wait.Task;
            }

            await Task.Delay(Pace);
            if (statement.FileName.Contains("broken", StringComparison.Ordinal))
            {
                Reject(statement, job);
                return;
            }

            if (employee == EmployeeNames.Notifications)
                Complete(statement);
            Finish(job, messages[^1], from is null ? """{"transactions":124}""" : """{"ok":true}""");
            (from, parent) = (employee, job.Id);
        }
    }

    public async Task PlayAsync(ReceiptRow receipt)
    {
        var job = Begin(receipt.CorrelationId, EmployeeNames.Byte, null, "read_receipt", null);
        await Task.Delay(Pace);
        events.Tell(job, "progress", 50, "Words found, looking for the total");
        await Task.Delay(Pace);
        var line = company.Transactions.FirstOrDefault(row => row.ReceiptId is null && row.Merchant == "Thuisbezorgd");
        Replace(receipt with { Status = ReceiptStatus.Matched, Document = "receipt", Merchant = "Thuisbezorgd", Date = line?.Date, Total = -line?.Amount, Currency = "EUR", TransactionId = line?.Id, MatchScore = 0.94m });
        Finish(job, "Matched to a line", """{"matched":true}""");
    }

    private JobSummary Begin(Guid correlation, string employee, string? from, string intent, Guid? parent)
    {
        var now = FakeCompany.Now;
        var job = new JobSummary(Guid.NewGuid(), $"finance.{intent}", employee, from, intent, "processing", 5, 1, 3, correlation, parent, $"{employee}:{correlation:N}", null, null, null, now, now, now, null);
        lock (company.Gate)
            Jobs.Add(new JobDetails(job, JsonSerializer.SerializeToElement(new { correlation_id = correlation, intent }), null, [], "worker-1", 1));
        events.Tell(job, "enqueued");
        events.Tell(job, "started");
        return job;
    }

    private void Finish(JobSummary job, string message, string result)
    {
        lock (company.Gate)
        {
            var index = Jobs.FindIndex(known => known.Job.Id == job.Id);
            Jobs[index] = Jobs[index] with { Job = job with { State = "completed", ProgressPercent = 100, ProgressMessage = message, FinishedAt = FakeCompany.Now }, Result = JsonSerializer.Deserialize<JsonElement>(result) };
        }

        events.Tell(job, "completed", 100, message);
    }

    private void Reject(StatementRow statement, JobSummary job)
    {
        const string reason = "Line 7, column «Amount»: «12,4,0» is not an amount.";
        lock (company.Gate)
        {
            var index = Jobs.FindIndex(known => known.Job.Id == job.Id);
            Jobs[index] = Jobs[index] with { Job = job with { State = "failed", LastError = reason, FinishedAt = FakeCompany.Now }, Errors = [new(1, FakeCompany.Now, "worker-1", reason)] };
            Replace(statement with { Status = StatementStatus.Rejected, Stage = "prime", Error = reason, Problems = [new("error", 7, "Amount", "«12,4,0» is not an amount.")], CompletedAt = FakeCompany.Now });
        }

        events.Tell(job, "failed", null, reason);
    }

    private void Complete(StatementRow statement)
    {
        lock (company.Gate)
        {
            Replace(statement with
            {
                Status = StatementStatus.Completed, Stage = "notifications", Format = "csv", Accounts = 1, Transactions = 124, Added = 124, Sum = -1_812.06m, Currencies = ["EUR"],
                Sums = new Dictionary<string, decimal> { ["EUR"] = -1_812.06m }, First = FakeCompany.Today.AddDays(-31), Last = FakeCompany.Today.AddDays(-1),
                Categorised = 118, Recurring = 5, Insights = 2, Findings = 1, ReceiptsMatched = 1, CompletedAt = FakeCompany.Now,
            });
            company.Notifications.Insert(0, new(Guid.NewGuid(), "statement_completed", $"{statement.FileName} is through", "124 lines, 118 categorised, 2 insights.", $"statements/{statement.Id}", FakeCompany.Now, null));
        }
    }

    private void Replace(StatementRow row)
    {
        lock (company.Gate)
            company.Statements[company.Statements.FindIndex(known => known.Id == row.Id)] = row;
    }

    private void Replace(ReceiptRow row)
    {
        lock (company.Gate)
            company.Receipts[company.Receipts.FindIndex(known => known.Id == row.Id)] = row;
    }
}
