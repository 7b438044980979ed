using System.Globalization;
using System.Text.Json;
using Workforce.Core.Finance.Statements;
using Workforce.Testing;

namespace Workforce.Core.Tests.Finance.Statements;

/// <summary>What the fixtures say of one of their files, and the comparison of all of it with what was parsed.</summary>
internal sealed record ExpectedStatement(string Path, JsonElement Expected)
{
    public static IReadOnlyList<ExpectedStatement> In(string folder)
    {
        if (Fixtures.Root is not { } root) return [];

        using var json = JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine(root, "expected.json")));
        return [.. json.RootElement.GetProperty("files").EnumerateObject().Where(file => file.Name.StartsWith($"statements/{folder}/", StringComparison.Ordinal)).Select(file => new ExpectedStatement(file.Name, file.Value.Clone()))];
    }

    public string FullPath => System.IO.Path.Combine(Fixtures.Root!, Path);

    /// <summary>Every expectation that the parsed file does not meet, in words.</summary>
    public IEnumerable<string> Differences(ParsedStatementFile file)
    {
        var lines = file.Accounts.SelectMany(account => account.Transactions.Select(line => (Line: line, Currency: line.Currency ?? account.Currency))).ToList();
        var counted = lines.Where(entry => entry.Line.Date is not null).Select(entry => entry.Line.Date!.Value.ToString("O")).Order(StringComparer.Ordinal).ToList();
        var booked = lines.Where(entry => !entry.Line.Pending).ToList();
        var currencies = lines.Select(entry => entry.Currency).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();

        foreach (var (name, actual) in new (string, object?)[]
        {
            ("format", file.Format.WireName()),
            ("count", lines.Count),
            ("sum", lines.Sum(entry => entry.Line.Amount)),
            ("first", counted.FirstOrDefault()),
            ("last", counted.LastOrDefault()),
            ("accounts", file.Accounts.Count),
            ("pending", lines.Count - booked.Count),
            ("booked_count", booked.Count),
            ("booked_sum", booked.Sum(entry => entry.Line.Amount)),
            ("bad_records", file.Problems.Count(problem => problem.Severity == ProblemSeverity.Error)),
        })
        {
            if (Expected.TryGetProperty(name, out var value) && !(name == "sum" && value.ValueKind == JsonValueKind.Null) && !Same(value, actual)) yield return $"{name}: expected {value}, got {actual}";
        }

        if (!Expected.TryGetProperty("bad_records", out _) && file.Problems.Any(problem => problem.Severity == ProblemSeverity.Error)) yield return $"errors: {string.Join(" | ", file.Problems)}";
        if (Expected.TryGetProperty("currency", out var currency))
        {
            var wanted = currency.ValueKind switch { JsonValueKind.Null => [], JsonValueKind.Array => [.. Strings(currency)], _ => new[] { currency.GetString()! } };
            var mayBeNull = Expected.TryGetProperty("currency_from", out var from) && from.GetString()!.Contains("null is acceptable", StringComparison.Ordinal);
            if (!currencies.SequenceEqual(wanted.Order(StringComparer.Ordinal)) && !(mayBeNull && currencies.Count == 0)) yield return $"currency: expected {currency}, got {string.Join(',', currencies)}";
        }

        if (Expected.TryGetProperty("sum_by_currency", out var sums))
        {
            foreach (var sum in sums.EnumerateObject())
            {
                var actual = lines.Where(entry => entry.Currency == sum.Name).Sum(entry => entry.Line.Amount);
                if (!Same(sum.Value, actual)) yield return $"sum in {sum.Name}: expected {sum.Value}, got {actual}";
            }
        }

        if (Expected.TryGetProperty("account_ids", out var ids) && !file.Accounts.Select(account => account.AccountId).Order().SequenceEqual(Strings(ids).Order())) yield return $"account ids: expected {ids}, got {string.Join(',', file.Accounts.Select(account => account.AccountId))}";
        foreach (var text in Expected.TryGetProperty("text_contains", out var texts) ? Strings(texts) : [])
        {
            if (!lines.Exists(entry => entry.Line.Description.Contains(text, StringComparison.Ordinal))) yield return $"text: no description holds {text}";
        }

        foreach (var (name, kind) in new[] { ("openings", BalanceKind.Opening), ("closings", BalanceKind.Closing) })
        {
            var actual = file.Accounts.SelectMany(account => account.Balances).Where(balance => balance.Kind == kind).Select(balance => balance.Amount).ToList();
            if (Expected.TryGetProperty(name, out var balances) && lines.Count > 0 && !actual.SequenceEqual(Strings(balances).Select(Money))) yield return $"{name}: expected {balances}, got {string.Join(',', actual)}";
        }
    }

    private static bool Same(JsonElement expected, object? actual) => (expected.ValueKind, actual) switch
    {
        (JsonValueKind.Null, null) => true,
        (JsonValueKind.Number, int number) => expected.GetInt32() == number,
        (JsonValueKind.String, decimal money) => Money(expected.GetString()!) == money,
        (JsonValueKind.String, string text) => expected.GetString() == text,
        _ => false,
    };

    private static decimal Money(string written) => decimal.Parse(written, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Strings(JsonElement array) => array.EnumerateArray().Select(item => item.GetString()!);
}
