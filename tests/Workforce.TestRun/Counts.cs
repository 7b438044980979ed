using System.Xml.Linq;

namespace Workforce.TestRun;

/// <summary>How the tests of one program ended, as its runner reports, and what is to be said of those that failed.</summary>
internal sealed record Counts(int Passed, int Failed, int Skipped, IReadOnlyList<string> Failures)
{
    // A failed wait quotes whole outputs; the log above the summary has them.
    private const int MostOfMessage = 1_000;

    public static Counts None { get; } = new(0, 0, 0, []);

    public int Run => Passed + Failed + Skipped;

    public static Counts operator +(Counts one, Counts other) => new(one.Passed + other.Passed, one.Failed + other.Failed, one.Skipped + other.Skipped, [.. one.Failures, .. other.Failures]);

    /// <summary>The runner's -xml report: an element <c>assembly</c> with its counts; an error outside any test counts as a failure.</summary>
    public static Counts Read(XDocument report) =>
        report.Descendants("assembly").Aggregate(None, (sum, assembly) =>
            sum + new Counts(Number(assembly, "passed"), Number(assembly, "failed") + Number(assembly, "errors"), Number(assembly, "skipped"), [.. Told(assembly)]));

    private static IEnumerable<string> Told(XElement assembly) =>
        assembly.Descendants("failure").Select(failure =>
        {
            var message = (string?)failure.Element("message") ?? "";
            return $"{(string?)failure.Parent!.Attribute("name")} after {(string?)failure.Parent.Attribute("time")} s\n{(message.Length > MostOfMessage ? message[..MostOfMessage] + " ..." : message)}\n{(string?)failure.Element("stack-trace")}";
        });

    private static int Number(XElement assembly, string name) => (int?)assembly.Attribute(name) ?? 0;
}
