using Workforce.Core.Finance.Statements;
using Workforce.Core.Finance.Statements.Csv;

namespace Workforce.Core.Tests.Finance.Statements.Csv;

public sealed class CsvAmountTests
{
    [Theory]
    [InlineData("-1234.56", -1234.56)]
    [InlineData("-1,234.56", -1234.56)]
    [InlineData("-1.234,56", -1234.56)]
    [InlineData("-1 234,56", -1234.56)]
    [InlineData("-1'234.56", -1234.56)]
    [InlineData("-12,34,567.89", -1234567.89)]
    [InlineData("1234.56-", -1234.56)]
    [InlineData("(1,234.56)", -1234.56)]
    [InlineData("−4,50", -4.50)]
    [InlineData("-£4.50", -4.50)]
    [InlineData("£-4.50", -4.50)]
    [InlineData("-4,50 €", -4.50)]
    [InlineData("EUR -4,50", -4.50)]
    [InlineData("- kr 4,50", -4.50)]
    [InlineData("-0,500", -0.5)]
    [InlineData("-.50", -0.5)]
    [InlineData("-7", -7)]
    public void An_amount_is_read_in_any_usual_writing(string written, double expected)
    {
        Assert.Equal([(decimal)expected], CsvText.Parse($"Date\tText\tAmount\n2026-10-03\tCoffee\t{written}\n").Amounts());
    }

    [Fact]
    public void One_proven_amount_decides_for_those_that_read_both_ways()
    {
        Assert.Equal([-1234m, -4.50m], CsvText.Parse("Date;Text;Amount\n2026-10-03;Rent;-1,234\n2026-10-04;Coffee;-4.50\n").Amounts());
        Assert.Equal([-1.234m, -4.50m], CsvText.Parse("Date;Text;Amount\n2026-10-03;Rent;-1,234\n2026-10-04;Coffee;-4,50\n").Amounts());
    }

    [Fact]
    public void A_currency_that_has_no_thousandths_decides_too()
    {
        Assert.Equal([-1234m], CsvText.Parse("Date;Text;Amount;Currency\n2026-10-03;Rent;-1,234;EUR\n").Amounts());
    }

    [Fact]
    public void Amounts_that_read_both_ways_are_refused_with_both_readings_and_a_hint_settles_them()
    {
        const string text = "Date;Text;Amount\n2026-10-03;Rent;-1,234\n";

        var refused = Assert.Throws<UnreadableStatementException>(() => CsvText.Parse(text));

        Assert.Equal("The decimal sign is not clear: 1,234 is -1234 with a decimal point or -1.234 with a decimal comma, and the other lines do not settle it. Say which (decimal separator \".\" or \",\").", refused.Message);
        Assert.Equal((2, "decimal_separator"), (refused.Line!.Value, refused.Field));
        Assert.Equal([-1234m], CsvText.Parse(text, new CsvHints(DecimalSeparator: '.')).Amounts());
        Assert.Equal([-1.234m], CsvText.Parse(text, new CsvHints(DecimalSeparator: ',')).Amounts());
    }

    [Fact]
    public void A_stray_amount_of_the_other_kind_is_a_bad_line()
    {
        var file = CsvText.Parse("Date;Text;Amount\n2026-10-01;A;-1.50\n2026-10-02;B;-2.50\n2026-10-03;C;-3.50\n2026-10-04;D;-4.50\n2026-10-05;E;-5.50\n2026-10-06;F;-6,5\n");

        Assert.Equal(5, file.Amounts().Length);
        Assert.Equal(["7 Amount: \"6,5\" is not an amount with a decimal point, as the other lines have."], file.Errors());
    }

    [Theory]
    [InlineData("Date,Text,Amount\n2026-10-03,Coffee,-$4.50\n", "USD")]
    [InlineData("Date,Text,Amount\n2026-10-03,Coffee,-S$4.50\n", "SGD")]
    [InlineData("Date,Text,Amount (CHF)\n2026-10-03,Coffee,-4.50\n", "CHF")]
    [InlineData("Date,Text,Amount,Currency\n2026-10-03,Coffee,-4.50,nok\n", "NOK")]
    [InlineData("Currency:,SEK\nDate,Text,Amount\n2026-10-03,Coffee,-4.50\n", "SEK")]
    [InlineData("Date,Text,Amount\n2026-10-03,Coffee,-kr 4.50\n", null)]
    [InlineData("Date,Text,Amount,Original amount,Original currency\n2026-10-03,Coffee,-4.50,-5.00,USD\n", null)]
    public void The_currency_comes_from_header_column_sign_or_preamble_and_never_from_the_original_amount(string text, string? expected)
    {
        Assert.Equal(expected, CsvText.Parse(text).Accounts[0].Currency);
    }

    [Fact]
    public void A_currency_hint_holds_only_where_the_file_names_none()
    {
        Assert.Equal("NZD", CsvText.Parse("Date,Text,Amount\n2026-10-03,Coffee,-4.50\n", new CsvHints(Currency: "NZD")).Accounts[0].Currency);
        Assert.Equal("EUR", CsvText.Parse("Date,Text,Amount\n2026-10-03,Coffee,-€4.50\n", new CsvHints(Currency: "NZD")).Accounts[0].Currency);
    }

    [Fact]
    public void Where_a_card_shows_the_foreign_amount_too_the_one_in_the_cards_currency_counts()
    {
        var file = CsvText.Parse("datum verrichting;bedrag;munt;bedrag in EUR;handelaar\n15/10/2026;-20,00;USD;-18,40;Books\n");

        Assert.Equal([-18.40m], file.Amounts());
        Assert.Equal("EUR", file.Accounts[0].Currency);
    }
}
