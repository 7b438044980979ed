using Workforce.Jobs.History.Recording;

namespace Workforce.Jobs.History.Checking;

/// <summary>Whatever is broken, the engine meets it without a surprise: what it logs as errors is what a round brings about on purpose.</summary>
internal static class ErrorRules
{
    private static readonly string[] Expected = ["was declared lost while it lives", "ignored its token"];

    public static IEnumerable<Violation> Check(Recorded recorded) =>
        recorded.Errors.Where(error => !Array.Exists(Expected, part => error.Text.Contains(part, StringComparison.Ordinal)))
            .Select(error => new Violation("error", null, $"{error.Process}: {error.Text}"));
}
