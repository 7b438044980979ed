using System.Text;
using Workforce.Core.Finance.Statements;
using Workforce.Core.Finance.Statements.Csv;
using static Workforce.Core.Tests.Finance.Statements.Parsing;

namespace Workforce.Core.Tests.Finance.Statements;

public sealed class StatementFileTests
{
    [Theory]
    [InlineData("OFXHEADER:100\n\n<OFX></OFX>", StatementFormat.Ofx1)]
    [InlineData("\r\n\r\n<OFX>\r\n</OFX>", StatementFormat.Ofx1)]
    [InlineData("<?xml version=\"1.0\"?><?OFX OFXHEADER=\"200\"?><OFX/>", StatementFormat.Ofx2)]
    [InlineData("<?xml version=\"1.0\"?><ofx></ofx>", StatementFormat.Ofx2)]
    [InlineData("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt/></Document>", StatementFormat.Camt053)]
    [InlineData("<a:Document><a:BkToCstmrAcctRpt></a:BkToCstmrAcctRpt></a:Document>", StatementFormat.Camt052)]
    [InlineData("BANKXX\r\n940\r\n:20:A\r\n:25:1\r\n:28C:1\r\n:60F:C260101EUR0,\r\n", StatementFormat.Mt940)]
    [InlineData("\u0001{1:F01X}{4::20:A\n:25:1\n:60F:C260101EUR0,\n", StatementFormat.Mt940)]
    [InlineData("# made by hand\n!type:CCard\nD1/1/26\nT1\n^\n", StatementFormat.Qif)]
    [InlineData("^\n!Account\nNX\n^\n", StatementFormat.Qif)]
    [InlineData("Date,Description,Amount\n2026-01-01,Shop,-1.00\n", StatementFormat.Csv)]
    [InlineData("Date\tText\tAmount\n2026-01-01\tpaid for <OFX tools\t-1.00\n", StatementFormat.Csv)]
    public void Content_decides_the_format_whatever_the_name_says(string text, StatementFormat format)
    {
        foreach (var name in new[] { "statement", "statement.qif", "statement.xls", "statement.pdf" })
        {
            Assert.Equal(format, StatementFile.Recognise(Encoding.UTF8.GetBytes(text), name));
        }
    }

    [Fact]
    public void A_pdf_is_recognised_and_its_text_must_be_extracted_before_parsing()
    {
        var pdf = "\r\n%PDF-1.7\n"u8.ToArray();

        Assert.True(StatementFile.IsPdf(pdf));
        Assert.False(StatementFile.IsPdf("Date,Amount\n"u8.ToArray()));
        Assert.Equal(StatementFormat.PdfText, StatementFile.Recognise(pdf, "statement.csv"));
        Assert.Throws<ArgumentException>(() => StatementFile.Parse(pdf, "statement.pdf"));
    }

    [Theory]
    [InlineData("", "march.qif", StatementFormat.Qif)]
    [InlineData(" \r\n\t\0\0", "march.sta", StatementFormat.Mt940)]
    [InlineData("", "march", StatementFormat.Csv)]
    public void A_file_of_nothing_is_empty_and_only_its_name_tells_the_format(string text, string name, StatementFormat format)
    {
        var file = Parse(text, name);

        Assert.Equal((format, StatementOutcome.Empty), (file.Format, StatementOutcomes.Of(file)));
        Assert.Equal("The file is empty.", file.OnlyProblem().Message);
    }

    [Theory]
    [InlineData("504B0304140006", "Excel workbook")]
    [InlineData("D0CF11E0A1B11AE1", "old Office document")]
    [InlineData("1F8B0800", "compressed")]
    [InlineData("89504E470D0A1A0A", "picture")]
    [InlineData("FFD8FFE000104A46", "picture")]
    [InlineData("0102030405060708010203040506070801020304", "not text")]
    public void Other_kinds_of_files_are_refused_with_what_to_do(string hex, string said)
    {
        Assert.Contains(said, Assert.Throws<UnreadableStatementException>(() => StatementFile.Parse(Convert.FromHexString(hex), "statement.csv")).Message);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><body>Please sign in</body></html>", "sign-in page")]
    [InlineData("<?xml version=\"1.0\"?><pain.001><x/></pain.001>", "begins with <pain.001>")]
    [InlineData("Dear customer\nyour statement is ready\n", "no statement format")]
    public void Other_texts_are_refused_with_what_they_are(string text, string said)
    {
        Assert.Contains(said, Refusal(text).Message);
    }

    [Fact]
    public void A_table_goes_to_the_csv_reader_with_what_its_owner_said()
    {
        var content = "Date,Description,Amount\n2026-01-31,Corner Shop,-1.50\n2026-02-01,Salary,2.00\n"u8.ToArray();

        Assert.Equal((StatementFormat.Csv, "CHF"), (StatementFile.Parse(content, "x").Format, StatementFile.Parse(content, "x", new CsvHints(Currency: "CHF")).Accounts[0].Currency));
    }

    [Fact]
    public void A_byte_that_had_to_be_dropped_is_a_warning()
    {
        byte[] content = [.. "OFXHEADER:100\n\n<OFX><STMTRS><STMTTRN><DTPOSTED>20260101<TRNAMT>1<NAME>Café</STMTTRN></STMTRS></OFX>"u8, 0xC3];

        var file = StatementFile.Parse(content, "x.ofx");

        Assert.Equal([(ProblemSeverity.Warning, (int?)null)], file.Problems.Select(problem => (problem.Severity, problem.Line)));
    }
}
