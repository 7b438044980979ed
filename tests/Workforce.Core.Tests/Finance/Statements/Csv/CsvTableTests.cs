using System.Text;
using Workforce.Core.Finance.Statements;
using Workforce.Core.Finance.Statements.Csv;

namespace Workforce.Core.Tests.Finance.Statements.Csv;

public sealed class CsvTableTests
{
    [Theory]
    [InlineData("Buchungstag;Verwendungszweck;Betrag;Währung\n")]
    [InlineData("Date opération;Libellé;Montant;Devise\n")]
    [InlineData("Transactiedatum;Omschrijving;Bedrag;Munt\n")]
    [InlineData("Fecha operación;Concepto;Importe;Divisa\n")]
    [InlineData("Data operazione;Descrizione;Importo;Divisa\n")]
    [InlineData("Data movimento;Descrição;Montante;Moeda\n")]
    [InlineData("Tranzakció dátuma;Közlemény;Összeg;Devizanem\n")]
    [InlineData("Datum provedení;Zpráva;Částka;Měna\n")]
    [InlineData("Data operacji;Opis operacji;Kwota;Waluta\n")]
    [InlineData("Transaktionsdag;Beskrivning;Belopp;Valuta\n")]
    [InlineData("Dato;Tekst;Beløb;Valuta\n")]
    [InlineData("Päivämäärä;Selitys;Määrä;Valuutta\n")]
    [InlineData("Data;Paaiškinimai;Suma;Valiuta\n")]
    [InlineData("Kontoauszug\n\nKonto:;12345678\n\nBuchungstag;Verwendungszweck;Betrag;Währung\n")]
    public void The_header_is_found_in_each_language_and_below_a_preamble(string header)
    {
        var file = CsvText.Parse(header + "03.10.2026;Coffee;-1.234,50;EUR\n");

        Assert.Equal(["2026-10-03 -1234.50"], file.DatedAmounts());
        Assert.Equal(("Coffee", "EUR"), (file.Accounts[0].Transactions[0].Description, file.Accounts[0].Currency));
        Assert.Empty(file.Errors());
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("windows-1252")]
    public void Accents_survive_in_every_usual_encoding(string encoding)
    {
        var bytes = (CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding)).GetBytes("Buchungstag;Verwendungszweck;Betrag\n03.10.2026;Bäckerei Grün;-4,50\n");

        Assert.Equal("Bäckerei Grün", CsvStatement.Parse(bytes, "export.csv").Accounts[0].Transactions[0].Description);
    }

    [Theory]
    [InlineData("sep=|\nDate|Text|Amount\n2026-10-03|a;b,c|-4.50\n")]
    [InlineData("Date|Text|Amount\n2026-10-03|a;b,c|-4.50\n")]
    [InlineData("Date\tText\tAmount\r\n2026-10-03\ta;b,c\t-4.50\r\n")]
    public void The_delimiter_is_the_one_under_which_the_header_is_a_header(string text)
    {
        Assert.Equal("a;b,c", CsvText.Parse(text).Accounts[0].Transactions[0].Description);
    }

    [Fact]
    public void A_file_without_a_header_is_read_where_its_cells_leave_one_reading()
    {
        var file = CsvText.Parse("23/10/2026,-4.50,COFFEE BAR,95.50\n24/10/2026,-5.50,BOOKS,90.00\n25/10/2026,100.00,SALARY,190.00\n");

        Assert.Equal(["2026-10-23 -4.50", "2026-10-24 -5.50", "2026-10-25 100.00"], file.DatedAmounts());
        Assert.Equal("COFFEE BAR", file.Accounts[0].Transactions[0].Description);
    }

    [Fact]
    public void A_file_without_a_header_in_which_two_columns_could_be_the_amount_is_refused()
    {
        var refused = Assert.Throws<UnreadableStatementException>(() => CsvText.Parse("23/10/2026,-4.50,COFFEE BAR,7.00\n24/10/2026,-5.50,BOOKS,8.10\n25/10/2026,100.00,SALARY,9.00\n"));

        Assert.Equal("No header line names a date column and an amount, debit or credit column, and the cells do not show which is which. Line 1 holds \"23/10/2026\", \"-4.50\", \"COFFEE BAR\", \"7.00\".", refused.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("one\ntwo\nthree\n")]
    public void What_is_no_table_is_refused(string text)
    {
        Assert.Equal("No table was found: no line holds cells parted by a comma, a semicolon, a tab or a bar.", Assert.Throws<UnreadableStatementException>(() => CsvText.Parse(text)).Message);
    }

    [Fact]
    public void A_header_without_lines_holds_no_account()
    {
        var file = CsvText.Parse("Date,Text,Amount\n");

        Assert.Empty(file.Accounts);
        Assert.Equal(["The table holds no line that could be read as a transaction."], file.Warnings());
    }

    [Fact]
    public void Each_account_of_the_file_has_its_own_lines_and_a_line_without_one_belongs_to_the_only_account()
    {
        var two = CsvText.Parse("Date,Account,Text,Amount,Currency\n2026-10-03,A,Coffee,-4.50,EUR\n2026-10-04,B,Tea,-1.00,USD\n2026-10-05,A,Pie,-2.00,CHF\n");
        Assert.Equal([("A", null, 2), ("B", "USD", 1)], two.Accounts.Select(account => (account.AccountId!, account.Currency, account.Transactions.Count)));
        Assert.Equal(["EUR", "CHF"], two.Accounts[0].Transactions.Select(line => line.Currency));

        var one = CsvText.Parse("Date,Account,Text,Amount\n2026-10-03,A,Coffee,-4.50\n2026-10-04,,Tea,-1.00\n");
        Assert.Equal([("A", 2)], one.Accounts.Select(account => (account.AccountId!, account.Transactions.Count)));
    }

    [Fact]
    public void Ibans_that_change_from_line_to_line_are_the_other_sides()
    {
        var file = CsvText.Parse("Buchungstag;Name;IBAN;Betrag\n03.10.2026;A;DE89370400440532013000;-4,50\n04.10.2026;B;AT611904300234573201;-5,50\n");

        Assert.Null(Assert.Single(file.Accounts).AccountId);
    }

    [Fact]
    public void A_file_that_names_no_account_has_the_key_of_its_layout()
    {
        var october = CsvText.Parse("Date,Text,Amount\n2026-10-03,Coffee,-4.50\n").Accounts[0];
        var november = CsvText.Parse("Date, Text ,AMOUNT\n2026-11-03,Tea,-1.00\n").Accounts[0];
        var other = CsvText.Parse("Date,Memo,Amount\n2026-11-03,Tea,-1.00\n").Accounts[0];

        Assert.NotNull(october.LayoutKey);
        Assert.Equal(october.LayoutKey, november.LayoutKey);
        Assert.NotEqual(october.LayoutKey, other.LayoutKey);
    }

    [Fact]
    public void The_fields_of_a_line_go_where_they_belong()
    {
        var file = CsvText.Parse("Transaction ID,Transaction date,Posting date,Payee,Memo,Category,Check #,Amount,Currency,Balance\nT1,2026-10-03,2026-10-04,Blue  Door,Lunch,Meals,1002,-14.50,EUR,85.50\n");

        Assert.Equal(
            new ParsedTransaction
            {
                Date = new DateOnly(2026, 10, 3),
                OtherDate = new DateOnly(2026, 10, 4),
                Amount = -14.50m,
                Description = "Blue Door Lunch",
                Counterparty = "Blue Door",
                BankReference = "T1",
                CheckNumber = "1002",
                StatedCategory = "Meals",
                Line = 2,
            },
            file.Accounts[0].Transactions[0]);
    }

    [Fact]
    public void An_id_that_is_used_twice_identifies_nothing()
    {
        var file = CsvText.Parse("id,date,text,amount\n7,2026-10-03,Coffee,-4.50\n7,2026-10-04,Tea,-1.00\n8,2026-10-05,Pie,-2.00\n");

        Assert.Equal([null, null, "8"], file.Accounts[0].Transactions.Select(line => line.BankReference));
    }
}
