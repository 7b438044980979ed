using System.Text.Json;
using Workforce.Core.Finance.Statements;
using Workforce.Testing;

namespace Workforce.Core.Tests.Finance.Statements;

/// <summary>Real files of banks against expectations that others' tools agreed on.</summary>
public sealed class FixtureTests
{
    private static readonly string[] Formats = ["ofx1", "ofx2", "qfx", "qif", "mt940", "camt052", "camt053"];
    private static readonly Dictionary<string, JsonElement> Expected = ReadExpected();

    public static TheoryData<string> Files => Expected.Count == 0 ? ["none"] : [.. Expected.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_real_file_gives_what_is_expected_of_it(string name)
    {
        if (name == "none")
        {
            TestContext.Current.TestOutputHelper?.WriteLine("No fixtures beside this clone: 0 files covered.");
            return;
        }

        var expected = Expected[name];
        var content = File.ReadAllBytes(Path.Combine(Fixtures.Root!, name));
        if (expected.GetProperty("outcome").GetString() == "reject")
        {
            Assert.NotEmpty(Assert.Throws<UnreadableStatementException>(() => StatementFile.Parse(content, name)).Message);
            return;
        }

        var file = StatementFile.Parse(content, name);

        Assert.Equal(expected.GetProperty("format").GetString(), file.Format.WireName());
        Assert.Equal(content.Length == 0 ? StatementFormat.Csv : OfContent(file.Format), StatementFile.Recognise(content, "statement.bin"));
        FixtureExpectation.Check(expected, file);
    }

    [Fact]
    public void Every_file_of_these_formats_is_covered()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{Expected.Count} statement files covered.");
        string[] kept = Fixtures.Root is null
            ? []
            : [.. new[] { "ofx1", "ofx2", "qfx", "qif", "mt940", "camt053" }
                .SelectMany(folder => Directory.GetFiles(Path.Combine(Fixtures.Root, "statements", folder)))
                .Select(path => Path.GetRelativePath(Fixtures.Root, path).Replace('\\', '/'))
                .Order(StringComparer.Ordinal)];

        Assert.Equal(kept, Expected.Keys.Order(StringComparer.Ordinal));
    }

    // QFX is OFX by content; without the name nothing tells.
    private static StatementFormat OfContent(StatementFormat format) => format is StatementFormat.Qfx ? StatementFormat.Ofx1 : format;

    private static Dictionary<string, JsonElement> ReadExpected()
    {
        if (Fixtures.Root is null) return [];

        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Fixtures.Root, "expected.json")));
        return document.RootElement.GetProperty("files").EnumerateObject()
            .Where(entry => entry.Value.TryGetProperty("format", out var format) && Formats.Contains(format.GetString()))
            .ToDictionary(entry => entry.Name, entry => entry.Value.Clone());
    }
}
