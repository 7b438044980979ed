namespace Workforce.Core.Finance.Statements.Pdf;

/// <summary>The balances printed beside the lines: what each line must have moved, and which lines do not fit.</summary>
internal static class PdfBalanceChain
{
    /// <summary>By line, the difference of its balance to the one before, null where either is missing.</summary>
    public static IReadOnlyList<decimal?> Steps(IReadOnlyList<PdfEntry> entries, decimal? opening)
    {
        var oldestFirst = StepsFrom(entries, opening);
        var newestFirst = Enumerable.Reverse(StepsFrom([.. Enumerable.Reverse(entries)], opening)).ToList();
        return Tied(entries, newestFirst) > Tied(entries, oldestFirst) ? newestFirst : oldestFirst;
    }

    private static List<decimal?> StepsFrom(IReadOnlyList<PdfEntry> entries, decimal? opening)
    {
        var steps = new List<decimal?>();
        var before = opening;
        foreach (var entry in entries)
        {
            steps.Add(entry.Balance - before);
            before = entry.Balance;
        }

        return steps;
    }

    private static int Tied(IReadOnlyList<PdfEntry> entries, IReadOnlyList<decimal?> steps) =>
        entries.Zip(steps).Count(pair => pair.Second is { } step && Math.Abs(step) == Math.Abs(pair.First.Moved ?? 0));

    /// <summary>A warning for each line whose balance is not the one before plus its amount, where the statement prints balances at all.</summary>
    public static void Check(IReadOnlyList<PdfEntry> entries, IReadOnlyList<decimal?> amounts, decimal? opening, bool isCard, ProblemList problems)
    {
        var steps = Steps(entries, opening);
        if (Tied(entries, steps) * 2 < entries.Count) return;

        for (var at = 0; at < entries.Count; at++)
        {
            if (steps[at] is { } step && amounts[at] is { } amount && amount != (isCard ? -step : step))
            {
                var line = entries[at].Line.Line;
                problems.Warning(line.Page, "balance", $"\"{line.Text}\" was read as {amount}, and the balances beside the lines differ by {step}.");
            }
        }
    }
}
