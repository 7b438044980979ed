using Workforce.Core.Finance.Insights;

namespace Workforce.Core.Tests.Finance.Insights;

public sealed class CrystalFixturesTests(ITestOutputHelper output)
{
    [Fact]
    public void The_cheque_number_that_a_household_used_twice_is_told()
    {
        if (FixtureLines.Of("statements/qif/year_of_household_fr.qif") is not { } lines)
        {
            output.WriteLine("0 files covered");
            return;
        }

        var report = CrystalReport.From(lines);
        foreach (var insight in report.Insights) output.WriteLine($"{insight.Score:0.0} {insight.Kind} {insight.Severity}: {insight.Title} | {insight.Text}");
        foreach (var anomaly in report.Anomalies) output.WriteLine($"{anomaly.Kind} {anomaly.Date} {anomaly.Payee} {anomaly.Amount} {anomaly.Figure} {anomaly.Category}");
        foreach (var flow in report.Flow) output.WriteLine($"{flow.Month} in {flow.In} out {flow.Out} moved {flow.Moved} {flow.SavingsRate} {flow.IsWhole}");

        var anomaly6353 = Assert.Single(report.Anomalies, anomaly => anomaly.Kind == AnomalyKind.ChequeTwice);
        Assert.Equal("Propriétaire and MACIF (cheque 6353)", anomaly6353.Payee);
        Assert.Equal([new DateOnly(1995, 1, 12), new DateOnly(1995, 8, 7)], anomaly6353.LineIds.Select(id => lines.Single(line => line.Id == id).Date));
        output.WriteLine("1 file covered");
    }
}
