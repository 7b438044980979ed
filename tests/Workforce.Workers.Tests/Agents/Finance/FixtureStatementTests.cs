using System.Text.Json;
using Workforce.Core.Finance;
using Workforce.Core.Finance.Statements;
using Workforce.Testing;

namespace Workforce.Workers.Tests.Agents.Finance;

/// <summary>Every real statement beside the repository goes through the whole pipeline and gives what is expected of it.</summary>
public sealed class FixtureStatementTests
{
    [Fact]
    public async Task Every_statement_gives_the_counts_sums_currency_and_dates_expected_of_it()
    {
        if (Fixtures.Root is not { } root)
        {
            TestContext.Current.TestOutputHelper?.WriteLine("0 statements covered: there are no fixtures beside this clone.");
            return;
        }

        using var expected = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(root, "expected.json"), TestContext.Current.CancellationToken));
        var statements = expected.RootElement.GetProperty("files").EnumerateObject().Where(file => file.Value.GetProperty("kind").GetString() == "statement").ToList();
        await using var pipeline = await Pipeline.StartAsync();
        var wrong = new List<string>();
        foreach (var file in statements)
        {
            var content = await File.ReadAllBytesAsync(Path.Combine(root, file.Name), TestContext.Current.CancellationToken);
            wrong.AddRange(Differences(file.Value, await pipeline.RunAsync(Path.GetFileName(file.Name), content)).Select(difference => $"{file.Name}: {difference}"));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{statements.Count} statements covered.");
        Assert.Empty(wrong);
    }

    private static IEnumerable<string> Differences(JsonElement expected, Statement got)
    {
        string Text(string name) => expected.GetProperty(name).GetString()!;
        var outcome = Text("outcome");
        if (outcome is "reject" || (outcome is "reject_or_partial" && got.Status is Statement.Progress.Rejected))
        {
            return got is { Status: Statement.Progress.Rejected, Transactions: 0 } ? [] : [$"was {got.Status} and not rejected"];
        }

        return new (string What, object? Expected, object? Got)[]
        {
            ("outcome", outcome, got.Outcome),
            ("format", Text("format"), got.Format?.WireName()),
            ("transactions", expected.GetProperty("count").GetInt32(), got.Transactions),
            ("accounts", expected.GetProperty("accounts").GetInt32(), got.Accounts),
            ("sums", Sums(expected), string.Join(" ", got.Sums.OrderBy(sum => sum.Key).Select(sum => $"{sum.Value:0.####}"))),
            ("currencies", Currencies(expected), CurrencyMayBeNull(expected) ? Currencies(expected) : string.Join(",", got.Currencies.Order())),
            ("first", First(expected, got.FirstDate), got.FirstDate?.ToString("yyyy-MM-dd")),
            ("last", expected.TryGetProperty("accept_first", out _) ? got.LastDate?.ToString("yyyy-MM-dd") : expected.GetProperty("last").GetString(), got.LastDate?.ToString("yyyy-MM-dd")),
        }.Where(pair => !Equals(pair.Expected, pair.Got)).Select(pair => $"{pair.What} is {pair.Got} and not {pair.Expected}");
    }

    private static string Sums(JsonElement expected)
    {
        if (expected.TryGetProperty("sum_by_currency", out var byCurrency))
        {
            return string.Join(" ", byCurrency.EnumerateObject().OrderBy(sum => sum.Name).Select(sum => $"{decimal.Parse(sum.Value.GetString()!):0.####}"));
        }

        return expected.GetProperty("count").GetInt32() == 0 ? "" : $"{decimal.Parse(expected.GetProperty("sum").GetString()!):0.####}";
    }

    private static string Currencies(JsonElement expected) => expected.GetProperty("currency") switch
    {
        { ValueKind: JsonValueKind.Array } several => string.Join(",", several.EnumerateArray().Select(code => code.GetString()).Order()),
        { ValueKind: JsonValueKind.String } one => one.GetString()!,
        _ => "",
    };

    private static bool CurrencyMayBeNull(JsonElement expected) =>
        (expected.TryGetProperty("currency_from", out var from) && from.GetString()!.Contains("null is acceptable", StringComparison.Ordinal))
        || (expected.TryGetProperty("notes", out var notes) && notes.GetString()!.Contains("null is acceptable for currency", StringComparison.Ordinal));

    private static string? First(JsonElement expected, DateOnly? got) =>
        expected.TryGetProperty("accept_first", out var any) && any.EnumerateArray().Any(date => date.GetString() == got?.ToString("yyyy-MM-dd"))
            ? got?.ToString("yyyy-MM-dd")
            : expected.GetProperty("first").GetString();
}
