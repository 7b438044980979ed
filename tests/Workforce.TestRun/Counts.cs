using System.Xml.Linq;

namespace Workforce.TestRun;

/// <summary>How the tests of one program ended, as its runner reports.</summary>
internal sealed record Counts(int Passed, int Failed, int Skipped)
{
    public static Counts None { get; } = new(0, 0, 0);

    public int Run => Passed + Failed + Skipped;

    public static Counts operator +(Counts one, Counts other) => new(one.Passed + other.Passed, one.Failed + other.Failed, one.Skipped + other.Skipped);

    /// <summary>The runner's -xml report: an element <c>assembly</c> with its counts; an error outside any test counts as a failure.</summary>
    public static Counts Read(XDocument report) =>
        report.Descendants("assembly").Aggregate(None, (sum, assembly) => sum + new Counts(Number(assembly, "passed"), Number(assembly, "failed") + Number(assembly, "errors"), Number(assembly, "skipped")));

    private static int Number(XElement assembly, string name) => (int?)assembly.Attribute(name) ?? 0;
}
