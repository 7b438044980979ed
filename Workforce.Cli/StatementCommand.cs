using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace Workforce.Cli;

/// <summary><c>statement FILE…</c>: the whole pipeline for real files, and what came of each.</summary>
internal static class StatementCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Arity = ArgumentArity.OneOrMore, Description = "Bank statements: OFX, QFX, QIF, CSV, MT940, CAMT.053 or PDF." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object per file on standard output, everything else on standard error." };
        var command = new Command("statement", "Uploads bank statements, follows the employees at work, and prints what came of each file. Exit code 0 only if every file was processed.")
        {
            files,
            json,
            DataFolder.Option,
        };
        command.SetAction((parsed, ct) => RunAsync(new(parsed.GetRequiredValue(DataFolder.Option)), parsed.GetRequiredValue(files), parsed.GetValue(json), ct));
        return command;
    }

    private static async Task<int> RunAsync(DataFolder data, string[] files, bool json, CancellationToken ct)
    {
        try
        {
            using var api = new ApiConnection(data.Endpoints.Api);
            await api.SignInAsync(data.SignIn, ct);
            using var run = new StatementRun(api, new StageBoard(Terminal.Errors));
            var outcomes = await run.RunAsync(files, ct);
            if (json)
            {
                outcomes.ToList().ForEach(outcome => Console.Out.WriteLine(outcome.ToJson()));
            }
            else
            {
                Terminal.Output.Write(Table(outcomes));
            }

            return outcomes.All(outcome => outcome.Processed) ? 0 : 1;
        }
        catch (Exception e) when (e is CommandException or HttpRequestException)
        {
            Terminal.Errors.MarkupLine($"[red]{Markup.Escape(e.Message)}[/]");
            return 1;
        }
    }

    private static Table Table(IReadOnlyList<StatementOutcome> outcomes)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("File", "Format", "Status");
        foreach (var title in new[] { "Lines", "New", "Sum", "Categorised", "Recurring", "Insights", "Findings", "Seconds" })
        {
            table.AddColumn(new TableColumn(title).RightAligned());
        }

        foreach (var outcome in outcomes)
        {
            var row = outcome.Processed ? outcome.Statement : null;
            table.AddRow([.. new[]
            {
                Path.GetFileName(outcome.File),
                outcome.Statement?.Format ?? "",
                outcome.Message is { } error ? $"{outcome.Status}: {error}" : outcome.Status,
                row?.Transactions.ToString(CultureInfo.InvariantCulture) ?? "",
                row?.Added.ToString(CultureInfo.InvariantCulture) ?? "",
                row is null ? "" : string.Join(", ", row.Sums.Select(sum => $"{sum.Value.ToString(CultureInfo.InvariantCulture)} {sum.Key}".TrimEnd())),
                row?.Categorised.ToString(CultureInfo.InvariantCulture) ?? "",
                row?.Recurring.ToString(CultureInfo.InvariantCulture) ?? "",
                row?.Insights.ToString(CultureInfo.InvariantCulture) ?? "",
                row?.Findings.ToString(CultureInfo.InvariantCulture) ?? "",
                outcome.Seconds.ToString("0.0", CultureInfo.InvariantCulture),
            }.Select(Markup.Escape)]);
        }

        return table;
    }
}
