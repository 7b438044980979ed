using Workforce.Core.Finance.Categories;
using Workforce.Core.Finance.Statements;
using Workforce.Testing;

namespace Workforce.Core.Tests.Finance.Categories;

public sealed class CategoriserFixturesTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_line_of_every_fixture_gets_a_decision_that_keeps_its_promises()
    {
        var (files, lines, categorised) = (0, 0, 0);
        foreach (var (path, found) in Files())
        {
            files++;
            lines += found.Count;
            foreach (var line in found)
            {
                var decision = Categoriser.Decide(line, CategoryKnowledge.Empty);
                Assert.NotNull(CategoryCatalogue.Find(decision.Category));
                Assert.InRange(decision.Confidence, 0, 1);
                Assert.EndsWith(".", decision.Reason, StringComparison.Ordinal);
                Assert.Equal(Merchants.KeyOf(decision.Merchant.Name) is var key && decision.Merchant == Merchant.Nobody ? "" : key, decision.Merchant.Key);
                categorised += decision.Category == CategoryNames.Uncategorised ? 0 : 1;
                output.WriteLine($"{Path.GetFileName(path)} | {line.Amount} | {line.Counterparty} | {line.Description} | {line.StatedCategory} => {decision.Merchant.Name} | {decision.Category} {decision.Source} {decision.Confidence}");
            }
        }

        output.WriteLine($"{files} files covered, {categorised} of {lines} lines categorised");
    }

    [Fact]
    public void A_year_of_a_household_is_categorised_whole()
    {
        if (FixtureLines.Of("statements/qif/year_of_household_fr.qif") is not { } lines)
        {
            output.WriteLine("0 files covered");
            return;
        }

        Assert.DoesNotContain(lines, line => line.Category is CategoryNames.Uncategorised);
        Assert.Equal(
            (CategoryNames.Salary, CategoryNames.Rent, CategoryNames.PublicTransport, CategoryNames.Media, CategoryNames.Telecom, CategoryNames.Energy, CategoryNames.IncomeTax, CategoryNames.Insurance),
            (Of("Employeur"), Of("Propriétaire"), Of("RATP"), Of("Canal Satellite"), Of("France Télécom"), Of("E.D.F."), Of("Centre des Impôts"), Of("MACIF")));
        output.WriteLine("1 file covered");

        string Of(string payee) => lines.Where(line => $"{line.Counterparty} {line.Description}".Contains(payee, StringComparison.Ordinal)).Select(line => line.Category!).Distinct().Single();
    }

    private static IEnumerable<(string Path, IReadOnlyList<Core.Finance.LedgerLine> Lines)> Files()
    {
        foreach (var file in Fixtures.Root is null ? Enumerable.Empty<string>() : Directory.EnumerateFiles(Path.Combine(Fixtures.Root, "statements"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            IReadOnlyList<Core.Finance.LedgerLine>? lines = null;
            try
            {
                lines = StatementFile.IsPdf(File.ReadAllBytes(file)) ? null : FixtureLines.Of(Path.GetRelativePath(Fixtures.Root!, file));
            }
            catch (UnreadableStatementException)
            {
                // Malformed on purpose: the parsers' own tests say which.
            }

            if (lines is not null)
            {
                yield return (file, lines);
            }
        }
    }
}
