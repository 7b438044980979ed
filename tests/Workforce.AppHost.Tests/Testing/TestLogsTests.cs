using System.Reflection;
using Microsoft.Extensions.Logging;
using Workforce.Testing;
using Xunit.v3;

namespace Workforce.AppHost.Tests.Testing;

public sealed class TestLogsTests
{
    private static readonly FailOnUndeclaredErrorsAttribute AtTheEnd = new();

    [Fact]
    public void An_undeclared_error_fails_the_test_with_its_text()
    {
        var logger = new TestLogs().CreateLogger("Bank");
        logger.LogWarning("slow");
        logger.LogError(new InvalidDataException("no ledger"), "Import failed");

        var failure = Assert.ThrowsAny<Exception>(EndTest);
        Assert.Contains("1 error(s) logged that the test did not declare", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Bank: Import failed", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no ledger", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_declared_error_passes()
    {
        var logs = new TestLogs().Expect("Import failed");
        logs.CreateLogger("Bank").LogError("Import failed");

        EndTest();
        Assert.Equal(new TestLogs.Entry(LogLevel.Error, "Bank", "Import failed", null), Assert.Single(logs.Entries));
    }

    private static void EndTest() => AtTheEnd.After((MethodInfo)MethodBase.GetCurrentMethod()!, (IXunitTest)TestContext.Current.Test!);
}
