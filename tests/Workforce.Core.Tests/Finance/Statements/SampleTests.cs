using Workforce.Core.Finance;
using Workforce.Core.Finance.Statements;
using static Workforce.Core.Tests.Finance.Statements.Parsing;

namespace Workforce.Core.Tests.Finance.Statements;

public sealed class SampleTests
{
    [Theory]
    [InlineData("checking-2026.ofx", StatementFormat.Ofx1, AccountType.Checking, "USD", 1, 261, 24661.85)]
    [InlineData("card-2026.qfx", StatementFormat.Qfx, AccountType.CreditCard, "USD", 1, 181, -933.26)]
    [InlineData("household-2026.qif", StatementFormat.Qif, AccountType.Checking, null, 1, 245, null)]
    [InlineData("giro-2026.sta", StatementFormat.Mt940, AccountType.Unknown, "EUR", 13, 173, 12951.49)]
    [InlineData("giro-2026.camt053.xml", StatementFormat.Camt053, AccountType.Checking, "EUR", 2, 27, 13672.26)]
    public void A_sample_is_read_whole_without_a_problem(string name, StatementFormat format, AccountType type, string? currency, int statements, int lines, double? closing)
    {
        var file = StatementFile.Parse(SampleFiles.Read(name), name);

        var account = Assert.Single(file.Accounts);
        Assert.Empty(file.Problems);
        Assert.Equal((format, type, currency, statements, lines), (file.Format, account.Type, account.Currency, account.Statements, account.Transactions.Count));
        Assert.Equal((decimal?)closing, account.Balances.LastOrDefault(balance => balance.Kind is BalanceKind.Closing)?.Amount);
        Assert.All(account.Transactions, line => Assert.InRange(line.Date!.Value, Day("2025-09-01"), Day("2026-10-31")));
    }

    [Fact]
    public void The_giro_samples_overlap_by_a_month_line_for_line()
    {
        var statement = StatementFile.Parse(SampleFiles.Read("giro-2026.sta"), "giro.sta").Accounts[0];
        var report = StatementFile.Parse(SampleFiles.Read("giro-2026.camt053.xml"), "giro.xml").Accounts[0];

        Assert.Equal(AccountKey.Of(statement), AccountKey.Of(report));
        Assert.Equal(
            Keys(statement.Transactions.Where(line => line.Date >= Day("2026-09-01"))),
            Keys(report.Transactions.Where(line => line.Date < Day("2026-10-01"))));
    }

    private static IEnumerable<(string, int)> Keys(IEnumerable<ParsedTransaction> lines) => Fingerprint.Of([.. lines]);
}
