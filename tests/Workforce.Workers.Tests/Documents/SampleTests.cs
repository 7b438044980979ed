using Workforce.Core.Finance.Receipts;
using Workforce.Core.Finance.Statements;
using Workforce.Workers.Documents;

namespace Workforce.Workers.Tests.Documents;

public sealed class SampleTests
{
    private readonly DocumentReader documents = new();

    [Fact]
    public async Task The_statement_in_pdf_gives_its_lines_and_ties()
    {
        var file = await new StatementDocument(documents).ParseAsync(await Samples.ReadAsync("statements/statement-2026-10.pdf"), "statement-2026-10.pdf", null, TestContext.Current.CancellationToken);

        Assert.Empty(file.Problems);
        var account = Assert.Single(file.Accounts);
        Assert.Equal((StatementFormat.PdfText, "4400128866", AccountType.Savings, "USD", 10, 2297.31m), (file.Format, account.AccountId, account.Type, account.Currency, account.Transactions.Count, account.Transactions.Sum(line => line.Amount)));
        Assert.Equal((new DateOnly(2026, 10, 5), 1450m, "DEPOSIT HOLLIS BREWING CO Invoice 2026-118"), (account.Transactions[1].Date, account.Transactions[1].Amount, account.Transactions[1].Description));
        Assert.Equal([3120.75m, 5418.06m], account.Balances.Select(balance => balance.Amount));
    }

    [Theory]
    [InlineData("card-2026.csv", 39, -236.62, "USD", AccountType.CreditCard, 0)]
    [InlineData("konto-2026.csv", 21, 3793.54, "EUR", AccountType.Checking, 0)]
    public async Task The_statements_in_csv_give_their_lines(string name, int count, double sum, string currency, AccountType type, int problems)
    {
        var file = StatementFile.Parse(await Samples.ReadAsync($"statements/{name}"), name);

        var account = Assert.Single(file.Accounts);
        Assert.Equal((count, (decimal)sum, currency, type, problems), (account.Transactions.Count, account.Transactions.Sum(line => line.Amount), account.Currency, account.Type, file.Problems.Count));
    }

    [Theory]
    [InlineData("blue-heron-cafe.png", "Blue Heron Cafe", "2026-10-25", 53.05, "USD", "checking-2026.ofx", "BLUE HERON CAFE")]
    [InlineData("new-seasons-market.png", "New Seasons Market", "2026-10-10", 65.08, "USD", "checking-2026.ofx", "NEW SEASONS MARKET")]
    [InlineData("flint-and-fern-camera.png", "Flint & Fern Camera", "2026-10-18", 249.00, "USD", "card-2026.csv", "FLINT & FERN CAMERA")]
    [InlineData("inkwell-paper.pdf", "Inkwell Paper Co", "2026-10-14", 128.40, "USD", "card-2026.csv", "INKWELL PAPER CO")]
    [InlineData("druckerei-holm.pdf", "Druckerei Holm GmbH", "2026-10-06", 214.20, "EUR", "konto-2026.csv", "Druckerei Holm")]
    public async Task A_sample_receipt_is_read_and_matches_its_line(string receipt, string merchant, string date, double total, string currency, string statement, string line)
    {
        var read = await new ReceiptDocument(documents).ReadAsync(await Samples.ReadAsync($"receipts/{receipt}"), TestContext.Current.CancellationToken);
        Assert.Equal((merchant, date, (decimal)total, currency), (read.Merchant, read.Date?.ToString("O"), read.Total, read.Currency));

        var account = StatementFile.Parse(await Samples.ReadAsync($"statements/{statement}"), statement).Accounts[0];
        var lines = account.Transactions.Select(entry => new LineToMatch(Guid.NewGuid(), entry.Date, entry.Amount, entry.Currency ?? account.Currency, entry.Description)).ToList();
        var matches = ReceiptMatcher.Match([new ReceiptToMatch(Guid.NewGuid(), read.Document, read.Merchant, read.Date, read.Total, read.Currency)], lines);

        Assert.Contains(line, lines.Single(entry => entry.Id == Assert.Single(matches.Matches).LineId).Text, StringComparison.OrdinalIgnoreCase);
    }
}
