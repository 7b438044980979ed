using System.Diagnostics;
using System.Xml.Linq;

namespace Workforce.TestRun;

/// <summary>One test project's built program.</summary>
internal sealed record TestProgram(string Name, string Path)
{
    /// <summary>Every project under tests/ named *.Tests, as the same build made it that made this program.</summary>
    public static IReadOnlyList<TestProgram> All(string tests, string buildFolder) =>
    [
        .. Directory.EnumerateDirectories(tests, "*.Tests").Order(StringComparer.Ordinal)
            .Select(project => (Name: System.IO.Path.GetFileName(project), Path: project))
            .Select(project => new TestProgram(project.Name, System.IO.Path.Combine(project.Path, buildFolder, project.Name + ".dll"))),
    ];

    /// <returns>The counts; one failure where the program ended without a report, or in failure without a failed test.</returns>
    public async Task<Counts> RunAsync(string? filter, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path))
        {
            return Fault($"{Path} is missing: the build has not made it.");
        }

        var report = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{Name}-{Environment.ProcessId}.xml");
        var start = new ProcessStartInfo(Environment.ProcessPath!) { WorkingDirectory = System.IO.Path.GetDirectoryName(Path)! };
        foreach (var argument in (string[])[Path, "-noLogo", "-xml", report, .. filter is null ? Array.Empty<string>() : ["-method", $"*{filter}*"]])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync(cancellationToken);
            var counts = File.Exists(report) ? Counts.Read(XDocument.Load(report)) : Counts.None;
            if (process.ExitCode != 0 && counts is { Failed: 0 } && (filter is null || counts.Run > 0))
            {
                return counts + Fault($"{Name} ended with exit code {process.ExitCode} and reported no failed test.");
            }

            return counts;
        }
        finally
        {
            File.Delete(report);
        }
    }

    private static Counts Fault(string what) => new(0, 1, 0, [what]);
}
