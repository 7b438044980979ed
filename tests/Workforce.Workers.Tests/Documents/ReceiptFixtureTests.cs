using System.Globalization;
using System.Text.Json;
using Workforce.Core.Finance.Receipts;
using Workforce.Testing;
using Workforce.Workers.Documents;

namespace Workforce.Workers.Tests.Documents;

/// <summary>The score over real receipts. Every field that is expected must be read; with another version of tesseract than the verified one, two that hang on luck may be missed.</summary>
public sealed class ReceiptFixtureTests(ITestOutputHelper output)
{
    /// <summary>The version, with English alone, on which every field is read. Recognition is the same each time, so there nothing is left to luck.</summary>
    private const string Verified = "tesseract 5.3.0 with eng, osd";

    /// <summary>
    /// Print so faint, or letters so slanted, that another version of tesseract may read another sign. Scaled to 93, 97, 104 and 110 %
    /// the first was right once in four, the second three times in four; every other field of these receipts was right each time.
    /// </summary>
    private static readonly string[] ByLuck = ["hassan_bistro_us_date.jpg total", "ice_rink_two_items.jpg merchant"];

    [Fact]
    public async Task The_receipts_among_the_fixtures_give_every_field_that_can_be_relied_on()
    {
        var (missed, version) = (new List<string>(), await VersionAsync());
        var covered = 0;
        foreach (var (name, expected) in Receipts())
        {
            covered++;
            var read = await new ReceiptDocument(new DocumentReader()).ReadAsync(await File.ReadAllBytesAsync(Path.Combine(Fixtures.Root!, name), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
            output.WriteLine($"{Path.GetFileName(name)}: {read.Document} | {read.Merchant} | {read.Date:O} | {read.Total} {read.Currency} | subtotal {read.Subtotal} tax {read.Tax} tip {read.Tip} | cash {read.PaidCash} change {read.Change} | {read.Confidence}");
            // A guess is never given out as more than that.
            if (Missed(expected, read).Contains("total")) Assert.InRange(read.Confidence.Total, 0, 0.5);
            missed.AddRange(Missed(expected, read).Select(field => $"{Path.GetFileName(name)} {field}"));
        }

        output.WriteLine($"{covered} receipts covered by {version}. Not reached: {(missed.Count == 0 ? "nothing" : string.Join("; ", missed))}");
        Assert.Empty(version == Verified ? missed : missed.Except(ByLuck));
    }

    private static async Task<string> VersionAsync()
    {
        var programs = new DocumentProgram(DocumentLimits.Default);
        var version = (await programs.RunAsync("tesseract", ["--version"], TestContext.Current.CancellationToken)).Output.Split('\n')[0].Trim();
        var languages = (await programs.RunAsync("tesseract", ["--list-langs"], TestContext.Current.CancellationToken)).Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Skip(1);
        return $"{version} with {string.Join(", ", languages.Order(StringComparer.Ordinal))}";
    }

    private static IEnumerable<(string Name, JsonElement Expected)> Receipts()
    {
        if (Fixtures.Root is not { } root) return [];

        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(root, "expected.json")));
        return [.. json.RootElement.GetProperty("files").EnumerateObject().Where(file => file.Name.StartsWith("receipts/", StringComparison.Ordinal)).Select(file => (file.Name, file.Value.Clone()))];
    }

    private static IEnumerable<string> Missed(JsonElement expected, ReadReceipt read)
    {
        if (expected.GetProperty("document").GetString() != read.Document.WireName()) yield return "document";
        // Recognition may get one letter of a name wrong, or a key file may add a brand in brackets: that is still the same seller.
        if (MerchantSimilarity.Of(expected.GetProperty("merchant").GetString(), read.Merchant) < 0.9) yield return "merchant";
        if (expected.GetProperty("date").GetString() != read.Date?.ToString("O")) yield return "date";
        if (expected.GetProperty("currency").GetString() != read.Currency) yield return "currency";
        foreach (var (field, value) in new[] { ("total", read.Total), ("tax", read.Tax), ("tip", read.Tip), ("paid_cash", read.PaidCash), ("change", read.Change) })
        {
            if (expected.TryGetProperty(field, out var amount) && amount.GetString() is { } written && decimal.Parse(written, CultureInfo.InvariantCulture) != value) yield return field;
        }
    }
}
