using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Workforce.Workers.Tests.Agents.Finance;

public sealed class ReceiptPipelineTests
{
    private const string Receipt = """
        CORNER BOOKSHOP LTD
        12 High Street
        Date: 2026-01-05
        1 Notebook            12.00
        1 Pen                  3.40
        Subtotal              15.40
        TOTAL USD             15.40
        """;

    private const string Statement = """
        Date,Description,Amount,Currency
        2026-01-06,CORNER BOOKSHOP LTD LONDON,-15.40,USD
        2026-01-07,BAKERY,-2.40,USD
        """;

    [Fact]
    public async Task A_receipt_that_waits_is_tied_to_its_line_when_the_statement_comes()
    {
        await using var pipeline = await Pipeline.StartAsync();
        var receipt = await pipeline.RunReceiptAsync("bookshop.txt", Encoding.UTF8.GetBytes(Receipt));
        Assert.Equal((Core.Finance.Receipt.Progress.Unmatched, "receipt", 15.40m, "USD"), (receipt.Status, receipt.Document, receipt.Total, receipt.Currency));

        var statement = await pipeline.RunAsync("january.csv", Encoding.UTF8.GetBytes(Statement));

        Assert.Equal(1, statement.ReceiptsMatched);
        await AssertTiedAsync(pipeline, receipt.Id);
    }

    [Fact]
    public async Task A_receipt_that_comes_later_is_tied_to_its_line_at_once()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.RunAsync("january.csv", Encoding.UTF8.GetBytes(Statement));

        var receipt = await pipeline.RunReceiptAsync("bookshop.txt", Encoding.UTF8.GetBytes(Receipt));

        await AssertTiedAsync(pipeline, receipt.Id);
    }

    private static async Task AssertTiedAsync(Pipeline pipeline, Guid receipt)
    {
        var lines = await pipeline.ReadAsync(db => db.Transactions.OrderBy(line => line.Date).Select(line => line.ReceiptId).ToListAsync());
        Assert.Equal([receipt, null], lines);
        Assert.Equal([Core.Finance.Receipt.Progress.Matched], await pipeline.ReadAsync(db => db.Receipts.Select(row => row.Status).ToListAsync()));
    }
}
