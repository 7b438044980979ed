using System.Globalization;
using System.Text.Json;
using Workforce.Core.Finance.Statements;

namespace Workforce.Core.Tests.Finance.Statements;

/// <summary>Compares a parsed file with one entry of expected.json, every key that speaks about parsing.</summary>
internal static class FixtureExpectation
{
    public static void Check(JsonElement expected, ParsedStatementFile file)
    {
        var lines = file.Accounts.SelectMany(account => account.Transactions).ToList();

        Assert.Equal(Outcome(expected.GetProperty("outcome").GetString()!), StatementOutcomes.Of(file).WireName());
        Assert.Equal(expected.GetProperty("count").GetInt32(), lines.Count);
        Assert.Equal(expected.GetProperty("accounts").GetInt32(), file.Accounts.Select(account => account.AccountId).Distinct().Count());
        Currencies(expected, file);
        Sums(expected, file, lines);
        Dates(expected, lines);
        Whole(expected, "statements", () => file.Accounts.Sum(account => account.Statements));
        Whole(expected, "investment_lines", () => file.Accounts.Sum(account => account.InvestmentLines));
        Whole(expected, "bad_records", () => file.Problems.Where(problem => problem.Severity is ProblemSeverity.Error).Select(problem => problem.Line).Distinct().Count());
        Texts(expected, file, lines);
        Balances(expected, file);
        Openings(expected, lines);
    }

    private static void Currencies(JsonElement expected, ParsedStatementFile file)
    {
        var currency = expected.GetProperty("currency");
        string?[] want = currency.ValueKind is JsonValueKind.Array ? [.. currency.EnumerateArray().Select(code => code.GetString())] : [currency.GetString()];
        var found = file.Accounts.Select(account => account.Currency).Distinct().DefaultIfEmpty(null);
        Assert.Equal(want, found);

        if (!expected.TryGetProperty("count_by_currency", out var counts)) return;

        foreach (var entry in counts.EnumerateObject())
        {
            Assert.Equal(entry.Value.GetInt32(), In(file, entry.Name).Count());
        }
    }

    private static void Sums(JsonElement expected, ParsedStatementFile file, List<ParsedTransaction> lines)
    {
        if (expected.GetProperty("sum").GetString() is { } sum) SameNumber(sum, lines.Sum(line => line.Amount), scaled: true);
        if (expected.TryGetProperty("sum_by_currency", out var sums))
        {
            foreach (var entry in sums.EnumerateObject())
            {
                SameNumber(entry.Value.GetString()!, In(file, entry.Name).Sum(line => line.Amount), scaled: true);
            }
        }

        if (expected.TryGetProperty("splits", out var splits))
        {
            Assert.Equal(splits.EnumerateArray().Select(split => Number(split.GetString()!)), lines.SelectMany(line => line.Splits).Select(split => split.Amount));
        }
    }

    private static void Dates(JsonElement expected, List<ParsedTransaction> lines)
    {
        var first = Date(lines.Min(line => line.Date));
        var accepted = expected.TryGetProperty("accept_first", out var others) ? others.EnumerateArray().Select(date => date.GetString()).ToArray() : [expected.GetProperty("first").GetString()];
        Assert.Contains(first, accepted);
        if (accepted.Length == 1) Assert.Equal(expected.GetProperty("last").GetString(), Date(lines.Max(line => line.Date)));

        if (!expected.TryGetProperty("first_entry", out var entry)) return;

        Assert.Equal(entry.GetString(), Date(lines.Min(line => line.OtherDate)));
        Assert.Equal(expected.GetProperty("last_entry").GetString(), Date(lines.Max(line => line.OtherDate)));
    }

    private static void Texts(JsonElement expected, ParsedStatementFile file, List<ParsedTransaction> lines)
    {
        if (expected.TryGetProperty("account_ids", out var ids)) Assert.Equal(ids.EnumerateArray().Select(id => id.GetString()), file.Accounts.Select(account => account.AccountId));
        if (expected.TryGetProperty("account_type", out var type)) Assert.Equal(type.GetString() == "credit card" ? AccountType.CreditCard : AccountType.Unknown, file.Accounts[0].Type);
        if (!expected.TryGetProperty("text_contains", out var texts)) return;

        foreach (var text in texts.EnumerateArray())
        {
            Assert.Contains(lines, line => line.Description.Contains(text.GetString()!, StringComparison.Ordinal));
        }
    }

    private static void Balances(JsonElement expected, ParsedStatementFile file)
    {
        var balances = file.Accounts.SelectMany(account => account.Balances).ToList();
        Stated(expected, "openings", balances, BalanceKind.Opening);
        Stated(expected, "closings", balances, BalanceKind.Closing);
        Stated(expected, "ledger_balance", balances, BalanceKind.Closing);
        Stated(expected, "available_balance", balances, BalanceKind.Available);
        if (expected.TryGetProperty("ledger_balances", out var byAccount))
        {
            Assert.Equal(
                byAccount.EnumerateObject().Select(entry => (entry.Name, Number(entry.Value.GetString()!))),
                file.Accounts.Select(account => (account.AccountId!, account.Balances.Single().Amount)));
        }

        if (expected.TryGetProperty("balances", out var all))
        {
            Assert.Equal(all.EnumerateArray().Select(text => text.GetString()!.Split(' ', 2)[1]), balances.Select(balance => $"{balance.Amount.ToString(CultureInfo.InvariantCulture)} {balance.Currency}"));
        }

        if (expected.TryGetProperty("balances_tie", out var tie))
        {
            Assert.Equal(tie.ValueKind is JsonValueKind.False, file.Problems.Any(problem => problem.Message.Contains("do not tie", StringComparison.Ordinal)));
        }
    }

    private static void Openings(JsonElement expected, List<ParsedTransaction> lines)
    {
        Whole(expected, "opening_balance_records", () => lines.Count(line => line.OpeningBalance));
        Whole(expected, "count_without_opening", () => lines.Count(line => !line.OpeningBalance));
        if (expected.TryGetProperty("opening_balance", out var opening)) SameNumber(opening.GetString()!, lines.Single(line => line.OpeningBalance).Amount);
        if (expected.TryGetProperty("sum_without_opening", out var sum)) SameNumber(sum.GetString()!, lines.Where(line => !line.OpeningBalance).Sum(line => line.Amount));
    }

    private static IEnumerable<ParsedTransaction> In(ParsedStatementFile file, string currency) =>
        file.Accounts.SelectMany(account => account.Transactions.Where(line => (line.Currency ?? account.Currency) == currency));

    private static void Stated(JsonElement expected, string key, List<ParsedBalance> balances, BalanceKind kind)
    {
        if (!expected.TryGetProperty(key, out var want)) return;

        var numbers = want.ValueKind is JsonValueKind.Array ? want.EnumerateArray().Select(item => item.GetString()!) : [want.GetString()!];
        Assert.Equal(numbers.Select(Number), balances.Where(balance => balance.Kind == kind).Select(balance => balance.Amount));
    }

    private static void Whole(JsonElement expected, string key, Func<int> found)
    {
        if (expected.TryGetProperty(key, out var want)) Assert.Equal((key, want.GetInt32()), (key, found()));
    }

    /// <summary>Equal as numbers; with <paramref name="scaled"/> none of the decimals beyond the usual two is lost.</summary>
    private static void SameNumber(string expected, decimal found, bool scaled = false)
    {
        Assert.Equal(Number(expected), found);
        if (scaled && Number(expected).Scale > 2) Assert.True(found.Scale >= Number(expected).Scale, $"{found} has lost decimals of {expected}");
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static string? Date(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Outcome(string expected) => expected == "reject_or_partial" ? "rejected" : expected;
}
