using System.Text.Json;
using Workforce.Core.Finance.Categories;
using Workforce.Core.Finance.Insights;
using Workforce.Testing;

namespace Workforce.Core.Tests.Finance.Insights;

/// <summary>Every recurring payment that the fixtures' authors found, found again.</summary>
public sealed class RecurringFixturesTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, Cadence> Cadences = new()
    {
        ["week"] = Cadence.Weekly, ["month"] = Cadence.Monthly, ["two months"] = Cadence.TwoMonthly, ["tax thirds"] = Cadence.FourMonthly,
    };

    [Fact]
    public void The_recurring_payments_listed_for_the_fixtures_are_found()
    {
        var files = 0;
        foreach (var (path, expected) in Listed())
        {
            var found = RecurringPayments.Find(FixtureLines.Of(path)!);
            foreach (var payment in found)
            {
                output.WriteLine($"{path}: {payment.Payee} {payment.Cadence} {payment.LineIds.Count}x {payment.TypicalAmount} day {payment.Day} ({payment.DayFrom}-{payment.DayTo}) {payment.Status} next {payment.NextExpected} {payment.Confidence} missed {payment.Missed.Count}");
            }

            Assert.All(expected.EnumerateArray(), one => AssertFound(found, one));
            files++;
        }

        output.WriteLine($"{files} files covered");
    }

    private static void AssertFound(IReadOnlyList<RecurringPayment> found, JsonElement expected)
    {
        var payee = expected.GetProperty("payee").GetString()!.Split(" (")[0];
        var key = Merchants.Normalise(payee, null).Key;
        var payment = Assert.Single(found, one => one.MerchantKey.Contains(key, StringComparison.Ordinal));
        Assert.Equal(expected.GetProperty("n").GetInt32(), payment.LineIds.Count);
        if (expected.TryGetProperty("every", out var every))
        {
            Assert.Equal(Cadences[every.GetString()!], payment.Cadence);
        }

        if (expected.TryGetProperty("direction", out var direction))
        {
            Assert.Equal(direction.GetString(), payment.Direction.ToString().ToLowerInvariant());
        }

        if (expected.TryGetProperty("day", out var day))
        {
            Assert.Equal(day.ValueKind == JsonValueKind.Number ? $"{day}" : day.GetString(), day.ValueKind == JsonValueKind.Number ? $"{payment.Day}" : $"{payment.DayFrom} to {payment.DayTo}");
        }
    }

    private static IEnumerable<(string Path, JsonElement Recurring)> Listed()
    {
        if (Fixtures.Root is null)
        {
            yield break;
        }

        var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(Fixtures.Root, "expected.json")));
        foreach (var file in expected.RootElement.GetProperty("files").EnumerateObject())
        {
            if (file.Value.TryGetProperty("recurring", out var recurring))
            {
                yield return (file.Name, recurring);
            }
        }
    }
}
