using Workforce.Core.Finance.Receipts;

namespace Workforce.Core.Tests.Finance.Receipts;

public sealed class ReceiptReaderTests
{
    [Fact]
    public void A_till_receipt_gives_every_field()
    {
        var read = ReceiptReader.Read("""
            BLUE DOOR CAFE
            12 Harbour Street
            Portland, OR 97201
            10/03/2026 12:41
            Server: Ana   Table 4
            1 x Soup                 8.00
            2 x Coffee               6.50
            Subtotal                14.50
            Sales Tax                1.20
            Tip                      2.00
            TOTAL                  $17.70
            Cash                    20.00
            Change                   2.30
            Thank you!
            """);

        Assert.Equal((DocumentKind.Receipt, "BLUE DOOR CAFE", new DateOnly(2026, 10, 3), "USD"), (read.Document, read.Merchant, read.Date, read.Currency));
        Assert.Equal((17.70m, 14.50m, 1.20m, 2.00m, 20.00m, 2.30m), (read.Total, read.Subtotal, read.Tax, read.Tip, read.PaidCash, read.Change));
        Assert.False(read.IsSettled, "One look at one line is not sure enough of the name.");
        Assert.Equal(["The date is 2026-10-03 or 2026-03-10; the first was taken because amounts are in USD."], read.Problems.Select(problem => problem.Message));
    }

    [Fact]
    public void A_german_receipt_with_a_table_of_tax_is_read()
    {
        var read = ReceiptReader.Read("""
            Grüner Markt GmbH
            Hauptstraße 5, 10115 Berlin
            EUR
            SUPPENGRÜN          0,99 B
            BROT                2,50 B
            SUMME        EUR    3,49
            Geg. BAR     EUR    5,00
            Rückgeld BAR EUR    1,51
            Steuer %   Netto  Steuer  Brutto
            B= 7,0%     3,26    0,23    3,49
            04.12.2026  11:26  Bon-Nr.:1433
            """);

        Assert.Equal((DocumentKind.Receipt, "Grüner Markt GmbH", new DateOnly(2026, 12, 4), "EUR"), (read.Document, read.Merchant, read.Date, read.Currency));
        Assert.Equal((3.49m, 3.26m, 0.23m, 5.00m, 1.51m), (read.Total, read.Subtotal, read.Tax, read.PaidCash, read.Change));
    }

    [Fact]
    public void An_invoice_takes_its_own_date_and_its_sender_and_not_the_due_date_and_the_customer()
    {
        var read = ReceiptReader.Read("""
            Factuuradres
            Strategisch Advies B.V.
            Kerkstraat 1
            3500 AA Utrecht

            Factuur
            Factuurdatum 8-9-2026    Vervaldatum 22-9-2026
            Onderhoudsset             41,31
            BTW 21%                    8,68
            Totaal te betalen EUR     49,99
            Oranje Papier B.V. - Kvk nummer 04080176
            """);

        Assert.Equal((DocumentKind.Invoice, "Oranje Papier B.V.", new DateOnly(2026, 9, 8), 49.99m, 8.68m, "EUR"), (read.Document, read.Merchant, read.Date, read.Total, read.Tax, read.Currency));
    }

    [Fact]
    public void A_total_that_was_not_recognised_is_made_from_its_parts()
    {
        var read = ReceiptReader.Read("Contoso\n6/10/2026\nSub-Total $2,297.97\nTax $218.31\n$2,516.28\n");

        Assert.Equal((2516.28m, 2297.97m, 218.31m), (read.Total, read.Subtotal, read.Tax));
        Assert.True(read.Confidence.Total >= 0.9);
    }

    [Fact]
    public void A_tip_without_a_tax_confirms_the_total_too()
    {
        var read = ReceiptReader.Read("Kiosk\n2026-10-25\nSoup 40.00\nPie 6.05\nSubtotal 46.05\nTip 7.00\nTOTAL 53.05\n");

        Assert.Equal((53.05m, 46.05m, 7.00m, null), (read.Total, read.Subtotal, read.Tip, read.Tax));
        Assert.True(read.Confidence.Total >= 0.95);
    }

    [Theory]
    [InlineData("Total items 3.00\nTotal 12.00\n")]
    [InlineData("Total qty 99.00\nTotal due 12.00\n")]
    [InlineData("Total 12.00\nCash 50.00\nChange 38.00\n")]
    [InlineData("Total savings 30.00\nTotal 12.00\n")]
    [InlineData("Total\n12.00\n")]
    [InlineData("Total payable 12,00\n")]
    public void What_is_counted_saved_or_handed_over_is_not_the_total(string money)
    {
        Assert.Equal(12m, ReceiptReader.Read("Kiosk\n2026-10-03\n" + money).Total);
    }

    [Theory]
    [InlineData("USt-IdNr.: DE 123 456 789", "DE123456789")]
    [InlineData("Steuernummer 12/345/67890", "1234567890")]
    [InlineData("St.-Nr. 133/8150/8159 Tel. 030 1", "13381508159")]
    [InlineData("VAT Reg No 123 4567 89", "123456789")]
    [InlineData("Kvk 04080176 BTW nr. NL001234567B01", "NL001234567B01")]
    [InlineData("Kerkstraat 1 ATU12345678", "ATU12345678")]
    [InlineData("P. IVA 01234567890", "01234567890")]
    [InlineData("TVA FR12 123 456 789", "FR12123456789")]
    [InlineData("GB 123 4567 89", "GB123456789")]
    [InlineData("VAT 19% 12.34", null)]
    [InlineData("BTW 21%                    8,68", null)]
    [InlineData("MwSt 7,0% 3,26 0,23 3,49", null)]
    [InlineData("IBAN DE02 1203 0000 0000 2020 51", null)]
    [InlineData("Tel. 030 123 456 789", null)]
    public void The_sellers_tax_number_is_found_where_one_is_printed(string line, string? number) =>
        Assert.Equal(number, ReceiptReader.Read($"Kiosk\n2026-10-03\n{line}\nTotal 12.00\n").TaxNumber);

    [Fact]
    public void A_payslip_is_told_from_a_receipt()
    {
        var read = ReceiptReader.Read("Juniper Studio LLC\nPay Statement\nPeriod Start Date 10/16/2026\nPay Date 10/30/2026\nEmployee Number 12\nGross Pay 4,000.00\nDeductions 900.00\nNet Pay $3,100.00\n");

        Assert.Equal((DocumentKind.Payslip, "Juniper Studio LLC", new DateOnly(2026, 10, 30), 3100m, null), (read.Document, read.Merchant, read.Date, read.Total, read.Tax));
    }

    [Fact]
    public void A_date_that_reads_both_ways_is_left_open_with_both_readings()
    {
        var read = ReceiptReader.Read("Kiosk\n03/04/2026\nTotal 12.00\n");

        Assert.Null(read.Date);
        Assert.Contains("The date is 2026-04-03 or 2026-03-04: nothing on the paper says whether the day or the month stands first.", read.Problems.Select(problem => problem.Message));
    }

    [Fact]
    public void Words_without_any_money_are_no_receipt_and_say_what_is_missing()
    {
        var read = ReceiptReader.Read("");

        Assert.Equal((DocumentKind.Other, null, null, null), (read.Document, read.Merchant, read.Date, read.Total));
        Assert.Equal(["merchant", "date", "total"], read.Problems.Select(problem => problem.Field));
    }

    [Theory]
    [InlineData("STARBUCKS STORE 0123 SEATTLE", "Starbucks", 0.95)]
    [InlineData("REWE Markt GmbH", "REWE SAGT DANKE 12345", 0.95)]
    [InlineData("POS NORTHWIND PAP 03.10", "Northwind Paper Ltd", 0.75)]
    [InlineData("SolardAmerica Ice at San Jose", "Solar4America Ice at San Jose", 0.95)]
    public void Spellings_of_one_seller_are_alike(string left, string right, double least)
    {
        Assert.InRange(MerchantSimilarity.Of(left, right), least, 1);
        Assert.Equal(MerchantSimilarity.Of(left, right), MerchantSimilarity.Of(right, left), 10);
    }

    [Theory]
    [InlineData("Blue Door Cafe", "Northwind Paper")]
    [InlineData("Kiosk GmbH", "Bäcker GmbH")]
    [InlineData("", "Kiosk")]
    [InlineData(null, null)]
    public void Different_sellers_are_not_alike(string? left, string? right)
    {
        Assert.InRange(MerchantSimilarity.Of(left, right), 0, 0.5);
    }
}
