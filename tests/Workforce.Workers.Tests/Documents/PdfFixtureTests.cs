using Workforce.Core.Tests.Finance.Statements;
using Workforce.Workers.Documents;

namespace Workforce.Workers.Tests.Documents;

public sealed class PdfFixtureTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_pdf_among_the_fixtures_gives_what_they_say_of_it()
    {
        var files = ExpectedStatement.In("pdf");
        var statements = new StatementDocument(new DocumentReader());
        var differences = new List<string>();
        foreach (var file in files)
        {
            var parsed = await statements.ParseAsync(await File.ReadAllBytesAsync(file.FullPath, TestContext.Current.CancellationToken), Path.GetFileName(file.Path), null, TestContext.Current.CancellationToken);
            foreach (var problem in parsed.Problems) output.WriteLine($"{file.Path}: {problem.Severity} {problem.Message}");
            differences.AddRange(file.Differences(parsed).Select(difference => $"{file.Path}: {difference}"));
        }

        output.WriteLine($"{files.Count} PDF statements covered.");
        Assert.Empty(differences);
    }
}
