using Microsoft.EntityFrameworkCore;
using Workforce.Core.Finance;
using Workforce.Testing;

namespace Workforce.Workers.Tests.Agents.Finance;

/// <summary>An invoice of the samples and the card statement that has its line.</summary>
public sealed class ReceiptPipelineTests
{
    private const string Line = "INKWELL PAPER CO PORTLAND OR";

    [Fact]
    public async Task A_receipt_that_waits_is_tied_to_its_line_when_the_statement_comes()
    {
        await using var pipeline = await Pipeline.StartAsync();
        var receipt = await pipeline.RunReceiptAsync("inkwell-paper.pdf", Samples.Read("receipts/inkwell-paper.pdf"));
        Assert.Equal(
            (Receipt.Progress.Unmatched, "invoice", "Inkwell Paper Co", (DateOnly?)new DateOnly(2026, 10, 14), 128.40m, "USD"),
            (receipt.Status, receipt.Document, receipt.Merchant, receipt.Date, receipt.Total, receipt.Currency));

        var statement = await pipeline.RunAsync("card-2026.csv", Samples.Read("statements/card-2026.csv"));

        Assert.Equal(1, statement.ReceiptsMatched);
        await AssertTiedAsync(pipeline, receipt.Id);
    }

    [Fact]
    public async Task A_receipt_that_comes_later_is_tied_to_its_line_at_once()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.RunAsync("card-2026.csv", Samples.Read("statements/card-2026.csv"));

        var receipt = await pipeline.RunReceiptAsync("inkwell-paper.pdf", Samples.Read("receipts/inkwell-paper.pdf"));

        await AssertTiedAsync(pipeline, receipt.Id);
    }

    [Fact]
    public async Task What_is_no_picture_and_no_pdf_is_rejected_and_leaves_nothing()
    {
        await using var pipeline = await Pipeline.StartAsync();

        var receipt = await pipeline.RunReceiptAsync("notes.pdf", "just words"u8.ToArray());

        Assert.Equal((Receipt.Progress.Rejected, null), (receipt.Status, receipt.Total));
        Assert.False(string.IsNullOrWhiteSpace(receipt.Error));
        Assert.Equal(0, await pipeline.ReadAsync(db => db.ReceiptContents.CountAsync()));
    }

    private static async Task AssertTiedAsync(Pipeline pipeline, Guid receipt)
    {
        var tied = Assert.Single(await pipeline.ReadAsync(db => db.Transactions.Where(line => line.ReceiptId != null).ToListAsync()));
        Assert.Equal((Line, -128.40m, (Guid?)receipt), (tied.Description, tied.Amount, tied.ReceiptId));
        Assert.Equal([Receipt.Progress.Matched], await pipeline.ReadAsync(db => db.Receipts.Select(row => row.Status).ToListAsync()));
    }
}
