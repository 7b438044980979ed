using Workforce.Core.Finance.Statements.Csv;

namespace Workforce.Core.Tests.Finance.Statements.Csv;

public sealed class CsvFixtureTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_csv_among_the_fixtures_gives_what_they_say_of_it()
    {
        var files = ExpectedStatement.In("csv");

        var differences = files.SelectMany(file => Differences(file).Select(difference => $"{file.Path}: {difference}")).ToList();

        output.WriteLine($"{files.Count} CSV statements covered.");
        Assert.Empty(differences);
    }

    private IEnumerable<string> Differences(ExpectedStatement file)
    {
        var parsed = CsvStatement.Parse(File.ReadAllBytes(file.FullPath), Path.GetFileName(file.Path));
        foreach (var problem in parsed.Problems) output.WriteLine($"{file.Path}: {problem.Severity} {problem.Message}");
        return file.Differences(parsed);
    }
}
