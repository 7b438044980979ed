using Workforce.Core.Finance.Statements;

namespace Workforce.Core.Tests.Finance.Statements.Csv;

/// <summary>Invented lines in layouts that widely used banks and payment services export.</summary>
public sealed class CsvLayoutTests
{
    [Theory]
    // A fee in a column of its own, dates with times, a line that was taken back.
    [InlineData("Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\nCARD_PAYMENT,Current,2026-10-03 10:11:12,2026-10-04 01:02:03,Coffee,-4.50,0.00,EUR,COMPLETED,95.50\nTOPUP,Current,2026-10-05 10:11:12,2026-10-05 10:11:13,Top-up,20.00,0.00,EUR,COMPLETED,115.50\nCARD_PAYMENT,Current,2026-10-06 10:11:12,,Hotel,-90.00,0.00,EUR,REVERTED,\n", "2026-10-03 -4.50|2026-10-05 20.00", "EUR")]
    // Dutch, compact dates, direction in words, amounts without a sign.
    [InlineData("\"Datum\",\"Naam / Omschrijving\",\"Rekening\",\"Tegenrekening\",\"Code\",\"Af Bij\",\"Bedrag (EUR)\",\"Mutatiesoort\",\"Mededelingen\"\n\"20261003\",\"Koffie\",\"NL20INGB0001234567\",\"NL58RABO0198723202\",\"BA\",\"Af\",\"4,50\",\"Betaalautomaat\",\"Pas 001\"\n\"20261005\",\"Werkgever\",\"NL20INGB0001234567\",\"NL91ABNA0417164300\",\"OV\",\"Bij\",\"2000,00\",\"Overschrijving\",\"Salaris\"\n", "2026-10-03 -4.50|2026-10-05 2000.00", "EUR")]
    // A card: spending without a sign, the payment with a minus.
    [InlineData("Date,Description,Card Member,Account #,Amount\n10/13/2026,COFFEE BAR,A HOLDER,-71009,4.50\n10/15/2026,BOOKS,A HOLDER,-71009,20.00\n10/20/2026,AUTOPAY PAYMENT - THANK YOU,A HOLDER,-71009,-24.50\n", "2026-10-13 -4.50|2026-10-15 -20.00|2026-10-20 24.50", null)]
    // A card that signs as its holder sees it.
    [InlineData("Transaction Date,Post Date,Description,Category,Type,Amount,Memo\n10/13/2026,10/14/2026,COFFEE BAR,Food & Drink,Sale,-4.50,\n10/20/2026,10/20/2026,Payment Thank You-Mobile,,Payment,24.50,\n", "2026-10-13 -4.50|2026-10-20 24.50", null)]
    // Debit and credit of a card, two dates.
    [InlineData("Transaction Date,Posted Date,Card No.,Description,Category,Debit,Credit\n2026-10-13,2026-10-14,8821,COFFEE BAR,Dining,4.50,\n2026-10-20,2026-10-20,8821,PAYMENT,Payment/Credit,,24.50\n", "2026-10-13 -4.50|2026-10-20 24.50", null)]
    // No header at all: date, amount, a star, a check number, text.
    [InlineData("\"10/13/2026\",\"-4.50\",\"*\",\"\",\"COFFEE BAR\"\n\"10/15/2026\",\"2000.00\",\"*\",\"\",\"PAYROLL\"\n", "2026-10-13 -4.50|2026-10-15 2000.00", null)]
    // No header, plus signs, running balance last and newest first.
    [InlineData("25/10/2026,\"+100.00\",\"Salary\",\"+190.00\"\n24/10/2026,\"-5.50\",\"Books\",\"+90.00\"\n23/10/2026,\"-4.50\",\"Coffee\",\"+95.50\"\n", "2026-10-25 100.00|2026-10-24 -5.50|2026-10-23 -4.50", null)]
    // A summary above the table, balances within it.
    [InlineData("Description,,Summary Amt.\nBeginning balance as of 10/01/2026,,\"1,000.00\"\nTotal credits,,\"2,000.00\"\nTotal debits,,\"-4.50\"\nEnding balance as of 10/31/2026,,\"2,995.50\"\n\nDate,Description,Amount,Running Bal.\n10/01/2026,Beginning balance as of 10/01/2026,,\"1,000.00\"\n10/13/2026,\"COFFEE BAR\",\"-4.50\",\"995.50\"\n10/15/2026,\"PAYROLL\",\"2,000.00\",\"2,995.50\"\n", "2026-10-13 -4.50|2026-10-15 2000.00", null)]
    // German with two-digit years, the other side's account in a column that names no owner.
    [InlineData("\"Auftragskonto\";\"Buchungstag\";\"Valutadatum\";\"Buchungstext\";\"Verwendungszweck\";\"Beguenstigter/Zahlungspflichtiger\";\"Kontonummer/IBAN\";\"BIC (SWIFT-Code)\";\"Betrag\";\"Waehrung\";\"Info\"\n\"DE21500500009876543210\";\"13.10.26\";\"13.10.26\";\"KARTENZAHLUNG\";\"Kaffee\";\"Bar am Eck\";\"DE89370400440532013000\";\"COBADEFF\";\"-4,50\";\"EUR\";\"Umsatz gebucht\"\n\"DE21500500009876543210\";\"15.10.26\";\"15.10.26\";\"GUTSCHR\";\"Gehalt\";\"Studio\";\"DE02120300000000202051\";\"BYLADEM1\";\"2.000,00\";\"EUR\";\"Umsatz gebucht\"\n", "2026-10-13 -4.50|2026-10-15 2000.00", "EUR")]
    // What was paid, what it cost to pay, and what is left of it.
    [InlineData("\"Date\",\"Time\",\"TimeZone\",\"Name\",\"Type\",\"Status\",\"Currency\",\"Gross\",\"Fee\",\"Net\",\"Transaction ID\"\n\"13/10/2026\",\"10:11:12\",\"CEST\",\"Shop\",\"Express Checkout\",\"Completed\",\"EUR\",\"-4,50\",\"0,00\",\"-4,50\",\"9AB\"\n\"15/10/2026\",\"10:11:12\",\"CEST\",\"Client\",\"Payment\",\"Completed\",\"EUR\",\"100,00\",\"-3,20\",\"96,80\",\"9AC\"\n", "2026-10-13 -4.50|2026-10-15 96.80", "EUR")]
    // British, "Paid out" and "Paid in", names of months.
    [InlineData("Account Name:,\"FlexDirect ****12345\"\nAccount Balance:,\"£2,095.50\"\nAvailable Balance: ,\"£2,095.50\"\n\nDate,\"Transaction type\",\"Description\",\"Paid out\",\"Paid in\",\"Balance\"\n\"13 Oct 2026\",\"Visa purchase\",\"COFFEE\",\"£4.50\",\"\",\"£95.50\"\n\"15 Oct 2026\",\"Bank credit\",\"PAY\",\"\",\"£2000.00\",\"£2095.50\"\n", "2026-10-13 -4.50|2026-10-15 2000.00", "GBP")]
    // Swedish, year first, blanks in thousands.
    [InlineData("Bokföringsdag;Belopp;Avsändare;Mottagare;Namn;Rubrik;Saldo;Valuta\n2026-10-13;-4,50;;;;Kaffe;95,50;SEK\n2026-10-15;2 000,00;;;;Lön;2 095,50;SEK\n", "2026-10-13 -4.50|2026-10-15 2000.00", "SEK")]
    // Spanish, a title above, day first.
    [InlineData("Movimientos de la cuenta;;;\nFecha operación;Fecha valor;Concepto;Importe;Saldo\n13/10/2026;13/10/2026;Café;-4,50;95,50\n15/10/2026;15/10/2026;Nómina;2.000,00;2.095,50\n", "2026-10-13 -4.50|2026-10-15 2000.00", null)]
    public void A_usual_layout_is_read(string text, string lines, string? currency)
    {
        var file = CsvText.Parse(text);

        Assert.Equal(lines.Split('|'), file.DatedAmounts());
        Assert.Equal(currency, Assert.Single(file.Accounts).Currency);
        Assert.Empty(file.Errors());
        Assert.DoesNotContain(file.Warnings(), warning => warning.Contains("do not tie", StringComparison.Ordinal));
    }

    [Fact]
    public void A_fee_in_a_column_of_its_own_is_warned_of_because_it_is_not_in_the_amount()
    {
        var file = CsvText.Parse("Date,Description,Amount,Fee,Currency\n2026-10-13,Exchange,-100.00,1.00,EUR\n");

        Assert.Equal([-100m], file.Amounts());
        Assert.Equal([new StatementProblem(ProblemSeverity.Warning, 2, "Fee", "A fee of 1.00 stands in a column of its own and is not in the amount.")], file.Problems);
    }
}
