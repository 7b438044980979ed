using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Workforce.Core.Finance;
using Workforce.Testing;

namespace Workforce.Workers.Tests.Agents.Finance;

/// <summary>What a bank shows before it books, and what becomes of it.</summary>
public sealed class PendingLinesTests
{
    [Fact]
    public async Task What_a_person_did_to_a_pending_line_is_there_when_it_is_booked()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.RunAsync("before.csv", Csv("2026-10-13,BAKERY,-2.40,Posted", "2026-10-15,INKWELL PAPER CO PORTLAND OR,-128.40,Pending"));
        var receipt = await pipeline.RunReceiptAsync("inkwell-paper.pdf", Samples.Read("receipts/inkwell-paper.pdf"));
        var pending = await pipeline.ReadAsync(db => db.Transactions.SingleAsync(line => line.Pending));
        await pipeline.InTenantAsync(services => services.GetRequiredService<CorrectCategory>().RunAsync(pending.Id, "pets", applyToMerchant: false, CancellationToken.None));
        Assert.Equal(receipt.Id, pending.ReceiptId);

        var after = await pipeline.RunAsync("after.csv", Csv("2026-10-13,BAKERY,-2.40,Posted", "2026-10-17,INKWELL PAPER CO 5034 PORTLAND,-128.40,Posted"));

        Assert.Equal((2, 1, 1, 2), (after.Transactions, after.Added, after.ReceiptsMatched, after.Categorised));
        var line = await pipeline.ReadAsync(db => db.Transactions.SingleAsync(line => line.Amount == -128.40m));
        Assert.Equal(
            ("INKWELL PAPER CO 5034 PORTLAND", false, "pets", "user", (Guid?)receipt.Id),
            (line.Description, line.Pending, line.Category, line.CategorySource, line.ReceiptId));
        Assert.Equal([Receipt.Progress.Matched], await pipeline.ReadAsync(db => db.Receipts.Select(row => row.Status).ToListAsync()));
        Assert.Equal([line.Id], await pipeline.ReadAsync(db => db.CategoryCorrections.Select(correction => correction.TransactionId).ToListAsync()));
        Assert.Equal(2, await pipeline.ReadAsync(db => db.StatementLines.CountAsync(shown => shown.TransactionId == line.Id)));
    }

    [Fact]
    public async Task One_booking_settles_one_of_two_equal_pending_lines_and_the_next_one_the_other()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.RunAsync("one.csv", Csv("2026-10-10,COFFEE HOUSE,-3.50,Pending", "2026-10-10,COFFEE HOUSE,-3.50,Pending"));

        await pipeline.RunAsync("two.csv", Csv("2026-10-12,COFFEE HOUSE,-3.50,Posted"));
        Assert.Equal([(new(2026, 10, 10), true), (new(2026, 10, 12), false)], await LinesAsync(pipeline));

        await pipeline.RunAsync("three.csv", Csv("2026-10-12,COFFEE HOUSE,-3.50,Posted", "2026-10-13,COFFEE HOUSE,-3.50,Posted"));
        Assert.Equal([(new(2026, 10, 12), false), (new(2026, 10, 13), false)], await LinesAsync(pipeline));
    }

    [Fact]
    public async Task A_line_that_the_newest_statement_still_shows_as_pending_stays()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.RunAsync("one.csv", Csv("2026-10-10,COFFEE HOUSE,-3.50,Pending"));

        await pipeline.RunAsync("two.csv", Csv("2026-10-09,COFFEE HOUSE,-3.50,Posted", "2026-10-10,COFFEE HOUSE,-3.50,Pending"));

        Assert.Equal([(new(2026, 10, 9), false), (new(2026, 10, 10), true)], await LinesAsync(pipeline));
    }

    [Fact]
    public async Task The_older_statement_may_come_last()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.RunAsync("newer.csv", Csv("2026-10-09,BAKERY,-2.40,Posted", "2026-10-12,COFFEE HOUSE,-3.50,Posted"));

        await pipeline.RunAsync("older.csv", Csv("2026-10-09,BAKERY,-2.40,Posted", "2026-10-10,COFFEE HOUSE,-3.50,Pending"));

        Assert.Equal([(new(2026, 10, 9), false), (new(2026, 10, 12), false)], await LinesAsync(pipeline));
    }

    [Fact]
    public async Task What_a_statement_shows_as_pending_and_what_is_of_another_currency_is_not_in_its_balances()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.RunAsync("one.xml", Camt("2026-10-10", 100m, 97.60m, ("2.40", "EUR", "BOOK", "BAKERY"), ("3.50", "EUR", "PDNG", "COFFEE HOUSE"), ("9.00", "USD", "BOOK", "KIOSK")));
        Assert.Empty(await OffBalanceAsync(pipeline));

        // Booked later, the line is one of the first statement's too, and still in none of its balances.
        await pipeline.RunAsync("two.xml", Camt("2026-10-11", 97.60m, 94.10m, ("3.50", "EUR", "BOOK", "COFFEE HOUSE")));
        Assert.Equal(3, await pipeline.ReadAsync(db => db.Transactions.CountAsync()));
        Assert.Empty(await OffBalanceAsync(pipeline));

        await pipeline.RunAsync("three.xml", Camt("2026-10-12", 94.10m, 90m, ("3.00", "EUR", "BOOK", "BAKERY")));
        Assert.Single(await OffBalanceAsync(pipeline));
    }

    private static byte[] Csv(params string[] lines) => Encoding.UTF8.GetBytes($"Date,Description,Amount,Status\n{string.Join('\n', lines)}\n");

    private static byte[] Camt(string day, decimal opening, decimal closing, params (string Amount, string Currency, string Status, string Text)[] entries)
    {
        string Balance(string code, decimal amount) => FormattableString.Invariant(
            $"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>");
        var lines = entries.Select(entry =>
            $"<Ntry><Amt Ccy=\"{entry.Currency}\">{entry.Amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>{entry.Status}</Sts><BookgDt><Dt>{day}</Dt></BookgDt><AddtlNtryInf>{entry.Text}</AddtlNtryInf></Ntry>");
        return Encoding.UTF8.GetBytes(
            "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct>"
            + Balance("OPBD", opening) + Balance("CLBD", closing) + string.Concat(lines) + "</Stmt></BkToCstmrStmt></Document>");
    }

    private static Task<List<string>> OffBalanceAsync(Pipeline pipeline) =>
        pipeline.ReadAsync(db => db.Findings.Where(finding => finding.CheckId == "statements.balance").Select(finding => finding.Text).ToListAsync());

    private static Task<List<(DateOnly?, bool)>> LinesAsync(Pipeline pipeline) => pipeline.ReadAsync(async db =>
        (await db.Transactions.OrderBy(line => line.Date).Select(line => new { line.Date, line.Pending }).ToListAsync()).Select(line => (line.Date, line.Pending)).ToList());
}
