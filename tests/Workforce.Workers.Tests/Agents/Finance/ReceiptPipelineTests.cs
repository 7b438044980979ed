using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Workforce.Core.Finance;
using Workforce.Core.Finance.Categories;
using Workforce.Core.Finance.Compliance;
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
    public async Task What_a_person_took_off_a_line_is_not_put_back_there_until_a_person_does()
    {
        await using var pipeline = await Pipeline.StartAsync();
        var card = Samples.Read("statements/card-2026.csv");
        await pipeline.RunAsync("card-2026.csv", card);
        var receipt = await pipeline.RunReceiptAsync("inkwell-paper.pdf", Samples.Read("receipts/inkwell-paper.pdf"));
        var line = await pipeline.ReadAsync(db => db.Transactions.Where(line => line.ReceiptId != null).Select(line => line.Id).SingleAsync());
        Task<MatchOutcome> MatchAsync(Guid? to) => pipeline.InTenantAsync(services => services.GetRequiredService<MatchReceipt>().RunAsync(receipt.Id, to, CancellationToken.None));

        await MatchAsync(null);
        Assert.Equal(0, (await pipeline.RunAsync("again.csv", [.. card, .. "\n"u8])).ReceiptsMatched);
        await MatchAsync(line);
        Assert.Equal(1, (await pipeline.RunAsync("and again.csv", [.. card, .. "\n\n"u8])).ReceiptsMatched);
        Assert.Equal(0, await pipeline.ReadAsync(db => db.ReceiptRefusals.CountAsync()));
    }

    [Fact]
    public async Task Ledger_looks_again_when_a_receipt_is_tied_untied_or_deleted()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.InTenantAsync(services => services.GetRequiredService<SetTaxProfile>().RunAsync("CA", BusinessUse.Business, false, "CAD", CancellationToken.None));
        await pipeline.RunAsync("inkwell.csv", "Date,Description,Amount\n2026-10-15,INKWELL PAPER CO PORTLAND OR,-128.40\n"u8.ToArray());
        var line = await pipeline.ReadAsync(db => db.Transactions.Select(line => line.Id).SingleAsync());
        await pipeline.InTenantAsync(services => services.GetRequiredService<CorrectCategory>().RunAsync(line, CategoryNames.OfficeSupplies, applyToMerchant: false, CancellationToken.None));
        await pipeline.IdleAsync();
        Task<int> MissingAsync() => pipeline.ReadAsync(db => db.Findings.CountAsync(finding => finding.CheckId == "records.receipts"));
        Assert.Equal(1, await MissingAsync());

        var receipt = await pipeline.RunReceiptAsync("inkwell-paper.pdf", Samples.Read("receipts/inkwell-paper.pdf"));
        await pipeline.IdleAsync();
        Assert.Equal(0, await MissingAsync());

        await pipeline.InTenantAsync(services => services.GetRequiredService<MatchReceipt>().RunAsync(receipt.Id, null, CancellationToken.None));
        await pipeline.IdleAsync();
        Assert.Equal(1, await MissingAsync());

        await pipeline.InTenantAsync(services => services.GetRequiredService<MatchReceipt>().RunAsync(receipt.Id, line, CancellationToken.None));
        await pipeline.IdleAsync();
        Assert.Equal(0, await MissingAsync());

        await pipeline.InTenantAsync(services => services.GetRequiredService<DeleteReceipt>().RunAsync(receipt.Id, CancellationToken.None));
        await pipeline.IdleAsync();
        Assert.Equal(1, await MissingAsync());
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
