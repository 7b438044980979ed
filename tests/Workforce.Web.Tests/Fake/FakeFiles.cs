using Workforce.Contracts.Finance;

namespace Workforce.Web.Tests.Fake;

/// <summary>Statements and receipts in every state a page has to show.</summary>
internal static class FakeFiles
{
    public static List<StatementRow> Statements()
    {
        var now = FakeCompany.Now;
        return
        [
            Statement(1, "giro-october.csv", 18_432, StatementStatus.Completed, "csv", 148, -2_184.31m, "EUR", now.AddMinutes(-12)) with { Categorised = 141, Recurring = 6, Insights = 2, Findings = 1, ReceiptsMatched = 3 },
            Statement(2, "business-card-2026-Q3.ofx", 64_110, StatementStatus.Partial, "ofx2", 96, -3_410.07m, "EUR", now.AddHours(-20)) with
            {
                Categorised = 88,
                Problems = [new("warning", 412, "DTPOSTED", "The date 20260231 does not exist; the line was left out."), new("warning", 655, "TRNAMT", "«12,4,0» is not an amount; the line was left out.")],
            },
            Statement(3, "ambiguous-dates.csv", 3_204, StatementStatus.Rejected, "csv", 0, null, null, now.AddDays(-2)) with
            {
                Error = "Day and month cannot be told apart: no date in column «Date» is later than the 12th.",
                Problems = [new("error", 2, "Date", "03/04/2026 can be 3 April or 4 March. Say which order the file uses and give it again.")],
            },
            Statement(4, "november.sta", 0, StatementStatus.Empty, "mt940", 0, 0, "EUR", now.AddDays(-4)),
            Statement(5, "wise-multi.xml", 22_870, StatementStatus.Completed, "camt053", 31, null, null, now.AddDays(-9)) with
            {
                Currencies = ["EUR", "USD"],
                Sums = new Dictionary<string, decimal> { ["EUR"] = 812.40m, ["USD"] = -1_204.18m },
                Categorised = 31,
            },
            Statement(6, "scan-2026-08.pdf", 1_204_118, StatementStatus.Failed, "pdf_image", 0, null, null, now.AddDays(-15)) with { Error = "Byte gave up after 3 attempts: the scan has less than 120 dpi.", Stage = "byte" },
        ];
    }

    public static StatementRow Statement(int number, string name, long size, StatementStatus status, string? format, int lines, decimal? sum, string? currency, DateTimeOffset at) => new(
        new Guid($"33333333-0000-0000-0000-{number:000000000000}"), name, size, status, status == StatementStatus.Completed ? "notifications" : "prime", format, null, lines > 0 ? 1 : 0, lines, lines, 0, sum,
        sum is { } value && currency is not null ? new Dictionary<string, decimal> { [currency] = value } : new Dictionary<string, decimal>(), currency is null ? [] : [currency],
        lines > 0 ? DateOnly.FromDateTime(at.UtcDateTime).AddDays(-30) : null, lines > 0 ? DateOnly.FromDateTime(at.UtcDateTime).AddDays(-1) : null, 0, 0, 0, 0, 0, [],
        new Guid($"44444444-0000-0000-0000-{number:000000000000}"), at, at.AddSeconds(2));

    public static List<ReceiptRow> Receipts(List<TransactionRow> lines)
    {
        var now = FakeCompany.Now;
        var shell = lines.First(line => line.Merchant == "Shell");
        var office = lines.First(line => line.Merchant == "Bruna");
        var rows = new List<ReceiptRow>
        {
            Receipt(1, "shell-0312.jpg", "image/png", ReceiptStatus.Matched, now.AddHours(-3)) with { Document = "receipt", Merchant = "Shell Rotterdam", Date = shell.Date, Total = -shell.Amount, Tax = Math.Round(-shell.Amount * 0.21m / 1.21m, 2), Currency = "EUR", TransactionId = shell.Id, MatchScore = 0.96m },
            Receipt(2, "lunch-client.png", "image/png", ReceiptStatus.Unmatched, now.AddHours(-6)) with { Document = "receipt", Merchant = "Hassan Bistro", Date = FakeCompany.Today.AddDays(-9), Total = 64.80m, Tax = 5.35m, Currency = "EUR" },
            Receipt(3, "bruna-pens.png", "image/png", ReceiptStatus.Matched, now.AddDays(-2)) with { Document = "receipt", Merchant = "Bruna", Date = office.Date, Total = -office.Amount, Currency = "EUR", TransactionId = office.Id, MatchScore = 0.81m, Problems = [new("warning", null, "tax", "No tax amount could be read.")] },
            Receipt(4, "payslip-2026-09.pdf", "application/pdf", ReceiptStatus.NotAReceipt, now.AddDays(-5)) with { Document = "payslip" },
            Receipt(5, "blurred.jpg", "image/png", ReceiptStatus.Rejected, now.AddDays(-6)) with { Error = "No words could be read: the picture is out of focus." },
        };
        for (var index = 0; index < lines.Count; index++)
        {
            if (rows.FirstOrDefault(row => row.TransactionId == lines[index].Id) is { } receipt)
                lines[index] = lines[index] with { ReceiptId = receipt.Id };
        }

        return rows;
    }

    public static ReceiptRow Receipt(int number, string name, string type, ReceiptStatus status, DateTimeOffset at) => new(
        new Guid($"55555555-0000-0000-0000-{number:000000000000}"), name, type, 182_400, status, null, null, null, null, null, null, null, null, [], null, new Guid($"66666666-0000-0000-0000-{number:000000000000}"), at);
}
