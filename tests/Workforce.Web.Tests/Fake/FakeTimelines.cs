using System.Text.Json;
using Workforce.Contracts.Employees;
using Workforce.Contracts.Jobs;

namespace Workforce.Web.Tests.Fake;

/// <summary>Jobs of files that were through before the test began: one smooth, one with a retry, one dead.</summary>
internal static class FakeTimelines
{
    private static readonly (string Employee, string Intent, int Waits, int Takes)[] Steps =
    [
        (EmployeeNames.Prime, "extract", 12, 380), (EmployeeNames.Byte, "match_receipts", 9, 640), (EmployeeNames.Tag, "categorize", 8, 290),
        (EmployeeNames.Crystal, "analyze", 11, 410), (EmployeeNames.Ledger, "audit", 10, 175), (EmployeeNames.Notifications, "notify", 7, 35),
    ];

    public static IEnumerable<JobDetails> All() =>
    [
        .. Chain(new("44444444-0000-0000-0000-000000000001"), FakeCompany.Now.AddMinutes(-12), failsAt: null, retriesAt: EmployeeNames.Byte),
        .. Chain(new("44444444-0000-0000-0000-000000000002"), FakeCompany.Now.AddHours(-20), failsAt: null, retriesAt: null),
        .. Chain(new("44444444-0000-0000-0000-000000000006"), FakeCompany.Now.AddDays(-15), failsAt: EmployeeNames.Byte, retriesAt: null),
    ];

    private static IEnumerable<JobDetails> Chain(Guid correlation, DateTimeOffset at, string? failsAt, string? retriesAt)
    {
        string? from = null;
        Guid? parent = null;
        foreach (var (employee, intent, waits, takes) in Steps)
        {
            var failed = employee == failsAt;
            var retried = employee == retriesAt || failed;
            var started = at.AddMilliseconds(waits + (retried ? 2_100 : 0));
            var ended = started.AddMilliseconds(takes);
            var id = Guid.NewGuid();
            var error = failed ? "The scan has less than 120 dpi: no words could be read." : "tesseract was stopped (signal 9): the worker went away.";
            var job = new JobSummary(
                id, $"finance.{intent}", employee, from, intent, failed ? "failed" : "completed", 5, failed ? 3 : retried ? 2 : 1, 3, correlation, parent, $"{employee}:{correlation:N}", failed ? null : 100,
                null, retried ? error : null, at, at, started, ended);
            yield return new JobDetails(
                job, JsonSerializer.SerializeToElement(new { statement_id = correlation.ToString().Replace('4', '3') }), failed ? null : JsonSerializer.SerializeToElement(new { ok = true, took_ms = takes }),
                retried ? [new(1, at.AddMilliseconds(500), "worker-2", error)] : [], "worker-1", retried ? 2 : 1);
            if (failed)
                yield break;
            (from, parent, at) = (employee, id, ended);
        }
    }
}
