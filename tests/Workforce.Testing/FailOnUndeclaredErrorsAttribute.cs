using System.Collections.Concurrent;
using System.Reflection;
using Xunit;
using Xunit.v3;

namespace Workforce.Testing;

/// <summary>Stands on every test assembly: a test whose <see cref="TestLogs"/> hold an error it did not declare fails.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class FailOnUndeclaredErrorsAttribute : BeforeAfterTestAttribute
{
    private static readonly ConcurrentDictionary<string, ConcurrentBag<TestLogs>> Watched = new();

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (!Watched.TryRemove(test.UniqueID, out var logs))
        {
            return;
        }

        var errors = logs.SelectMany(log => log.Undeclared).Select(entry => entry.Text).ToList();
        Assert.True(errors.Count == 0, $"{errors.Count} error(s) logged that the test did not declare:{Environment.NewLine}{string.Join(Environment.NewLine, errors)}");
    }

    internal static void Watch(TestLogs logs)
    {
        var test = TestContext.Current.Test ?? throw new InvalidOperationException("Make TestLogs inside the test (or its class's constructor), so that an error is charged to it.");
        Watched.GetOrAdd(test.UniqueID, _ => []).Add(logs);
    }
}
